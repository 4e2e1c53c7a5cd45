import type { VariableChanges } from "../../findings/variables.ts";
import type { RedisAddress, RedisConnection } from "../../mastodon/connections/redis.ts";
import { partVariables, urlParts, writeRedisUrl } from "../../mastodon/connections/redis-url.ts";
import { within } from "../net/abort.ts";
import { addressText } from "../net/address.ts";
import { isRedis } from "../net/identify.ts";

const patience = 1000;
const offered = 2;

/** Where Debian, Arch and FreeBSD put the socket; the usual port. */
const usual: readonly RedisAddress[] = [
  { kind: "tcp", host: "localhost", port: 6379 },
  { kind: "socket", path: "/run/redis/redis-server.sock" },
  { kind: "socket", path: "/var/run/redis/redis.sock" },
  { kind: "socket", path: "/run/redis/redis.sock" },
];

export interface Found {
  readonly address: RedisAddress;
  readonly text: string;
  readonly set: VariableChanges;
}

/** Redis servers at the usual places of this machine, and at the usual port of the host that was named. */
export async function lookAround(
  connection: RedisConnection,
  parent: AbortSignal,
  places: readonly RedisAddress[] = usual,
): Promise<readonly Found[]> {
  const { signal, release } = within(parent, patience);
  const own = connection.address;
  const named: readonly RedisAddress[] = own.kind === "tcp" ? [{ ...own, port: 6379 }] : [];
  const texts = new Set([addressText(own)]);
  const others = [...named, ...places].filter((one) => texts.size !== texts.add(addressText(one)).size);
  try {
    const answers = await Promise.all(others.map((place) => isRedis(place, signal)));
    return others
      .filter((_place, index) => answers[index])
      .slice(0, offered)
      .map((address) => ({ address, text: addressText(address), set: moved(connection, address) }));
  } finally {
    release();
  }
}

/** "", "SIDEKIQ_" or "CACHE_". */
export function prefixOf({ from }: RedisConnection): string {
  return from.address.replace(/REDIS_(?:URL|HOST)$/, "");
}

export function isByUrl({ from }: RedisConnection): boolean {
  return from.address.endsWith("URL");
}

/** One URL in place of all its parts. */
export function asUrl(connection: RedisConnection, url: string): VariableChanges {
  const prefix = prefixOf(connection);
  const parts = partVariables.map((name) => [`${prefix}${name}`, null] as const);
  return { ...Object.fromEntries(parts), [`${prefix}REDIS_URL`]: url };
}

/** The change that brings a connection to another place. */
export function moved(connection: RedisConnection, address: RedisAddress): VariableChanges {
  if (isByUrl(connection) || address.kind === "socket") {
    return asUrl(connection, writeRedisUrl({ ...urlParts(connection), address }, connection.tls !== null));
  }
  const prefix = prefixOf(connection);
  const samePort = connection.address.kind === "tcp" && connection.address.port === address.port;
  return {
    [`${prefix}REDIS_HOST`]: address.host,
    ...(samePort ? {} : { [`${prefix}REDIS_PORT`]: String(address.port) }),
  };
}
