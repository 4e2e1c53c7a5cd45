import { atLeast, type Release, releaseText, type Series } from "../../environment/release.ts";
import type { Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { createDatabase, identifier } from "./remedies.ts";
import type { DatabaseState, Overview } from "./state.ts";

/** The oldest PostgreSQL that `db:migrate` of each series takes (lib/tasks/db.rake). */
const floors: Readonly<Record<Series, number>> = {
  "4.2": 90500,
  "4.3": 120000,
  "4.4": 130000,
  "4.5": 140000,
  "4.6": 140000,
};

/** What is wrong with, or worth knowing about, a database that lets us in. */
export function inspect(
  overview: Overview,
  state: DatabaseState,
  connection: DatabaseConnection,
  release: Release,
  process: ProcessName | "all",
): readonly Finding[] {
  return [
    ...versionFindings(overview, release),
    ...encodingFindings(overview, connection),
    ...writeFindings(overview, state, connection),
    ...contentFindings(overview, state, connection),
  ].map((one) => ({ ...one, process }));
}

export function versionFindings({ versionNumber, version }: Overview, release: Release): readonly Finding[] {
  const floor = floors[release.series];
  const wanted = floor < 100000 ? "9.5" : String(floor / 10000);
  if (versionNumber < floor) {
    return [finding("database.version-old", { facts: { version, wanted, release: releaseText(release) } })];
  }
  // CREATE INDEX CONCURRENTLY loses rows in 14.0 to 14.3.
  const bad = versionNumber >= 140000 && versionNumber < 140004 && atLeast(release, "4.2");
  return bad ? [finding("database.version-bad", { facts: { version } })] : [];
}

function encodingFindings({ encoding, database, user }: Overview, connection: DatabaseConnection): readonly Finding[] {
  if (encoding === "UTF8") return [];
  return [
    finding("database.encoding", {
      variables: [connection.from.database],
      facts: { database, encoding },
      remedies: [{ ...createDatabase(database, user), key: "recreate" }],
    }),
  ];
}

function writeFindings(
  { standby, readOnly, mayCreateTables, schema, user, database }: Overview,
  state: DatabaseState,
  connection: DatabaseConnection,
): readonly Finding[] {
  const { from } = connection;
  if (standby || readOnly) {
    const reason = standby ? "pg_is_in_recovery" : "default_transaction_read_only";
    return [finding("database.read-only", { variables: [from.host], facts: { user, database, reason } })];
  }
  if (state.kind !== "empty" || mayCreateTables) return [];
  const commands = [
    `GRANT USAGE, CREATE ON SCHEMA ${identifier(schema ?? "public")} TO ${identifier(user)};`,
    `ALTER DATABASE ${identifier(database)} OWNER TO ${identifier(user)};`,
  ];
  return [
    finding("database.create-denied", {
      variables: [from.user, from.database],
      facts: { user, database, schema: schema ?? "public" },
      remedies: [{ key: "grant", commands }],
    }),
  ];
}

function contentFindings(
  { database }: Overview,
  state: DatabaseState,
  { from }: DatabaseConnection,
): readonly Finding[] {
  if (state.kind === "foreign") {
    const tables = state.tables.slice(0, 5);
    const facts = { database, tables, count: state.tables.length };
    return [finding("database.not-empty", { variables: [from.database], facts })];
  }
  if (state.kind !== "mastodon") return [];
  return [
    finding("database.has-mastodon", {
      variables: [from.database],
      facts: {
        database,
        schema: state.schemaVersion,
        migrations: state.migrations.length,
        users: state.users,
        environment: state.environment ?? "?",
      },
    }),
  ];
}
