import type { RedisAddress, RedisClient } from "./redis.ts";
import { formDecode, parseRfc3986, type RubyUri } from "./ruby-uri.ts";

export interface RubyRedisUrl {
  readonly address: RedisAddress;
  readonly db: number;
  readonly tls: boolean;
  readonly user: string | null;
  readonly password: string | null;
}

/** A REDIS_URL as redis-rb 4.8 or redis-client reads it; null where they raise. */
export function readRubyUrl(url: string, client: RedisClient): RubyRedisUrl | null {
  const uri = parseRfc3986(url);
  if (uri === null || uri.opaque !== null) return null;
  return client === "redis-rb-4" ? redisRb(uri) : redisClient(uri);
}

function redisRb(uri: RubyUri): RubyRedisUrl | null {
  if (uri.scheme === "unix") {
    return { address: { kind: "socket", path: uri.path }, db: 0, tls: false, user: null, password: null };
  }
  if (uri.scheme !== "redis" && uri.scheme !== "rediss") return null;
  return {
    address: { kind: "tcp", host: uri.host ?? "127.0.0.1", port: uri.port ?? 6379 },
    db: Number.parseInt(uri.path.slice(1), 10) || 0,
    tls: uri.scheme === "rediss",
    user: uri.user ? formDecode(uri.user) : null,
    password: uri.password ? formDecode(uri.password) : null,
  };
}

/** A URL without a scheme is a path; the user name is not decoded; `?db=` counts where the path says nothing. */
function redisClient(uri: RubyUri): RubyRedisUrl | null {
  const unix = uri.scheme === "unix" || uri.scheme === null;
  if (!unix && uri.scheme !== "redis" && uri.scheme !== "rediss") return null;
  const fromPath = unix ? "" : uri.path.replace(/^\//, "");
  const db = fromPath || (new URLSearchParams(uri.query ?? "").get("db") ?? "") || "0";
  if (!/^\d+$/.test(db)) return null;
  return {
    address: unix
      ? {
          kind: "socket",
          path: [uri.host, uri.path]
            .filter((part) => part !== null)
            .join("/")
            .replace(/\/+/g, "/"),
        }
      : { kind: "tcp", host: uri.host ?? "localhost", port: uri.port ?? 6379 },
    db: Number(db),
    tls: uri.scheme === "rediss",
    user: uri.user || null,
    password: uri.password === null ? null : formDecode(uri.password),
  };
}
