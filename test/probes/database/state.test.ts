import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseConnections } from "../../../src/mastodon/connections/database.ts";
import { readDatabaseState } from "../../../src/probes/database/state.ts";
import { describeWith } from "../../services/available.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../../services/postgres.ts";
import { viewsOf } from "../net/views.ts";

describeWith(postgresPrograms, "the state of a database", () => {
  let postgres: Postgres;

  beforeAll(async () => {
    postgres = await startPostgres({ auth: "trust" });
    await postgres.sql("CREATE ROLE masto LOGIN CREATEDB; CREATE ROLE poor LOGIN; CREATE DATABASE masto OWNER masto");
  });

  afterAll(() => postgres?.stop());

  function stateOf(database: string, user = "masto", port = postgres.port) {
    const env = { DB_HOST: postgres.host, DB_PORT: port, DB_USER: user, DB_NAME: database };
    const [connection] = databaseConnections(viewsOf(env));
    if (connection?.kind !== "connection") throw new Error("no connection");
    return readDatabaseState(connection, AbortSignal.timeout(5000));
  }

  it("is missing, and may be created by a role that may", async () => {
    expect(await stateOf("nowhere")).toEqual({ kind: "missing", mayCreate: true });
    expect(await stateOf("nowhere", "poor")).toEqual({ kind: "missing", mayCreate: false });
  });

  it("is empty, to be filled by its owner", async () => {
    expect(await stateOf("masto")).toEqual({ kind: "empty", mayCreateInPublic: true });
    expect(await stateOf("masto", "poor")).toEqual({ kind: "empty", mayCreateInPublic: false });
  });

  it("stays empty for Rails' own tables without a migration, and for tables of extensions", async () => {
    await postgres.sql("CREATE DATABASE begun OWNER masto");
    await postgres.sql("SET ROLE masto; CREATE TABLE schema_migrations (version text)", "begun");
    expect(await stateOf("begun")).toEqual({ kind: "empty", mayCreateInPublic: true });
  });

  it("is somebody else's", async () => {
    await postgres.sql("CREATE DATABASE other OWNER masto");
    await postgres.sql("SET ROLE masto; CREATE TABLE notes (id int); CREATE TABLE users (id int)", "other");
    expect(await stateOf("other")).toEqual({ kind: "foreign", tables: ["notes", "users"] });
  });

  it("is Mastodon's, with its migrations and users", async () => {
    await postgres.sql("CREATE DATABASE used OWNER masto");
    await postgres.sql(
      `SET ROLE masto; CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('2'), ('1');
       CREATE TABLE accounts (id int); CREATE TABLE users (id int); INSERT INTO users VALUES (1)`,
      "used",
    );
    expect(await stateOf("used")).toEqual({
      kind: "mastodon",
      schemaVersion: "2",
      migrations: ["1", "2"],
      users: 1,
      environment: null,
    });
  });

  it("is unreachable, and why", async () => {
    const state = await stateOf("masto", "masto", 1);
    expect(state.kind === "unreachable" && state.finding.id).toBe("database.refused");
    const denied = await stateOf("used", "poor");
    expect(denied.kind === "unreachable" && denied.finding.facts.message).toMatch(/^42501 /);
  });
});
