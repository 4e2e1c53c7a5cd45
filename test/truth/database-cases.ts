import type { Case, Lines } from "./case.ts";
import { databaseName, type Ground, roles } from "./ground.ts";

const single = (text: string) => `'${text}'`;

/** The lines for a role of the server that speaks TLS; without DB_SSLMODE. */
function by(ground: Ground, role: keyof typeof roles = "mastodon", more: Lines = {}): Lines {
  const password = roles[role];
  return {
    DB_HOST: "127.0.0.1",
    DB_PORT: String(ground.postgres.port),
    DB_NAME: databaseName,
    DB_USER: role,
    ...(password === null ? {} : { DB_PASS: single(password) }),
    ...more,
  };
}

function plain(ground: Ground, more: Lines = {}): Lines {
  return by(ground, "mastodon", { DB_PORT: String(ground.plainPostgres.port), ...more });
}

function without(lines: Lines, ...names: readonly string[]): Lines {
  return Object.fromEntries(Object.entries(lines).filter(([name]) => !names.includes(name)));
}

function url(ground: Ground, query = "", role: keyof typeof roles = "mastodon", host = "localhost"): string {
  const login = `${role}:${encodeURIComponent(roles[role] ?? "")}`;
  return `postgres://${login}@${host}:${ground.postgres.port}/${databaseName}${query}`;
}

const mode = (value: string) => (ground: Ground) => by(ground, "mastodon", { DB_SSLMODE: value });

/** Both processes get in: other services' cases are seen beside these. */
export const soundDatabases: readonly Case[] = [
  { name: "scram, right password", lines: (ground) => by(ground) },
  { name: "trust, no password", lines: (ground) => by(ground, "trusted") },
  { name: "trust, a password that nobody wants", lines: (ground) => by(ground, "trusted", { DB_PASS: "x" }) },
  { name: "socket, scram", lines: (ground) => by(ground, "mastodon", { DB_HOST: ground.postgres.socketDir }) },
  { name: "socket, peer", lines: (ground) => by(ground, "root", { DB_HOST: ground.postgres.socketDir }) },
  { name: "socket over the server without TLS", lines: (g) => plain(g, { DB_HOST: g.plainPostgres.socketDir }) },
  { name: "IPv6 as 0::1", lines: (ground) => by(ground, "mastodon", { DB_HOST: "0::1" }) },
  { name: "DB_SSLMODE=disable", lines: mode("disable") },
  { name: "DB_SSLMODE= (empty)", lines: mode("") },
  { name: "no TLS, DB_SSLMODE unset", lines: (ground) => plain(ground) },
  { name: "no TLS, DB_SSLMODE=disable", lines: (ground) => plain(ground, { DB_SSLMODE: "disable" }) },
  { name: "password with # in quotes", lines: (ground) => by(ground, "hash") },
  { name: "password with $ in quotes", lines: (ground) => by(ground, "dollar") },
  { name: "password with backslash in quotes", lines: (ground) => by(ground, "backslash") },
  { name: "password with % + @ /", lines: (ground) => by(ground, "percent") },
  { name: "password beyond ASCII", lines: (ground) => by(ground, "unicode") },
  {
    name: "DATABASE_URL, verify-full, sslrootcert",
    lines: (ground) => ({
      DATABASE_URL: url(ground, `?sslmode=verify-full&sslrootcert=${ground.certificates.caFile}`),
    }),
  },
  {
    name: "DATABASE_URL, require, sslrootcert",
    lines: (ground) => ({ DATABASE_URL: url(ground, `?sslmode=require&sslrootcert=${ground.certificates.caFile}`) }),
  },
  {
    name: "PRIMARY_DATABASE_URL require, DB_SSLMODE=no-verify",
    lines: (ground) =>
      by(ground, "encrypted", { PRIMARY_DATABASE_URL: url(ground, "?sslmode=require"), DB_SSLMODE: "no-verify" }),
  },
  { name: "DATABASE_URL, encoded password", lines: (g) => ({ DATABASE_URL: url(g, "", "percent") }) },
  {
    name: "DATABASE_URL without password, DB_PASS",
    lines: (g) => ({ ...by(g), DATABASE_URL: `postgres://mastodon@127.0.0.1:${g.postgres.port}/${databaseName}` }),
  },
  {
    name: "DATABASE_URL, postgresql://",
    lines: (ground) => ({ DATABASE_URL: url(ground).replace("postgres:", "postgresql:") }),
  },
  {
    name: "DATABASE_URL, socket as ?host=",
    lines: (g) => ({
      DATABASE_URL: `postgres:///${databaseName}?host=${g.postgres.socketDir}&port=${g.postgres.port}&user=mastodon&password=${roles.mastodon}`,
    }),
  },
  { name: "scram, right password, CA in the system's store", lines: (ground) => by(ground), trusting: true },
  { name: "DB_POOL=25", lines: (ground) => by(ground, "mastodon", { DB_POOL: "25" }) },
  { name: "PREPARED_STATEMENTS=false", lines: (ground) => by(ground, "mastodon", { PREPARED_STATEMENTS: "false" }) },
  {
    name: "DB_PORT with a space before it, in quotes",
    lines: (g) => by(g, "mastodon", { DB_PORT: `" ${g.postgres.port}"` }),
  },
];

/** One process at least does not get in. */
export const unsoundDatabases: readonly Case[] = [
  { name: "wrong password", lines: (ground) => by(ground, "mastodon", { DB_PASS: "nope" }) },
  { name: "no password", lines: (ground) => without(by(ground), "DB_PASS") },
  { name: "role missing", lines: (ground) => by(ground, "mastodon", { DB_USER: "nobodyhere" }) },
  { name: "database missing", lines: (ground) => by(ground, "mastodon", { DB_NAME: "not_there" }) },
  { name: "rejected by pg_hba.conf", lines: (ground) => by(ground, "outsider") },
  { name: "nobody listens", lines: (ground) => by(ground, "mastodon", { DB_PORT: String(ground.closedPort) }) },
  { name: "name without address", lines: (ground) => by(ground, "mastodon", { DB_HOST: "db.invalid" }) },
  { name: "Redis answers", lines: (ground) => by(ground, "mastodon", { DB_PORT: String(ground.redis.open.port) }) },
  { name: "socket missing", lines: (ground) => by(ground, "mastodon", { DB_HOST: ground.directory }) },
  { name: "socket, peer of another role", lines: (g) => by(g, "someone", { DB_HOST: g.postgres.socketDir }) },
  {
    name: "socket, DB_SSLMODE=prefer",
    lines: (g) => by(g, "mastodon", { DB_HOST: g.postgres.socketDir, DB_SSLMODE: "prefer" }),
  },
  { name: "IPv6 as ::1", lines: (ground) => by(ground, "mastodon", { DB_HOST: "::1" }) },
  { name: "IPv6 as [::1]", lines: (ground) => by(ground, "mastodon", { DB_HOST: "[::1]" }) },
  { name: "port in octal", lines: (ground) => by(ground, "mastodon", { DB_PORT: `0${ground.postgres.port}` }) },
  { name: "DB_PORT=abc", lines: (ground) => by(ground, "mastodon", { DB_PORT: "abc" }) },
  { name: "DB_PORT= (empty)", lines: (ground) => by(ground, "mastodon", { DB_PORT: "" }) },
  { name: "DB_PORT=<port>x", lines: (ground) => by(ground, "mastodon", { DB_PORT: `${ground.postgres.port}x` }) },
  { name: "DB_POOL=many", lines: (ground) => by(ground, "mastodon", { DB_POOL: "many" }) },
  { name: "DB_POOL=-1", lines: (ground) => by(ground, "mastodon", { DB_POOL: "-1" }) },
  { name: "DB_POOL=yes", lines: (ground) => by(ground, "mastodon", { DB_POOL: "yes" }) },
  { name: "DB_POOL=08", lines: (ground) => by(ground, "mastodon", { DB_POOL: "08" }) },
  { name: "DB_POOL=0", lines: (ground) => by(ground, "mastodon", { DB_POOL: "0" }) },
  { name: "DB_POOL= (empty)", lines: (ground) => by(ground, "mastodon", { DB_POOL: "" }) },
  { name: "DB_POOL=5x", lines: (ground) => by(ground, "mastodon", { DB_POOL: "5x" }) },
  { name: "DB_NAME=no", lines: (ground) => by(ground, "mastodon", { DB_NAME: "no" }) },
  { name: "DB_HOST= (empty)", lines: (ground) => by(ground, "mastodon", { DB_HOST: "" }) },
  {
    name: "DB_USER= (empty)",
    lines: (ground) => by(ground, "root", { DB_USER: "", DB_HOST: ground.postgres.socketDir }),
  },
  {
    name: "DB_NAME= (empty)",
    lines: (ground) => by(ground, "root", { DB_NAME: "", DB_HOST: ground.postgres.socketDir }),
    deliberate: { streaming: "both get in, each to a database of its own" },
  },
  { name: "host with a space behind it", lines: (ground) => by(ground, "mastodon", { DB_HOST: "'127.0.0.1 '" }) },
  { name: "PREPARED_STATEMENTS=maybe", lines: (ground) => by(ground, "mastodon", { PREPARED_STATEMENTS: "maybe" }) },

  { name: "TLS only, DB_SSLMODE unset", lines: (ground) => by(ground, "encrypted") },
  { name: "TLS only, disable", lines: (ground) => by(ground, "encrypted", { DB_SSLMODE: "disable" }) },
  { name: "DB_SSLMODE=allow", lines: mode("allow") },
  { name: "TLS only, allow", lines: (ground) => by(ground, "encrypted", { DB_SSLMODE: "allow" }) },
  { name: "DB_SSLMODE=prefer", lines: mode("prefer") },
  { name: "DB_SSLMODE=require", lines: mode("require") },
  { name: "DB_SSLMODE=verify-ca", lines: mode("verify-ca") },
  { name: "DB_SSLMODE=verify-full", lines: mode("verify-full") },
  { name: "DB_SSLMODE=no-verify", lines: mode("no-verify") },
  { name: "DB_SSLMODE=required", lines: mode("required") },
  { name: "DB_SSLMODE=Require", lines: mode("Require") },
  {
    name: "verify-full, PGSSLROOTCERT, by name",
    lines: (g) => ({ ...mode("verify-full")(g), DB_HOST: "localhost", PGSSLROOTCERT: g.certificates.caFile }),
  },
  {
    name: "verify-full, PGSSLROOTCERT, by address",
    lines: (g) => ({ ...mode("verify-full")(g), PGSSLROOTCERT: g.certificates.caFile }),
  },
  {
    name: "verify-ca, PGSSLROOTCERT, by address",
    lines: (g) => ({ ...mode("verify-ca")(g), PGSSLROOTCERT: g.certificates.caFile }),
  },
  {
    name: "require, PGSSLROOTCERT missing",
    lines: (g) => ({ ...mode("require")(g), PGSSLROOTCERT: "/nowhere/ca.crt" }),
  },
  {
    name: "require, CA in the system's store",
    lines: (g) => ({ ...mode("require")(g), DB_HOST: "localhost" }),
    trusting: true,
  },
  {
    name: "require, verification switched off",
    lines: (g) => ({ ...mode("require")(g), NODE_TLS_REJECT_UNAUTHORIZED: "0" }),
    deliberate: { streaming: "it gets in because it verifies nothing any more" },
  },
  {
    name: "verify-full, CA in the system's store only",
    lines: (g) => ({ ...mode("verify-full")(g), DB_HOST: "localhost" }),
    trusting: true,
  },
  { name: "no TLS, prefer", lines: (ground) => plain(ground, { DB_SSLMODE: "prefer" }) },
  { name: "no TLS, allow", lines: (ground) => plain(ground, { DB_SSLMODE: "allow" }) },
  { name: "no TLS, require", lines: (ground) => plain(ground, { DB_SSLMODE: "require" }) },
  { name: "no TLS, no-verify", lines: (ground) => plain(ground, { DB_SSLMODE: "no-verify" }) },

  { name: "DATABASE_URL= (empty)", lines: (ground) => ({ ...by(ground), DATABASE_URL: "" }) },
  { name: "DATABASE_URL, sslmode=require", lines: (ground) => ({ DATABASE_URL: url(ground, "?sslmode=require") }) },
  { name: "DATABASE_URL, sslmode=prefer", lines: (ground) => ({ DATABASE_URL: url(ground, "?sslmode=prefer") }) },
  {
    name: "DATABASE_URL, uselibpqcompat",
    lines: (g) => ({ DATABASE_URL: url(g, "?sslmode=require&uselibpqcompat=true") }),
  },
  { name: "DATABASE_URL, no-verify", lines: (ground) => ({ DATABASE_URL: url(ground, "?sslmode=no-verify") }) },
  { name: "DATABASE_URL, ssl=true", lines: (ground) => ({ DATABASE_URL: url(ground, "?ssl=true", "encrypted") }) },
  {
    name: "DATABASE_URL, verify-full by address",
    lines: (g) => ({
      DATABASE_URL: url(g, `?sslmode=verify-full&sslrootcert=${g.certificates.caFile}`, "mastodon", "127.0.0.1"),
    }),
  },
  {
    name: "DATABASE_URL, sslrootcert missing",
    lines: (g) => ({ DATABASE_URL: url(g, "?sslmode=require&sslrootcert=/nowhere/ca.crt") }),
  },
  {
    name: "DATABASE_URL, TLS only, DB_SSLMODE=require",
    lines: (g) => ({ DATABASE_URL: url(g, "", "encrypted"), DB_SSLMODE: "require" }),
  },
  { name: "DATABASE_URL, IPv6", lines: (ground) => ({ DATABASE_URL: url(ground, "", "mastodon", "[::1]") }) },
  {
    name: "DATABASE_URL, raw # in the password",
    lines: (g) => ({ DATABASE_URL: `'postgres://hash:pa#ss@127.0.0.1:${g.postgres.port}/${databaseName}'` }),
  },
  {
    name: "DATABASE_URL, raw % in the password",
    lines: (g) => ({ DATABASE_URL: `'postgres://percent:p%41+@/:w@127.0.0.1:${g.postgres.port}/${databaseName}'` }),
  },
  {
    name: "DATABASE_URL, raw $ in the password",
    lines: (g) => ({ DATABASE_URL: `'postgres://dollar:pa$word@127.0.0.1:${g.postgres.port}/${databaseName}'` }),
  },
  {
    name: "DATABASE_URL without database",
    lines: (g) => ({ DATABASE_URL: `postgres://mastodon:${roles.mastodon}@127.0.0.1:${g.postgres.port}` }),
  },
  { name: "DATABASE_URL, mysql://", lines: (ground) => ({ DATABASE_URL: url(ground).replace("postgres:", "mysql:") }) },
  {
    name: "DATABASE_URL wrong, DB_* right",
    lines: (g) => ({ ...by(g), DATABASE_URL: url(g).replace(":plain-Pass.1@", ":nope@") }),
  },
  {
    name: "DATABASE_URL right, DB_* wrong",
    lines: (g) => ({ ...by(g, "mastodon", { DB_PASS: "nope", DB_HOST: "db.invalid" }), DATABASE_URL: url(g) }),
  },
  {
    name: "DATABASE_URL right, DB_HOST=::1",
    lines: (g) => ({ ...by(g, "mastodon", { DB_HOST: "::1" }), DATABASE_URL: url(g) }),
  },
  {
    name: "DATABASE_URL right, DB_HOST=[::1]",
    lines: (g) => ({ ...by(g, "mastodon", { DB_HOST: "[::1]" }), DATABASE_URL: url(g) }),
  },

  { name: "password with # bare", lines: (ground) => by(ground, "hash", { DB_PASS: roles.hash }) },
  { name: "password with $ bare", lines: (ground) => by(ground, "dollar", { DB_PASS: roles.dollar }) },
  {
    name: "password with $ in double quotes",
    lines: (ground) => by(ground, "dollar", { DB_PASS: `"${roles.dollar}"` }),
  },
  { name: "password with backslash bare", lines: (ground) => by(ground, "backslash", { DB_PASS: roles.backslash }) },
  {
    name: "password with quotes, as the wizard writes it",
    lines: (g) => by(g, "quotes", { DB_PASS: `"it's \\"so\\""` }),
  },
  {
    name: "password by a command",
    lines: (ground) => by(ground, "mastodon", { DB_PASS: `$(echo ${roles.mastodon})` }),
    deliberate: { web: "we run no command out of a file" },
  },
];
