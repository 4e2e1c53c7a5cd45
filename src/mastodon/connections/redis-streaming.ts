import { atLeast } from "../../environment/release.ts";
import { finding } from "../../findings/make.ts";
import type { View } from "../views.ts";
import type { InvalidRedis, RedisConnection, RedisLogin } from "./redis.ts";
import { badValue, hostIsPath, ipv6Literal, sentinel, type Who } from "./redis-invalid.ts";
import { writeRedisUrl } from "./redis-url.ts";

/** `streaming/redis.js`: REDIS_URL, else Sentinel, else the parts; what has a prefix is not read. */
export function streamingRedis(view: View): RedisConnection | InvalidRedis {
  const who: Who = { process: view.process, role: "base" };
  const { variables } = view;
  const url = variables.get("REDIS_URL") ?? "";
  if (url !== "") return byUrl(view, who, url);
  if (variables.get("REDIS_SENTINELS") && variables.get("REDIS_SENTINEL_MASTER")) return sentinel(who);
  return byParts(view, who);
}

function byParts(view: View, who: Who): RedisConnection | InvalidRedis {
  const { variables } = view;
  const host = variables.get("REDIS_HOST") ?? "127.0.0.1";
  if (host.startsWith("/")) return hostIsPath(who, "REDIS_HOST", host);
  const port = Number.parseInt(variables.get("REDIS_PORT") || "6379", 10);
  if (!(port >= 1 && port <= 65535)) return badValue(who, "REDIS_PORT");
  const db = Number.parseInt(variables.get("REDIS_DB") || "0", 10);
  if (Number.isNaN(db)) return badValue(who, "REDIS_DB");
  // 4.3.0 alone read REDIS_USERNAME (mastodon#32467); 4.2 knows no user.
  const { release } = view.place;
  const userVariable = release.series === "4.3" && release.patch === 0 ? "REDIS_USERNAME" : "REDIS_USER";
  const user = (atLeast(release, "4.3") && variables.get(userVariable)) || null;
  const password = variables.get("REDIS_PASSWORD") || null;
  if (host.startsWith("[") && ipv6Literal(host) !== null) {
    return ipv6Host(who, { host: host.slice(1, -1), port, db, user, password });
  }
  return {
    kind: "connection",
    ...who,
    client: "ioredis",
    address: { kind: "tcp", host: host || "localhost", port },
    db,
    login: loginOf(user, password),
    tls: null,
    userWithoutPassword: user !== null && password === null,
    from: { address: "REDIS_HOST", password: "REDIS_PASSWORD", user: userVariable, db: "REDIS_DB" },
  };
}

/** ioredis sends an empty password for a user without one. */
function loginOf(user: string | null, password: string | null): RedisLogin {
  if (user === null && password === null) return { kind: "none" };
  return { kind: "auth", user, password: password ?? "" };
}

function ipv6Host(
  who: Who,
  to: { host: string; port: number; db: number; user: string | null; password: string | null },
): InvalidRedis {
  const url = writeRedisUrl({ ...to, address: { kind: "tcp", host: to.host, port: to.port } });
  const superfluous = { REDIS_HOST: null, REDIS_PORT: null, REDIS_DB: null, REDIS_USER: null, REDIS_PASSWORD: null };
  return {
    kind: "invalid",
    ...who,
    finding: finding("redis.ipv6-host", {
      process: who.process,
      variables: ["REDIS_HOST"],
      facts: { variable: "REDIS_HOST", host: to.host },
      remedies: [{ key: "url", set: { ...superfluous, REDIS_URL: url } }],
    }),
  };
}

/** As ioredis' parseURL reads it; `new Redis(url)` throws on what is no URL. */
function byUrl(view: View, who: Who, text: string): RedisConnection | InvalidRedis {
  const from = { address: "REDIS_URL", password: "REDIS_URL", user: "REDIS_URL", db: "REDIS_URL" };
  const common = { kind: "connection", ...who, client: "ioredis", from } as const;
  const modern = atLeast(view.place.release, "4.3");
  const hasScheme = /^rediss?:\/\//i.test(text);
  // ioredis takes the path behind any other scheme for a socket's, and goes on trying it.
  const effect = modern ? "breaks" : "stops";
  if (!hasScheme && /^(?!unix:)[a-z][a-z\d+.-]*:\/\//i.test(text)) return badValue(who, "REDIS_URL", { effect });
  try {
    const socket = socketOf(text, modern);
    if (socket) return { ...common, ...socket, tls: null };
    const url = new URL(hasScheme ? text : `redis://${text}`);
    const db = hasScheme ? url.pathname.slice(1) : "";
    const user = decodeURIComponent(url.username) || null;
    const password = decodeURIComponent(url.password) || null;
    return {
      ...common,
      address: {
        kind: "tcp",
        host: url.hostname.replace(/^\[|\]$/g, "") || url.searchParams.get("host") || "localhost",
        port: Number(url.port || "6379"),
      },
      db: Number.parseInt(db || url.searchParams.get("db") || "0", 10) || 0,
      login: loginOf(user, password),
      tls: text.startsWith("rediss://") ? { verify: "name" } : null,
      userWithoutPassword: user !== null && password === null,
    };
  } catch {
    return badValue(who, "REDIS_URL");
  }
}

/** `unix://[user:password@]/path` and a bare path; 4.2 takes a `?db=` for a part of the file's name. Throws on a lone `%`. */
function socketOf(
  text: string,
  hasQuery: boolean,
): Pick<RedisConnection, "address" | "db" | "login" | "userWithoutPassword"> | null {
  const [, authority = "", rest] = /^(?:unix:\/\/([^/]*))?(\/.*)$/is.exec(text) ?? [];
  if (rest === undefined) return null;
  const [path = "", query = ""] = hasQuery ? rest.split("?") : [rest];
  const [, user, password] = /^([^:]*)(?::(.*))?@[^@]*$/s.exec(authority) ?? [];
  const login = loginOf(decoded(user), decoded(password));
  return {
    address: { kind: "socket", path },
    db: Number.parseInt(new URLSearchParams(query).get("db") ?? "", 10) || 0,
    login,
    userWithoutPassword: login.kind === "auth" && login.user !== null && login.password === "",
  };
}

function decoded(part: string | undefined): string | null {
  return decodeURIComponent(part ?? "") || null;
}
