import type { RedisConnection } from "./redis.ts";

type Parts = Pick<RedisConnection, "address" | "db"> & {
  readonly user: string | null;
  readonly password: string | null;
};

/** A REDIS_URL that Ruby's clients and ioredis read alike: everything special is percent-encoded, `+` too. */
export function writeRedisUrl(to: Parts, tls = false): string {
  if (to.address.kind === "socket") return `unix://${to.address.path}${to.db === 0 ? "" : `?db=${to.db}`}`;
  const { host, port } = to.address;
  const encode = (part: string) =>
    encodeURIComponent(part).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const login = to.password === null ? "" : `${encode(to.user ?? "")}:${encode(to.password)}@`;
  return `redis${tls ? "s" : ""}://${login}${host.includes(":") ? `[${host}]` : host}:${port}/${to.db}`;
}

/** The parts of a connection that a URL says; a user without a password can't be said in a way that both read alike. */
export function urlParts({ address, db, login }: RedisConnection): Parts {
  if (login.kind === "none") return { address, db, user: null, password: null };
  return { address, db, user: login.user === "default" ? null : login.user, password: login.password };
}

/** The lines that REDIS_URL makes superfluous. */
export const partVariables = ["REDIS_HOST", "REDIS_PORT", "REDIS_DB", "REDIS_USER", "REDIS_PASSWORD"] as const;
