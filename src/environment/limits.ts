import type { Answers } from "../../prompts/answers.ts";
import { isPlainUser } from "./redis-meaning.ts";
import { atLeast, type Release } from "./release.ts";

/** An answer that no variable of that release makes true for web and streaming alike. `path` as in the answers file. */
export interface Limit {
  readonly path: string;
  readonly key:
    | "redis-socket-login"
    | "redis-socket-db"
    | "redis-user-characters"
    | "redis-user-without-password"
    | "redis-tls-release"
    | "database-host-underscore";
}

/** What the settings ask for and Mastodon has no way to do, measured with the clients of each release. */
export function limits({ redis, database }: Pick<Answers, "redis" | "database">, release: Release): readonly Limit[] {
  const isSocket = redis.host.startsWith("/");
  const inUrl = !database.host.startsWith("/") && (database.tls === "required" || database.tls === "verified");
  const found: [boolean, Limit][] = [
    // redis-rb takes no login in a unix:// URL, and ioredis 5.11 takes it for a part of the path.
    [isSocket && redis.password !== null, { path: "redis.password", key: "redis-socket-login" }],
    [isSocket && redis.user !== null, { path: "redis.user", key: "redis-socket-login" }],
    // redis-rb, until 4.5, passes over `?db=`.
    [isSocket && redis.db !== 0 && !atLeast(release, "4.6"), { path: "redis.db", key: "redis-socket-db" }],
    // Ruby's client does not decode user names.
    [redis.user !== null && !isPlainUser(redis.user), { path: "redis.user", key: "redis-user-characters" }],
    // Ruby sends a user alone as the password.
    [
      !isSocket && redis.user !== null && redis.password === null,
      { path: "redis.user", key: "redis-user-without-password" },
    ],
    // REDIS_DRIVER came with 4.3, and the driver before it has no TLS.
    [!isSocket && redis.tls && !atLeast(release, "4.3"), { path: "redis.tls", key: "redis-tls-release" }],
    // Rails' URLs take no underscore in a host.
    [inUrl && database.host.includes("_"), { path: "database.host", key: "database-host-underscore" }],
  ];
  return found.filter(([holds]) => holds).map(([, limit]) => limit);
}
