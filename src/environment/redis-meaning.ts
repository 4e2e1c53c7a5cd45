import type { Variables } from "../findings/variables.ts";
import { atLeast, type Release } from "./release.ts";
import { isIpv6, parseServiceUrl } from "./url.ts";

export const redisVariables = [
  "REDIS_URL",
  "REDIS_HOST",
  "REDIS_PORT",
  "REDIS_USER",
  "REDIS_PASSWORD",
  "REDIS_DB",
  "REDIS_DRIVER",
];

const defaults: Readonly<Record<string, string>> = { REDIS_HOST: "localhost", REDIS_PORT: "6379", REDIS_DB: "0" };

/** No setting writes them; where they stand, they say where Redis is. */
export const sentinelVariables = [
  "REDIS_SENTINELS",
  "REDIS_SENTINEL_MASTER",
  "REDIS_SENTINEL_PORT",
  "REDIS_SENTINEL_USERNAME",
  "REDIS_SENTINEL_PASSWORD",
];

/** REDIS_USER came with 4.3; streaming read REDIS_USERNAME in 4.3.0 (mastodon#32493). */
export function knowsRedisUser(release: Release): boolean {
  return atLeast(release, "4.4") || (release.series === "4.3" && release.patch !== null && release.patch > 0);
}

/** A user name that needs no encoding: Ruby's Redis client does not decode it, ioredis does. */
export function isPlainUser(user: string): boolean {
  return /^[A-Za-z0-9._~-]+$/.test(user);
}

/** A password that stands in REDIS_PASSWORD: Rails decodes `%20`, takes blanks off the ends and composes accents, streaming does not. */
export function isPlainPassword(password: string): boolean {
  return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(password) && !/%[0-9a-f]{2}/i.test(password);
}

/** The path and the database of `unix:///path?db=2`, or null. Nobody decodes the path. */
export function unixPath(url: string): { readonly path: string; readonly db: string | undefined } | null {
  const match = /^unix:\/\/(\/[A-Za-z0-9._/@-]+)(?:\?db=(\d+))?$/.exec(url);
  return match === null ? null : { path: match[1] ?? "", db: match[2] };
}

/**
 * Which Redis, user and database Rails and streaming reach with these variables: lib/mastodon/redis_configuration.rb (redis_config.rb
 * in 4.2), streaming/redis.js. One description where both agree; else, and where that can't be told, the variables as they are.
 */
export function redisMeaning(variables: Variables, release: Release): unknown {
  const url = variables.get("REDIS_URL");
  const driver = variables.get("REDIS_DRIVER") === "ruby" && atLeast(release, "4.3") ? "ruby" : "hiredis";
  const base = url === undefined ? byParts(variables, release) : byUrl(url, release);
  // Somebody who writes a URL wants a URL, unless it is the only form that can say it.
  const asTheyAre = (names: readonly string[]) => names.map((name) => variables.get(name) ?? defaults[name] ?? null);
  return {
    base: base === null ? asTheyAre(redisVariables) : { form: url !== undefined, driver, ...base },
    sentinels: asTheyAre(sentinelVariables),
  };
}

interface Base {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly db: string;
}

function byUrl(url: string, release: Release): Base | null {
  const unix = unixPath(url);
  // Up to 4.5 redis-rb passes over the query, and streaming does not.
  if (unix?.db !== undefined && unix.db !== "0" && !atLeast(release, "4.6")) return null;
  if (unix) return { scheme: "unix", host: unix.path, port: "", user: null, password: null, db: unix.db ?? "0" };
  const parsed = parseServiceUrl(url);
  if (parsed === null || !/^rediss?$/.test(parsed.scheme) || parsed.query.size > 0 || parsed.host === "") return null;
  const user = parsed.user || null;
  const password = parsed.password || null;
  if (user !== null && (password === null || !isPlainUser(user))) return null;
  return {
    scheme: parsed.scheme,
    host: parsed.host.toLowerCase(),
    port: parsed.port ?? "6379",
    user,
    password,
    db: parsed.path || "0",
  };
}

function byParts(variables: Variables, release: Release): Base | null {
  const host = variables.get("REDIS_HOST") ?? "localhost";
  const port = variables.get("REDIS_PORT") ?? "6379";
  const db = variables.get("REDIS_DB") ?? "0";
  const user = variables.get("REDIS_USER") ?? null;
  const password = variables.get("REDIS_PASSWORD") || null;
  const readAlike =
    /^[A-Za-z0-9._-]+$/.test(host) &&
    !isIpv6(host) &&
    /^\d+$/.test(port) &&
    /^\d+$/.test(db) &&
    (user === null || (password !== null && isPlainUser(user) && knowsRedisUser(release))) &&
    (password === null || isPlainPassword(password));
  return readAlike ? { scheme: "redis", host: host.toLowerCase(), port, user, password, db } : null;
}
