import type { Finding, ProcessName } from "../../findings/finding.ts";
import type { View } from "../views.ts";
import { railsRedis } from "./redis-rails.ts";
import { streamingRedis } from "./redis-streaming.ts";

/** base: feeds, locks, and what streaming listens to. sidekiq: the queues. cache: Rails' cache. */
export type RedisRole = "base" | "sidekiq" | "cache";

/** redis-rb-4: web up to 4.5, Sidekiq up to 4.3. redis-rb-5: web from 4.6 on. redis-client: Sidekiq from 4.4 on. */
export type RedisClient = "redis-rb-4" | "redis-rb-5" | "redis-client" | "ioredis";

export type RedisAddress =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "socket"; readonly path: string };

/** What the client sends before anything else. */
export type RedisLogin =
  | { readonly kind: "none" }
  | { readonly kind: "auth"; readonly user: string | null; readonly password: string }
  /** HELLO with AUTH, which a server without a password lets pass. */
  | { readonly kind: "hello"; readonly user: string; readonly password: string };

export interface RedisConnection {
  readonly kind: "connection";
  readonly process: ProcessName;
  readonly role: RedisRole;
  readonly client: RedisClient;
  readonly address: RedisAddress;
  readonly db: number;
  readonly login: RedisLogin;
  /** chain: hiredis-client does not look at the name in the certificate. */
  readonly tls: { readonly verify: "chain" | "name" } | null;
  /** A user name is set and a password is not, which every client takes for something else. */
  readonly userWithoutPassword: boolean;
  /** The variables that decide each part. */
  readonly from: { readonly address: string; readonly password: string; readonly user: string; readonly db: string };
}

/** The process, or this part of it, fails before it tries anything (or: Sentinel, which we do not try). */
export interface InvalidRedis {
  readonly kind: "invalid";
  readonly process: ProcessName;
  readonly role: RedisRole;
  readonly finding: Finding;
}

/** Every Redis connection of the views' processes, by the rules of their release. */
export function redisConnections(views: readonly View[]): readonly (RedisConnection | InvalidRedis)[] {
  return views.flatMap((view) => (view.process === "streaming" ? [streamingRedis(view)] : railsRedis(view)));
}
