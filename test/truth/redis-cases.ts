import type { Redis } from "../services/redis.ts";
import type { Case, Lines } from "./case.ts";
import type { Ground } from "./ground.ts";

type Name = keyof Ground["redis"];

function at(name: Name, more: Lines = {}) {
  return (ground: Ground): Lines => ({ REDIS_HOST: "127.0.0.1", REDIS_PORT: String(ground.redis[name].port), ...more });
}

function of(name: Name): { redis: (ground: Ground) => Redis } {
  return { redis: (ground) => ground.redis[name] };
}

const url =
  (name: Name, login = "", host = "127.0.0.1", scheme = "redis", rest = "/0") =>
  (ground: Ground) => ({
    REDIS_URL: `${scheme}://${login}${host}:${ground.redis[name].port}${rest}`,
  });

const ruby = { REDIS_DRIVER: "ruby" };
const password = "'redis p$ss'";

export const redisCases: readonly Case[] = [
  { name: "no password", lines: at("open") },
  { name: "password unneeded", lines: at("open", { REDIS_PASSWORD: "x" }) },
  { name: "REDIS_PASSWORD= (empty)", lines: at("open", { REDIS_PASSWORD: "" }) },
  { name: "REDIS_USER without password", lines: at("open", { REDIS_USER: "masto" }) },
  { name: "REDIS_USER and password unneeded", lines: at("open", { REDIS_USER: "default", REDIS_PASSWORD: "x" }) },
  { name: "REDIS_USER= (empty)", lines: at("open", { REDIS_USER: "" }) },
  { name: "REDIS_DB=1", lines: at("open", { REDIS_DB: "1" }) },
  { name: "REDIS_DB=99", lines: at("open", { REDIS_DB: "99" }) },
  { name: "REDIS_DB= (empty)", lines: at("open", { REDIS_DB: "" }) },
  { name: "REDIS_DB=zero", lines: at("open", { REDIS_DB: "zero" }), alone: true },
  { name: "REDIS_NAMESPACE", lines: at("open", { REDIS_NAMESPACE: "masto" }) },
  { name: "socket by URL", lines: (g) => ({ REDIS_URL: `unix://${g.redis.open.socket}` }) },
  { name: "socket by URL, ?db=1", lines: (g) => ({ REDIS_URL: `unix://${g.redis.open.socket}?db=1` }) },
  {
    name: "socket by URL, REDIS_PASSWORD",
    lines: (g) => ({ REDIS_URL: `unix://${g.redis.locked.socket}`, REDIS_PASSWORD: password }),
    ...of("locked"),
  },
  {
    name: "socket by URL, password in it",
    lines: (g) => ({ REDIS_URL: `unix://:redis%20p%24ss@${g.redis.locked.socket}` }),
    ...of("locked"),
  },
  { name: "socket missing", lines: (g) => ({ REDIS_URL: `unix://${g.directory}/no.sock` }) },
  { name: "REDIS_HOST is a path", lines: (g) => ({ REDIS_HOST: g.redis.open.socket }), alone: true },
  { name: "REDIS_HOST= (empty)", lines: at("open", { REDIS_HOST: "" }), alone: true },
  { name: "REDIS_PORT= (empty)", lines: at("open", { REDIS_PORT: "" }), alone: true },
  { name: "REDIS_PORT=abc", lines: at("open", { REDIS_PORT: "abc" }), alone: true },
  { name: "REDIS_URL= (empty), REDIS_HOST", lines: at("open", { REDIS_URL: "" }), alone: true },
  { name: "REDIS_URL without scheme", lines: (g) => ({ REDIS_URL: `127.0.0.1:${g.redis.open.port}` }), alone: true },
  { name: "REDIS_URL, http://", lines: url("open", "", "127.0.0.1", "http"), alone: true },
  { name: "REDIS_URL without db", lines: url("open", "", "127.0.0.1", "redis", "") },
  { name: "REDIS_URL, db 1 in query", lines: url("open", "", "127.0.0.1", "redis", "?db=1") },
  { name: "REDIS_URL, localhost", lines: url("open", "", "localhost") },
  { name: "IPv6 host bare", lines: at("open", { REDIS_HOST: "::1" }), alone: true },
  { name: "IPv6 host in brackets", lines: at("open", { REDIS_HOST: "[::1]" }) },
  { name: "IPv6 by URL", lines: url("open", "", "[::1]") },
  { name: "nobody listens", lines: (g) => ({ REDIS_HOST: "127.0.0.1", REDIS_PORT: String(g.closedPort) }) },
  { name: "name without address", lines: at("open", { REDIS_HOST: "redis.invalid" }) },
  { name: "PostgreSQL answers", lines: (g) => at("open", { REDIS_PORT: String(g.postgres.port) })(g) },

  { name: "password right", lines: at("locked", { REDIS_PASSWORD: password }), ...of("locked") },
  { name: "password wrong", lines: at("locked", { REDIS_PASSWORD: "nope" }), ...of("locked") },
  { name: "password missing", lines: at("locked"), ...of("locked") },
  { name: "password by URL", lines: url("locked", ":redis%20p%24ss@"), ...of("locked") },
  { name: "password by URL, + for a space", lines: url("locked", ":redis+p%24ss@"), ...of("locked") },
  { name: "password by URL, user default", lines: url("locked", "default:redis%20p%24ss@"), ...of("locked") },
  {
    name: "password wrong by URL, right in REDIS_PASSWORD",
    lines: (g) => ({ ...url("locked", ":nope@")(g), REDIS_PASSWORD: password }),
    ...of("locked"),
  },

  { name: "ACL user", lines: at("acl", { REDIS_USER: "masto", REDIS_PASSWORD: "secret" }), ...of("acl") },
  { name: "ACL user by URL", lines: url("acl", "masto:secret@"), ...of("acl") },
  { name: "ACL user, wrong password", lines: at("acl", { REDIS_USER: "masto", REDIS_PASSWORD: "nope" }), ...of("acl") },
  { name: "ACL user unknown", lines: at("acl", { REDIS_USER: "who", REDIS_PASSWORD: "secret" }), ...of("acl") },
  { name: "ACL user without password by URL", lines: url("acl", "masto@"), ...of("acl") },
  {
    name: "ACL user without channels",
    lines: at("acl", { REDIS_USER: "deaf", REDIS_PASSWORD: "secret" }),
    ...of("acl"),
  },
  {
    name: "ACL user with few keys",
    lines: at("acl", { REDIS_USER: "keyless", REDIS_PASSWORD: "secret" }),
    ...of("acl"),
  },

  { name: "TLS, plain connection", lines: at("tls", { REDIS_PASSWORD: "secret" }), ...of("tls") },
  { name: "TLS, own CA, no driver", lines: url("tls", ":secret@", "localhost", "rediss"), ...of("tls"), alone: true },
  {
    name: "TLS, own CA, driver",
    lines: (g) => ({ ...url("tls", ":secret@", "localhost", "rediss")(g), ...ruby }),
    ...of("tls"),
  },
  {
    name: "TLS, trusted CA, no driver",
    lines: url("tls", ":secret@", "localhost", "rediss"),
    ...of("tls"),
    trusting: true,
    alone: true,
  },
  {
    name: "TLS, trusted CA, driver",
    lines: (g) => ({ ...url("tls", ":secret@", "localhost", "rediss")(g), ...ruby }),
    ...of("tls"),
    trusting: true,
  },
  {
    name: "TLS, trusted CA, other name",
    lines: (g) => ({ ...url("tls", ":secret@", "127.0.0.1", "rediss")(g), ...ruby }),
    ...of("tls"),
    trusting: true,
  },
  {
    name: "TLS, own CA, verification switched off",
    lines: (g) => ({ ...url("tls", ":secret@", "localhost", "rediss")(g), ...ruby, NODE_TLS_REJECT_UNAUTHORIZED: "0" }),
    ...of("tls"),
    deliberate: { streaming: "it gets in because it verifies nothing any more" },
  },
  { name: "TLS to a plain server", lines: (g) => ({ ...url("open", "", "localhost", "rediss")(g), ...ruby }) },
  { name: "driver without TLS", lines: (g) => ({ ...at("open")(g), ...ruby }) },
  { name: "driver, password unneeded", lines: (g) => ({ ...at("open", { REDIS_PASSWORD: "x" })(g), ...ruby }) },

  { name: "memory full", lines: at("full"), ...of("full") },
  { name: "replica", lines: at("replica"), ...of("replica") },
  {
    name: "SIDEKIQ_REDIS_URL elsewhere",
    lines: (g) => ({ ...at("open")(g), SIDEKIQ_REDIS_URL: `redis://127.0.0.1:${g.closedPort}/0` }),
  },
  {
    name: "SIDEKIQ_REDIS_HOST with a server that wants a password",
    lines: (g) => ({
      ...at("locked", { REDIS_PASSWORD: password })(g),
      SIDEKIQ_REDIS_HOST: "127.0.0.1",
      SIDEKIQ_REDIS_PORT: String(g.redis.locked.port),
    }),
    ...of("locked"),
  },
  {
    name: "CACHE_REDIS_URL elsewhere",
    lines: (g) => ({ ...at("open")(g), CACHE_REDIS_URL: `redis://127.0.0.1:${g.closedPort}/0` }),
  },
  {
    name: "CACHE_REDIS_URL right",
    lines: (g) => ({ ...at("open")(g), CACHE_REDIS_URL: `redis://127.0.0.1:${g.redis.open.port}/2` }),
  },
];
