import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRelease } from "../../../src/environment/release.ts";
import type { ProcessName } from "../../../src/findings/finding.ts";
import { type DatabaseConnection, databaseConnections } from "../../../src/mastodon/connections/database.ts";
import { writeDatabaseUrl } from "../../../src/mastodon/connections/database-url.ts";

type Env = Readonly<Record<string, string>>;

function connectionOf(process: ProcessName, env: Env, version = "4.6.5") {
  const release = parseRelease(version);
  if (!release) throw new Error(version);
  const place = { release, runtime: "systemd", directory: null } as const;
  const [one] = databaseConnections([{ process, place, variables: new Map(Object.entries(env)) }]);
  if (!one) throw new Error("no connection");
  return one;
}

/** As "user:password@host:port/database use/verify file", or the finding's id. */
function told(process: ProcessName, env: Env, version?: string): string {
  const one = connectionOf(process, env, version);
  if (one.kind === "invalid") return one.finding.id;
  const { user, password, host, port, database, tls } = one;
  const file = tls.caFile === null ? "" : ` ${tls.caFile}`;
  return `${user ?? "?"}:${password ?? ""}@${host}:${port}/${database ?? "?"} ${tls.use}/${tls.verify}${file}`;
}

describe("the connection to PostgreSQL", () => {
  const url = (rest: string) => ({ DATABASE_URL: `postgres://${rest}` });

  // [what, variables, web, streaming]
  it.each<[string, Env, string, string]>([
    [
      "by default",
      {},
      "mastodon:@localhost:5432/mastodon_production offered/none",
      "mastodon:@localhost:5432/mastodon_production never/none",
    ],
    [
      "when every line is empty",
      { DB_HOST: "", DB_PORT: "", DB_NAME: "", DB_USER: "", DB_PASS: "", DB_SSLMODE: "" },
      "?:@/var/run/postgresql:5432/? offered/none",
      "mastodon:@localhost:5432/mastodon_production never/none",
    ],
    [
      "over a socket",
      { DB_HOST: "/run/pg", DB_USER: "m", DB_NAME: "d" },
      "m:@/run/pg:5432/d offered/none",
      "m:@/run/pg:5432/d never/none",
    ],
    [
      "with a password of special characters",
      { DB_PASS: "p@ss: #'\"" },
      "mastodon:p@ss: #'\"@localhost:5432/mastodon_production offered/none",
      "mastodon:p@ss: #'\"@localhost:5432/mastodon_production never/none",
    ],
    [
      "with a space behind the host",
      { DB_HOST: "db " },
      "mastodon:@db:5432/mastodon_production offered/none",
      "mastodon:@db :5432/mastodon_production never/none",
    ],
    [
      "with a host of digits, which YAML reads as a number and libpq as digits",
      { DB_HOST: "1234" },
      "mastodon:@1234:5432/mastodon_production offered/none",
      "mastodon:@1234:5432/mastodon_production never/none",
    ],
    [
      "with a bare IPv6 address",
      { DB_HOST: "fd00:5::7" },
      "mastodon:@fd00:5::7:5432/mastodon_production offered/none",
      "mastodon:@fd00:5::7:5432/mastodon_production never/none",
    ],
    [
      "with an IPv6 address that begins with a colon",
      { DB_HOST: "::1" },
      "database.identifier",
      "mastodon:@::1:5432/mastodon_production never/none",
    ],
    [
      "with an IPv6 address in brackets",
      { DB_HOST: "[::1]" },
      "database.identifier",
      "mastodon:@[::1]:5432/mastodon_production never/none",
    ],
    [
      "with an octal port",
      { DB_PORT: "05432" },
      "database.identifier",
      "mastodon:@localhost:5432/mastodon_production never/none",
    ],
    ["with a port that is none", { DB_PORT: "abc" }, "database.value-invalid", "database.value-invalid"],
    ["with a port out of range", { DB_PORT: "99999" }, "database.value-invalid", "database.value-invalid"],
    ["with a pool that is no number", { DB_POOL: "many" }, "database.value-invalid", "database.value-invalid"],
    [
      "with a pool of nobody",
      { DB_POOL: "0" },
      "database.value-invalid",
      "mastodon:@localhost:5432/mastodon_production never/none",
    ],
    [
      "with a pool that begins with a number",
      { DB_POOL: "5x" },
      "mastodon:@localhost:5432/mastodon_production offered/none",
      "mastodon:@localhost:5432/mastodon_production never/none",
    ],
    [
      "with a name that YAML takes for false",
      { DB_NAME: "no" },
      "database.identifier",
      "mastodon:@localhost:5432/no never/none",
    ],
    [
      "with a user that YAML takes for nothing",
      { DB_USER: "null" },
      "database.identifier",
      "null:@localhost:5432/mastodon_production never/none",
    ],
    ["with a name that is no YAML", { DB_NAME: "@x" }, "database.identifier", "mastodon:@localhost:5432/@x never/none"],
    ["by URL", url("u:p%40ss@h:7/d"), "u:p@ss@h:7/d offered/none", "u:p@ss@h:7/d never/none"],
    [
      "by URL without port and name, which only Rails fills from DB_*",
      { ...url("u:p@h"), DB_NAME: "d", DB_PORT: "7" },
      "u:p@h:7/d offered/none",
      "u:p@h:5432/? never/none",
    ],
    [
      "by URL without password, which DB_PASS fills in (mastodon#26288)",
      { ...url("u@h/d"), DB_PASS: "x" },
      "u:x@h:5432/d offered/none",
      "u:x@h:5432/d never/none",
    ],
    [
      "by a URL for Rails alone",
      { PRIMARY_DATABASE_URL: "postgres://u:p@h/d", DB_HOST: "other" },
      "u:p@h:5432/d offered/none",
      "mastodon:@other:5432/mastodon_production never/none",
    ],
    [
      "by an empty URL",
      { DATABASE_URL: "" },
      "database.value-invalid",
      "mastodon:@localhost:5432/mastodon_production never/none",
    ],
    ["by a URL with a raw # in the password", url("u:p#x@h/d"), "database.value-invalid", "database.value-invalid"],
    [
      "by a URL with an underscore in the host, which Rails' grammar lacks",
      url("u:p@db_1/d"),
      "database.value-invalid",
      "u:p@db_1:5432/d never/none",
    ],
    [
      "by a URL with IPv6, whose brackets streaming keeps",
      url("u:p@[::1]:5432/d"),
      "u:p@::1:5432/d offered/none",
      "u:p@[::1]:5432/d never/none",
    ],
    [
      "by a URL with the socket as parameter",
      url("u:p@localhost/d?host=/run/pg"),
      "u:p@/run/pg:5432/d offered/none",
      "u:p@/run/pg:5432/d never/none",
    ],
    [
      "by a URL while DB_NAME is what YAML stumbles over",
      { ...url("u:p@h/d"), DB_NAME: "no" },
      "u:p@h:5432/d offered/none",
      "u:p@h:5432/d never/none",
    ],
    [
      "by a URL while DB_HOST is no YAML at all",
      { ...url("u:p@h/d"), DB_HOST: "[x" },
      "database.identifier",
      "u:p@h:5432/d never/none",
    ],
  ])("%s", (_what, env, web, streaming) => {
    expect([told("web", env), told("streaming", env)]).toEqual([web, streaming]);
    expect(told("sidekiq", env)).toBe(web);
    expect(told("command", env)).toBe(web);
  });

  // Measured with Rails on libpq and with node-postgres.
  it.each<[string | null, string, string]>([
    [null, "offered/none", "never/none"],
    ["", "offered/none", "never/none"],
    ["disable", "never/none", "never/none"],
    ["allow", "fallback/none", "required/name"],
    ["prefer", "offered/none", "required/name"],
    ["require", "required/none", "required/name"],
    ["verify-ca", "required/chain", "required/name"],
    ["verify-full", "required/name", "required/name"],
    ["no-verify", "database.sslmode-invalid", "required/none"],
    ["off", "database.sslmode-invalid", "required/name"],
  ])("DB_SSLMODE=%s", (mode, web, streaming) => {
    const env = mode === null ? {} : { DB_SSLMODE: mode };
    expect(told("web", env).split(" ").at(-1)).toBe(web);
    expect(told("streaming", env).split(" ").at(-1)).toBe(streaming);
  });

  it.each<[string, string, string, string]>([
    ["sslmode=require", "required/none", "required/name", "required/name"],
    ["sslmode=require&uselibpqcompat=true", "required/none", "required/none", "required/name"],
    ["sslmode=prefer&uselibpqcompat=true", "offered/none", "required/none", "required/name"],
    ["sslmode=verify-ca&uselibpqcompat=true", "required/chain", "database.value-invalid", "required/name"],
    ["sslmode=no-verify", "database.sslmode-invalid", "required/none", "required/none"],
    ["sslmode=disable", "never/none", "never/none", "never/none"],
    ["ssl=true", "offered/none", "required/name", "required/name"],
    [
      "sslmode=verify-full&sslrootcert=/ca.pem",
      "required/name /ca.pem",
      "required/name /ca.pem",
      "required/name /ca.pem",
    ],
  ])("DATABASE_URL with ?%s, in streaming by release", (query, web, streaming, older) => {
    const env = { ...url(`u:p@h/d?${query}`), DB_SSLMODE: "disable" };
    const tls = (text: string) => text.replace(/^u:p@h:5432\/d /, "");
    expect(tls(told("web", { ...url(`u:p@h/d?${query}`) }))).toBe(web);
    expect(tls(told("streaming", env))).toBe(streaming);
    expect(tls(told("streaming", env, "4.3.23"))).toBe(older);
  });

  it("spells an octal port and an IPv6 address so that both sides read them", () => {
    const remedy = (env: Env) => {
      const one = connectionOf("web", env);
      return one.kind === "invalid" ? one.finding.remedies[0]?.set : null;
    };
    expect(remedy({ DB_PORT: "05432" })).toEqual({ DB_PORT: "5432" });
    expect(remedy({ DB_HOST: "::1" })).toEqual({ DB_HOST: "0::1" });
    expect(remedy({ DB_HOST: "[fd00::7]" })).toEqual({ DB_HOST: "fd00::7" });
    expect(remedy({ DB_HOST: "fd00::" })).toEqual({ DB_HOST: "fd00::0" });
  });

  it("writes URLs that Rails and streaming read back alike", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((one) => one.trim() !== "" && !/\p{Cs}/u.test(one));
    const host = fc.constantFrom("db.example.com", "127.0.0.1", "/run/pg", "0::1", "db_1", "fd00::7");
    const parts = fc.record({
      user: text,
      password: text,
      // Streaming decodes the name with decodeURI, which leaves these as they are; its URLs have no step called "." or "..".
      database: text.filter((one) => !/[;/?:@&=+$,#]|^\.{1,2}$/.test(one)),
      host,
      port: fc.integer({ min: 1, max: 65535 }),
    });
    fc.assert(
      fc.property(parts, (wanted) => {
        const env = { DATABASE_URL: writeDatabaseUrl(wanted, { sslmode: "disable" }) };
        for (const process of ["web", "streaming"] as const) {
          const read = connectionOf(process, env) as DatabaseConnection;
          expect(read).toMatchObject({ kind: "connection", ...wanted });
        }
      }),
    );
  });

  it("is never more than a connection or a finding, whatever the values", () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom("", " ", "::", "%", "postgres://", "\0", "a: b", "~", "0x", "1_0:3"),
    );
    const names = ["DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASS", "DB_SSLMODE", "DB_POOL", "DATABASE_URL"];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (env) => {
        for (const process of ["web", "streaming"] as const) told(process, env);
      }),
    );
  });
});
