import { atLeast, type Release } from "../../environment/release.ts";
import { finding } from "../../findings/make.ts";
import type { View } from "../views.ts";
import type { InvalidRedis, RedisClient, RedisConnection, RedisLogin, RedisRole } from "./redis.ts";
import { badValue, dropLine, hostIsPath, ipv6Literal, noTlsInDriver, sentinel, type Who } from "./redis-invalid.ts";
import { type RubyRedisUrl, readRubyUrl } from "./redis-ruby-url.ts";
import { partVariables, writeRedisUrl } from "./redis-url.ts";
import { percentDecode } from "./ruby-uri.ts";

const prefixes = [
  ["base", ""],
  ["sidekiq", "SIDEKIQ_"],
  ["cache", "CACHE_"],
] as const;

/** `lib/mastodon/redis_configuration.rb` (4.3 and newer), `lib/mastodon/redis_config.rb` (4.2): all three roles. */
export function railsRedis(view: View): readonly (RedisConnection | InvalidRedis)[] {
  return prefixes.map(([role, prefix]) => railsRole(view, role, ownPrefix(view, prefix)));
}

/** There is no inheritance variable by variable: a role has its own server or the base configuration as a whole. */
function ownPrefix(view: View, prefix: string): string {
  const { variables, place } = view;
  const has = (name: string) => variables.has(`${prefix}REDIS_${name}`);
  const filled = (name: string) => Boolean(variables.get(`${prefix}REDIS_${name}`)?.trim());
  if (atLeast(place.release, "4.3")) {
    return has("URL") || filled("HOST") || (filled("SENTINELS") && filled("SENTINEL_MASTER")) ? prefix : "";
  }
  return filled("URL") || ["PASSWORD", "HOST", "PORT", "DB"].some(has) ? prefix : "";
}

function railsRole(view: View, role: RedisRole, prefix: string): RedisConnection | InvalidRedis {
  const who: Who = { process: view.process, role };
  const { variables } = view;
  const name = (part: string) => `${prefix}REDIS_${part}`;
  const modern = atLeast(view.place.release, "4.3");
  const url = variables.get(name("URL"));
  if (url !== undefined && (modern || url.trim() !== "")) return byUrl(view, who, name("URL"), url);
  if (modern && variables.get(name("SENTINELS"))?.trim() && variables.get(name("SENTINEL_MASTER"))?.trim()) {
    return sentinel(who);
  }
  return byParts(view, who, prefix);
}

export function clientOf(role: RedisRole, release: Release): RedisClient {
  if (role === "sidekiq") return atLeast(release, "4.4") ? "redis-client" : "redis-rb-4";
  return atLeast(release, "4.6") ? "redis-rb-5" : "redis-rb-4";
}

function byUrl(view: View, who: Who, variable: string, url: string): RedisConnection | InvalidRedis {
  const client = clientOf(who.role, view.place.release);
  // An empty URL stops web up to 4.5; 4.6 starts and has no Redis.
  const effect = client === "redis-rb-4" ? "stops" : "breaks";
  if (url.trim() === "") return badValue(who, variable, { effect, remedies: dropLine(variable) });
  const read = readRubyUrl(url, client);
  if (read === null) {
    const bare = /^[\w.-]+(?::\d+)?(?:\/\d*)?$/.test(url);
    const remedies = bare ? [{ key: "scheme" as const, set: { [variable]: `redis://${url}` } }] : [];
    return badValue(who, variable, { remedies });
  }
  const from = { address: variable, password: variable, user: variable, db: variable };
  return connection(view, who, client, read, from);
}

/** `redis://[user[:password]@]host:port/db`, normalised by Addressable and read again by the client. */
function byParts(view: View, who: Who, prefix: string): RedisConnection | InvalidRedis {
  const { variables, place } = view;
  const variable = (part: string) => `${prefix}REDIS_${part}`;
  const value = (part: string, fallback: string) => variables.get(variable(part)) ?? (prefix === "" ? fallback : "");
  const host = value("HOST", "localhost");
  if (host === "" && prefix === "" && atLeast(place.release, "4.3")) {
    return badValue(who, variable("HOST"), { remedies: dropLine(variable("HOST")) });
  }
  if (host.startsWith("/")) return hostIsPath(who, variable("HOST"), host);
  const literal = ipv6Literal(host);
  if (literal !== null && !host.startsWith("[")) return ipv6Host(view, who, prefix, literal);
  if (!/^(?:\[[\da-f:.]+\]|[^\s/?#@:[\]]*)$/i.test(host)) return badValue(who, variable("HOST"));
  const port = value("PORT", "6379").trim();
  if (!/^\d*$/.test(port) || Number(port) > 65535 || (port !== "" && Number(port) === 0)) {
    return badValue(who, variable("PORT"));
  }
  const client = clientOf(who.role, place.release);
  const dbText = value("DB", "0");
  if (client !== "redis-rb-4" && !/^\d*$/.test(dbText)) return badValue(who, variable("DB"));
  const user = atLeast(place.release, "4.3") ? normalised(variables.get(variable("USER"))) : null;
  const read: RubyRedisUrl = {
    address: { kind: "tcp", host: (literal ?? host.toLowerCase()) || "127.0.0.1", port: Number(port || "6379") },
    db: Number.parseInt(dbText, 10) || 0,
    tls: false,
    // redis-client does not decode the name that Addressable has encoded.
    user: user !== null && client !== "redis-rb-4" ? encodeUnreserved(user) : user,
    password: normalised(variables.get(variable("PASSWORD"))),
  };
  const from = {
    address: variable("HOST"),
    password: variable("PASSWORD"),
    user: variable("USER"),
    db: variable("DB"),
  };
  return connection(view, who, client, read, from);
}

/** Addressable decodes what looks like an escape and composes accents; a blank value is none. */
function normalised(value: string | undefined): string | null {
  return value === undefined || value.trim() === "" ? null : percentDecode(value).normalize("NFC");
}

function encodeUnreserved(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function connection(
  view: View,
  who: Who,
  client: RedisClient,
  read: RubyRedisUrl,
  from: RedisConnection["from"],
): RedisConnection | InvalidRedis {
  const modern = atLeast(view.place.release, "4.3");
  const rubyDriver = modern && view.variables.get("REDIS_DRIVER") === "ruby";
  if (read.tls && client === "redis-rb-4" && !rubyDriver) return noTlsInDriver(who, from.address, modern);
  return {
    kind: "connection",
    ...who,
    client,
    address: read.address,
    db: read.db,
    login: loginOf(client, read),
    tls: read.tls ? { verify: rubyDriver ? "name" : "chain" } : null,
    userWithoutPassword: read.user !== null && read.password === null,
    from,
  };
}

function loginOf(client: RedisClient, { user, password }: RubyRedisUrl): RedisLogin {
  if (client === "redis-rb-4") return password === null ? { kind: "none" } : { kind: "auth", user, password };
  // `redis://name@host` is a password to redis-client.
  const secret = password ?? (user === null ? null : percentDecode(user));
  if (secret === null) return { kind: "none" };
  const name = password === null ? null : user;
  if (client === "redis-client") return { kind: "hello", user: name ?? "default", password: secret };
  return { kind: "auth", user: name, password: secret };
}

/** A bare literal stops web, a bracketed one is no name for streaming; only a URL suits both. */
function ipv6Host(view: View, who: Who, prefix: string, literal: string): InvalidRedis {
  const { variables } = view;
  const part = (name: string) => variables.get(`${prefix}REDIS_${name}`);
  const url = writeRedisUrl({
    address: { kind: "tcp", host: literal, port: Number.parseInt(part("PORT") ?? "", 10) || 6379 },
    db: Number.parseInt(part("DB") ?? "", 10) || 0,
    user: part("USER") || null,
    password: part("PASSWORD") || null,
  });
  const set = Object.fromEntries(
    partVariables.map((name) => `${prefix}${name}`).flatMap((name) => (variables.has(name) ? [[name, null]] : [])),
  );
  return {
    kind: "invalid",
    ...who,
    finding: finding("redis.ipv6-host", {
      process: who.process,
      effect: "stops",
      variables: [`${prefix}REDIS_HOST`],
      facts: { variable: `${prefix}REDIS_HOST`, host: literal },
      remedies: [{ key: "url", set: { ...set, [`${prefix}REDIS_URL`]: url } }],
    }),
  };
}
