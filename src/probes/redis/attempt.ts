import type { ConnectionOptions } from "node:tls";
import type { RedisConnection } from "../../mastodon/connections/redis.ts";
import type { NetTarget } from "../net/address.ts";
import { identify, type Protocol, whileWatching } from "../net/identify.ts";
import { systemCas as systemStore } from "../net/tls.ts";
import { type RedisCause, redisCause } from "./causes.ts";
import { openSession, replyError, type Session } from "./client.ts";
import { type RedisInfo, readInfo, writeAndRead } from "./exercise.ts";
import { logIn } from "./login.ts";

export interface Reached {
  readonly ok: true;
  readonly connection: RedisConnection;
  readonly session: Session;
  readonly info: RedisInfo;
  readonly ms: number;
}

export interface Failed {
  readonly ok: false;
  readonly connection: RedisConnection;
  readonly cause: RedisCause;
  readonly error: unknown;
  readonly protocol: Protocol | null;
  /** Known where it let us in and then refused something. */
  readonly info: RedisInfo | null;
  readonly ms: number;
}

export type Attempt = Reached | Failed;

/** Connects, logs in and does what Mastodon does, as this client would. Never rejects. */
export async function tryRedis(
  connection: RedisConnection,
  systemCas: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Attempt> {
  const started = performance.now();
  const target: NetTarget = connection.address;
  const expected = connection.tls ? "TLS" : "Redis";
  const work = (until: AbortSignal) => attempt(connection, systemCas, until);
  const { value, protocol: watched } = await whileWatching(target, expected, work, signal);
  const ms = Math.round(performance.now() - started);
  if ("session" in value) return { ok: true, connection, ...value, ms };
  const known = redisCause(value.error);
  const unclear = replyError(value.error) === null && known === "refused-by-server";
  const protocol = watched ?? (unclear ? await identify(target, signal) : null);
  const cause = await byProtocol(connection, named(connection, known), protocol, signal);
  return { ok: false, connection, cause, error: value.error, protocol, info: value.info, ms };
}

type Outcome =
  | { readonly session: Session; readonly info: RedisInfo }
  | { readonly error: unknown; readonly info: RedisInfo | null };

async function attempt(
  connection: RedisConnection,
  systemCas: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  let session: Session | null = null;
  let info: RedisInfo | null = null;
  try {
    session = await openLoggedIn(connection, systemCas, signal);
    await session.send("PING");
    info = await readInfo(session);
    await writeAndRead(session);
    return { session, info };
  } catch (error) {
    session?.close();
    return { error, info };
  }
}

/** Rejects as `openSession` does, or with the server's refusal; nothing is left open then. */
export async function openLoggedIn(
  connection: RedisConnection,
  systemCas: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Session> {
  const session = await openSession(connection.address, await tlsOptions(connection, systemCas), signal);
  try {
    await logIn(session, connection);
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

/** Ruby trusts the system's store, streaming what Node brings along (and NODE_EXTRA_CA_CERTS). */
async function tlsOptions(
  { tls, client }: RedisConnection,
  systemCas: readonly string[] | undefined,
): Promise<ConnectionOptions | null> {
  if (tls === null) return null;
  const ca = client === "ioredis" ? undefined : await systemStore(systemCas);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(tls.verify === "chain" ? { checkServerIdentity: () => undefined } : {}),
  };
}

/** A name without a password is what is wrong, whatever the server says to it. */
function named({ userWithoutPassword }: RedisConnection, cause: RedisCause): RedisCause {
  return userWithoutPassword && cause.startsWith("password-") ? "user-without-password" : cause;
}

async function byProtocol(
  connection: RedisConnection,
  cause: RedisCause,
  protocol: Protocol | null,
  signal: AbortSignal,
): Promise<RedisCause> {
  if (protocol === null) return cause;
  if (connection.tls) return protocol === "Redis" ? "tls-unneeded" : protocol === "TLS" ? cause : "not-redis";
  if (protocol === "Redis") return cause;
  return protocol === "TLS" && (await speaksRedisInTls(connection.address, signal)) ? "tls-required" : "not-redis";
}

async function speaksRedisInTls(target: NetTarget, signal: AbortSignal): Promise<boolean> {
  let session: Session | null = null;
  try {
    session = await openSession(target, { rejectUnauthorized: false }, signal);
    return (await session.send("PING")) === "PONG";
  } catch (error) {
    return replyError(error) !== null;
  } finally {
    session?.close();
  }
}
