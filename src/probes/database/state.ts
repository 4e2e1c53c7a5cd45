import type { Finding } from "../../findings/finding.ts";
import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { lost, tryDatabase } from "./attempt.ts";
import type { Session } from "./client.ts";
import { failureFinding } from "./explain.ts";
import { askMaintenance } from "./maintenance.ts";

/** What a server and its database say of themselves; read-only, one round trip. */
export interface Overview {
  /** As 150008. */
  readonly versionNumber: number;
  readonly version: string;
  readonly user: string;
  readonly database: string;
  readonly encoding: string;
  readonly standby: boolean;
  readonly readOnly: boolean;
  /** Null where the role may use none of the schemas it would look in. */
  readonly schema: string | null;
  readonly mayCreateTables: boolean;
  readonly tables: readonly string[];
  /** Differs between any two servers: when it was started, and the database's number in it. */
  readonly identity: string;
  /** As "TLSv1.3"; null without encryption. */
  readonly tls: string | null;
}

const overviewSql = `
SELECT current_setting('server_version_num')::int AS version_number,
       current_setting('server_version') AS version,
       session_user::text AS user_name,
       current_database()::text AS database,
       (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()) AS encoding,
       pg_is_in_recovery() AS standby,
       current_setting('default_transaction_read_only') = 'on' AS read_only,
       current_schema()::text AS schema,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create_tables,
       ARRAY(SELECT c.relname::text FROM pg_class c
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
               AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
             ORDER BY 1) AS tables,
       pg_postmaster_start_time()::text || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS identity,
       (SELECT s.version FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()) AS tls`;

export async function readOverview(session: Session): Promise<Overview> {
  const [row = {}] = await session.query(overviewSql);
  const text = (name: string) => String(row[name] ?? "");
  const orNull = (name: string) => (row[name] === null || row[name] === undefined ? null : text(name));
  return {
    versionNumber: Number(row.version_number),
    version: text("version").split(" ")[0] ?? "",
    user: text("user_name"),
    database: text("database"),
    encoding: text("encoding"),
    standby: row.standby === true,
    readOnly: row.read_only === true,
    schema: orNull("schema"),
    mayCreateTables: row.may_create_tables === true,
    tables: Array.isArray(row.tables) ? row.tables.map(String) : [],
    identity: text("identity"),
    tls: orNull("tls"),
  };
}

export type DatabaseState =
  /** `mayCreate`: the role has CREATEDB and gets into the database `postgres`, which `db:create` needs. */
  | { readonly kind: "missing"; readonly mayCreate: boolean }
  | { readonly kind: "empty"; readonly mayCreateInPublic: boolean }
  | {
      readonly kind: "mastodon";
      /** The newest migration, as "20240916190140". */
      readonly schemaVersion: string;
      readonly migrations: readonly string[];
      readonly users: number;
      /** Of `ar_internal_metadata`; null where it says nothing. */
      readonly environment: string | null;
    }
  | { readonly kind: "foreign"; readonly tables: readonly string[] }
  | { readonly kind: "standby" }
  | { readonly kind: "unreachable"; readonly finding: Finding };

/** Connects as the process would, looks at what is in the database, and leaves nothing behind. Rejects never; an ended `signal` is a timeout. */
export async function readDatabaseState(connection: DatabaseConnection, signal: AbortSignal): Promise<DatabaseState> {
  const attempt = await tryDatabase(connection, signal);
  if (!attempt.ok) {
    if (attempt.cause !== "missing") return { kind: "unreachable", finding: await failureFinding(attempt, signal) };
    const maintenance = await askMaintenance(connection, signal);
    return { kind: "missing", mayCreate: maintenance.kind === "asked" && maintenance.mayCreate };
  }
  try {
    return await stateOf(attempt.session, await readOverview(attempt.session));
  } catch (error) {
    return { kind: "unreachable", finding: await failureFinding(lost(attempt, error), signal) };
  } finally {
    await attempt.session.close();
  }
}

const own = ["schema_migrations", "ar_internal_metadata"];

/** What the tables belong to. An aborted first migration leaves Rails' two own tables and nothing in them. */
export async function stateOf(session: Session, overview: Overview): Promise<DatabaseState> {
  if (overview.standby) return { kind: "standby" };
  const has = (table: string) => overview.tables.includes(table);
  const migrations = has("schema_migrations") ? await readMigrations(session) : [];
  if (overview.tables.every((table) => own.includes(table)) && migrations.length === 0) {
    return { kind: "empty", mayCreateInPublic: overview.mayCreateTables };
  }
  const newest = migrations.at(-1);
  if (newest === undefined || !has("users") || !has("accounts")) return { kind: "foreign", tables: overview.tables };
  const [counted = {}] = await session.query("SELECT count(*)::int AS users FROM users");
  const environment = has("ar_internal_metadata")
    ? await session.query("SELECT value FROM ar_internal_metadata WHERE key = 'environment'")
    : [];
  return {
    kind: "mastodon",
    schemaVersion: newest,
    migrations,
    users: Number(counted.users ?? 0),
    environment: typeof environment[0]?.value === "string" ? environment[0].value : null,
  };
}

async function readMigrations(session: Session): Promise<readonly string[]> {
  const rows = await session.query("SELECT version FROM schema_migrations ORDER BY version");
  return rows.map((row) => String(row.version));
}
