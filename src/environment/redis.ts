import type { RedisAnswers } from "../../prompts/answers.ts";
import type { Variables } from "../findings/variables.ts";
import {
  isPlainPassword,
  isPlainUser,
  knowsRedisUser,
  redisMeaning,
  redisVariables,
  sentinelVariables,
  unixPath,
} from "./redis-meaning.ts";
import { atLeast, type Release } from "./release.ts";
import { type Codec, integer, present, section } from "./section.ts";
import { encodePart, hostInUrl, isIpv6, parseServiceUrl, type ServiceUrl } from "./url.ts";

const codec: Codec<RedisAnswers> = {
  managed: [...redisVariables, ...sentinelVariables],
  // Each belongs to one connection: a part of it can't be told here and the rest there.
  replacedBy: [...redisVariables.filter((name) => name !== "REDIS_DRIVER"), "REDIS_SENTINELS"],
  alwaysSaid: false,
  write: (said, release) => {
    if (isSocket(said.host)) return { REDIS_URL: `unix://${said.host}${said.db === 0 ? "" : `?db=${said.db}`}` };
    if (!needsUrl(said, release)) return separately(said);
    return {
      REDIS_URL: url(said),
      // Without it base and cache have no TLS up to 4.5, and from 4.6 on no other authorities than the system's (mastodon#19824).
      ...(said.tls && atLeast(release, "4.3") ? { REDIS_DRIVER: "ruby" } : {}),
    };
  },
  read: (variables) => {
    const text = variables.get("REDIS_URL") ?? "";
    const path = unixPath(text);
    if (path !== null) return { ...empty, host: path.path, db: integer(path.db, 0) };
    const own = parseServiceUrl(text);
    return own === null ? fromParts(variables) : fromUrl(own);
  },
  meaning: redisMeaning,
};

const empty: RedisAnswers = { host: "localhost", port: 6379, user: null, password: null, db: 0, tls: false };

function isSocket(host: string): boolean {
  return host.startsWith("/");
}

/** Where the separate variables do not reach web and streaming alike. */
function needsUrl({ host, user, password, tls }: RedisAnswers, release: Release): boolean {
  return (
    tls ||
    // Rails wants the brackets in REDIS_HOST, streaming does not.
    isIpv6(host) ||
    (user !== null && (!knowsRedisUser(release) || !isPlainUser(user))) ||
    (password !== null && !isPlainPassword(password))
  );
}

function separately({ host, port, user, password, db }: RedisAnswers): Readonly<Record<string, string>> {
  return present({
    REDIS_HOST: host,
    REDIS_PORT: String(port),
    REDIS_USER: user,
    REDIS_PASSWORD: password,
    REDIS_DB: db === 0 ? null : String(db),
  });
}

function url({ host, port, user, password, db, tls }: RedisAnswers): string {
  const name = user === null ? "" : isPlainUser(user) ? user : encodePart(user);
  const login = password === null ? name : `${name}:${encodePart(password)}`;
  return `${tls ? "rediss" : "redis"}://${login === "" ? "" : `${login}@`}${hostInUrl(host)}:${port}/${db}`;
}

function fromParts(variables: Variables): RedisAnswers {
  return {
    host: variables.get("REDIS_HOST") || "localhost",
    port: integer(variables.get("REDIS_PORT"), 6379),
    user: variables.get("REDIS_USER") || null,
    password: variables.get("REDIS_PASSWORD") || null,
    db: integer(variables.get("REDIS_DB"), 0),
    tls: false,
  };
}

function fromUrl(own: ServiceUrl): RedisAnswers {
  return {
    host: own.host || "localhost",
    port: integer(own.port ?? undefined, 6379),
    user: own.user || null,
    password: own.password || null,
    db: integer(own.path ?? undefined, 0),
    tls: own.scheme === "rediss",
  };
}

export const redis = section("redis", { ...codec, said: (answers) => answers });
