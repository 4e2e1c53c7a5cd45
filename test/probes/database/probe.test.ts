import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { probeDatabase } from "../../../src/probes/database/probe.ts";
import { describeWith } from "../../services/available.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../../services/postgres.ts";
import { discard, freePort, scratch } from "../../services/scratch.ts";
import { only, probing } from "../net/probing.ts";
import { rewriting } from "../net/rewriting.ts";
import { applied, contextOf, type Env, told } from "../net/views.ts";

const { probe, after } = probing(probeDatabase);

describeWith(postgresPrograms, "the database probe", () => {
  let plain: Postgres;
  let directory: string;
  let env: Env;

  beforeAll(async () => {
    directory = scratch("database-probe");
    const rules = [
      "local  peerless     all       peer",
      "local  all          all       trust",
      "host   narrow       all  127.0.0.1/32  reject",
      "host   postgres     shut      127.0.0.1/32  reject",
      "host   template1    shut      127.0.0.1/32  reject",
      "host   all          all       127.0.0.1/32  scram-sha-256",
    ];
    plain = await startPostgres({ hba: rules, settings: { max_connections: "20" } });
    const roles = `
      CREATE ROLE masto LOGIN CREATEDB PASSWORD 'p@ss'; CREATE DATABASE masto OWNER masto;
      CREATE ROLE poor LOGIN PASSWORD 'p@ss'; CREATE ROLE shut LOGIN PASSWORD 'p@ss';
      CREATE ROLE reader LOGIN PASSWORD 'p@ss'; ALTER ROLE reader SET default_transaction_read_only = on;
      CREATE ROLE narrow LOGIN PASSWORD 'p@ss' CONNECTION LIMIT 0;
      CREATE DATABASE private OWNER masto; REVOKE CONNECT ON DATABASE private FROM PUBLIC;
      CREATE DATABASE foreign_one OWNER masto; CREATE DATABASE used OWNER masto;
      CREATE DATABASE ascii OWNER masto ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0;
      CREATE DATABASE peerless OWNER masto; CREATE DATABASE narrow OWNER masto;`;
    await plain.sql(roles);
    await plain.sql("CREATE TABLE wp_posts (id int)", "foreign_one");
    await plain.sql(
      `SET ROLE masto; CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('20160221003621'), ('20240916190140');
       CREATE TABLE ar_internal_metadata (key text, value text); INSERT INTO ar_internal_metadata VALUES ('environment', 'production');
       CREATE TABLE users (id int); INSERT INTO users VALUES (1), (2); CREATE TABLE accounts (id int)`,
      "used",
    );
    env = { DB_HOST: "127.0.0.1", DB_PORT: plain.port, DB_USER: "masto", DB_PASS: "p@ss", DB_NAME: "masto" };
  });

  afterAll(async () => {
    await plain?.stop();
    discard(directory);
  });

  it("says once that all processes get in, with version, user, database and address", async () => {
    const findings = await probe(env);
    expect(told(findings)).toEqual(["database.ok all"]);
    const facts = { user: "masto", database: "masto", address: `127.0.0.1:${plain.port}`, tls: "off" };
    expect(findings[0]?.facts).toMatchObject(facts);
    expect(findings[0]?.facts.version).toMatch(/^\d+\.\d+$/);
  });

  it("gets in over the socket, without a password where the server trusts", async () => {
    const { DB_PASS: _unset, ...rest } = env;
    const findings = await probe({ ...rest, DB_HOST: plain.socketDir });
    expect(told(findings)).toEqual(["database.ok all"]);
    expect(findings[0]?.facts.address).toBe(`${plain.socketDir}/.s.PGSQL.${plain.port}`);
  });

  it.each([
    ["a wrong password", { DB_PASS: "wrong" }, "database.password-wrong all"],
    ["no password", { DB_PASS: "" }, "database.password-missing all"],
    ["a name without an address", { DB_HOST: "db.invalid" }, "database.unresolvable all"],
    ["a role that is not there", { DB_USER: "nobody_there", DB_HOST: "socket" }, "database.role-missing all"],
    ["a role of another system account", { DB_NAME: "peerless", DB_HOST: "socket" }, "database.peer-mismatch all"],
    ["a database that pg_hba.conf rejects", { DB_NAME: "narrow" }, "database.no-hba-entry all"],
    ["a database that may not be entered", { DB_NAME: "private", DB_USER: "poor" }, "database.connect-denied all"],
    ["a role without connections left", { DB_USER: "narrow" }, "database.connections all"],
    ["a host without a route", { DB_HOST: "255.255.255.255" }, "database.unreachable all"],
  ])("names %s", async (_what, change, wanted) => {
    const host = "DB_HOST" in change && change.DB_HOST === "socket" ? { DB_HOST: plain.socketDir } : {};
    expect(told(await probe({ ...env, ...change, ...host }))).toEqual([wanted]);
  });

  it("names a port where nothing listens, and every address that was tried", async () => {
    const findings = await probe({ ...env, DB_HOST: "localhost", DB_PORT: await freePort() });
    expect(told(findings)).toEqual(["database.refused all"]);
    expect(findings[0]?.facts.tried).toEqual(expect.arrayContaining([expect.stringMatching(/^127\.0\.0\.1:/)]));
    expect(findings[0]).toMatchObject({ status: "fail", effect: "stops", variables: ["DB_HOST", "DB_PORT"] });
  });

  it("only warns of peer where Mastodon's account, which is not ours, would get in", async () => {
    const peer = { ...env, DB_NAME: "peerless", DB_HOST: plain.socketDir };
    expect(only(await probe(peer), "database.peer-mismatch")).toMatchObject({ status: "fail", effect: "stops" });
    const other = await probe(peer, "4.6.5", contextOf({ osUser: "masto" }));
    expect(only(other, "database.peer-mismatch").status).toBe("warn");
    const remedy = only(other, "database.peer-mismatch").remedies.find(({ key }) => key === "use-password");
    expect(remedy?.set).toEqual({ DB_HOST: "localhost" });
    expect(told(await probe(applied(peer, remedy?.set ?? {})))).toEqual(["database.ok all"]);
  });

  it("gives the line that pg_hba.conf lacks", async () => {
    const { remedies } = only(await probe({ ...env, DB_NAME: "narrow" }), "database.no-hba-entry");
    expect(remedies[0]?.commands).toEqual(['host "narrow" "masto" 127.0.0.1/32 scram-sha-256']);
  });

  it("finds PostgreSQL at its usual places when the named one is not there", async () => {
    const usual = await startPostgres({
      socketDir: "/tmp",
      port: 5433,
      settings: { listen_addresses: "" },
      hba: ["local all all trust"],
    });
    try {
      await usual.sql("CREATE ROLE masto LOGIN; CREATE DATABASE masto OWNER masto");
      const empty = join(directory, "empty");
      mkdirSync(empty);
      const lost = { ...env, DB_HOST: empty };
      const finding = only(await probe(lost), "database.socket-missing");
      const remedy = finding.remedies.find(({ facts }) => facts?.found === "/tmp/.s.PGSQL.5433");
      expect(remedy?.set).toEqual({ DB_HOST: "/tmp", DB_PORT: "5433" });
      expect(told(await probe(applied(lost, remedy?.set ?? {})))).toEqual(["database.ok all"]);
      const passwordless = only(await probe({ ...env, DB_PASS: "" }), "database.password-missing");
      expect(passwordless.remedies.map(({ facts }) => facts?.found)).toContain("/tmp/.s.PGSQL.5433");
    } finally {
      await usual.stop();
    }
  });

  it("warns of a missing database that the step will create, and fails without the step", async () => {
    const missing = { ...env, DB_NAME: "not_yet" };
    const planned = await probe(missing, "4.6.5", contextOf({ databaseStep: true }));
    expect(told(planned)).toEqual(["database.missing all"]);
    expect(planned[0]).toMatchObject({ status: "warn", effect: null, facts: { mayCreate: true } });
    expect(planned[0]?.remedies[0]?.commands).toEqual([
      `CREATE DATABASE "not_yet" OWNER "masto" ENCODING 'UTF8' TEMPLATE template0;`,
    ]);
    expect(only(await probe(missing), "database.missing")).toMatchObject({ status: "fail", effect: "stops" });
  });

  it("fails for a missing database that the role may not create, whatever is planned", async () => {
    const findings = await probe(
      { ...env, DB_USER: "poor", DB_NAME: "not_yet" },
      "4.6.5",
      contextOf({ databaseStep: true }),
    );
    expect(findings).toMatchObject([{ id: "database.missing", status: "fail", facts: { mayCreate: false } }]);
  });

  it("does not hold a closed maintenance database against a role (mastodon#33715)", async () => {
    expect(told(await probe({ ...env, DB_USER: "shut", DB_NAME: "not_yet" }))).toEqual([
      "database.maintenance-denied all",
      "database.missing all",
    ]);
    expect(told(await probe({ ...env, DB_USER: "shut" }))).toEqual(["database.ok all", "database.create-denied all"]);
  });

  it("tells what is in the database", async () => {
    expect(only(await probe({ ...env, DB_NAME: "used" }), "database.has-mastodon")).toMatchObject({
      status: "info",
      facts: { schema: "20240916190140", migrations: 2, users: 2, environment: "production" },
    });
    expect(only(await probe({ ...env, DB_NAME: "foreign_one" }), "database.not-empty").facts.tables).toEqual([
      "wp_posts",
    ]);
    expect(only(await probe({ ...env, DB_NAME: "ascii" }), "database.encoding").facts.encoding).toBe("SQL_ASCII");
    expect(only(await probe({ ...env, DB_USER: "poor" }), "database.create-denied").remedies[0]?.commands).toContain(
      'GRANT USAGE, CREATE ON SCHEMA "public" TO "poor";',
    );
    expect(only(await probe({ ...env, DB_USER: "reader" }), "database.read-only").facts.reason).toBe(
      "default_transaction_read_only",
    );
  });

  it("notices that web and streaming use two databases", async () => {
    const url = `postgres://masto:p%40ss@127.0.0.1:${plain.port}/used`;
    const split = { ...env, PRIMARY_DATABASE_URL: url };
    const findings = await probe(split);
    const finding = only(findings, "database.streaming-differs");
    expect(finding).toMatchObject({ process: "streaming", effect: "breaks" });
    expect(await after(split, finding, "one-url")).toEqual(["database.ok all", "database.has-mastodon all"]);
  });

  it("names the value that keeps a process from connecting at all", async () => {
    expect(told(await probe({ ...env, DB_NAME: "no" }))).toEqual([
      "database.identifier web",
      "database.missing streaming",
    ]);
    expect(told(await probe({ ...env, DB_POOL: "many" }))).toEqual(["database.value-invalid all"]);
    const empty = { ...env, DATABASE_URL: "" };
    const finding = only(await probe(empty), "database.value-invalid");
    expect(finding.process).toBe("web");
    expect(await after(empty, finding, "drop")).toEqual(["database.ok all"]);
  });

  it("knows a server that is too old, or of a release that damages indexes", async () => {
    const number = await plain.sql("SHOW server_version_num");
    const [old, bad] = await Promise.all(["110008", "140003"].map((other) => rewriting(plain.port, number, other)));
    expect(told(await probe({ ...env, DB_PORT: old?.port ?? 0 }))).toEqual([
      "database.ok all",
      "database.version-old all",
    ]);
    expect(told(await probe({ ...env, DB_PORT: bad?.port ?? 0 }))).toEqual([
      "database.ok all",
      "database.version-bad all",
    ]);
    expect(told(await probe({ ...env, DB_PORT: old?.port ?? 0 }, "4.2.0"))).toEqual(["database.ok all"]);
    await Promise.all([old?.stop(), bad?.stop()]);
  });

  it("passes on what else the server says", async () => {
    await plain.sql("CREATE DATABASE shut_down ALLOW_CONNECTIONS false");
    const findings = await probe({ ...env, DB_NAME: "shut_down" });
    expect(told(findings)).toEqual(["database.refused-by-server all"]);
    expect(findings[0]?.facts.message).toMatch(/^55000 /);
  });

  it.runIf(process.getuid?.() === 0)("says that the socket is not for this account", async () => {
    const closed = mkdtempSync(join(directory, "closed-"));
    process.seteuid?.("nobody");
    try {
      expect(told(await probe({ ...env, DB_HOST: closed }))).toEqual(["database.socket-denied all"]);
    } finally {
      process.seteuid?.(0);
    }
  });

  it("sees that prefer is no preference to streaming", async () => {
    const prefer = { ...env, DB_SSLMODE: "prefer" };
    const findings = await probe(prefer);
    expect(told(findings)).toEqual(["database.ok web", "database.tls-unsupported streaming"]);
    expect(await after(prefer, only(findings, "database.tls-unsupported"), "without")).toEqual(["database.ok all"]);
  });

  it("never tells the password", async () => {
    const canary = "canary-7f3a";
    const all = await Promise.all([
      probe({ ...env, DB_PASS: canary }),
      probe({ ...env, DATABASE_URL: `postgres://masto:${canary}@127.0.0.1:${plain.port}/masto` }),
      probe({ ...env, DATABASE_URL: `postgres://masto:${canary}#@127.0.0.1:${plain.port}/masto` }),
    ]);
    for (const finding of all.flat()) expect(JSON.stringify(finding.facts)).not.toContain(canary);
    expect(all.flat().length).toBeGreaterThan(2);
  });
});
