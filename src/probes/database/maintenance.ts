import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { tryDatabase } from "./attempt.ts";

export type Maintenance =
  | {
      readonly kind: "asked";
      readonly mayCreate: boolean;
      /** Of template1, which a new database is a copy of unless told otherwise. */
      readonly templateEncoding: string;
    }
  /** Neither database lets us in: nothing follows from that but that we don't know. */
  | { readonly kind: "denied" };

/**
 * Whether the role could create the missing database. Only asked once DB_NAME is known to be missing: a role that
 * may not enter `postgres` can be all right (mastodon#33715). `db:create` itself enters `postgres` and no other.
 */
export async function askMaintenance(connection: DatabaseConnection, signal: AbortSignal): Promise<Maintenance> {
  for (const database of ["postgres", "template1"]) {
    const attempt = await tryDatabase({ ...connection, database }, signal);
    if (!attempt.ok) continue;
    try {
      const [row = {}] = await attempt.session.query(
        `SELECT (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = session_user) AS may_create,
                (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template1') AS encoding`,
      );
      const mayCreate = database === "postgres" && row.may_create === true;
      return { kind: "asked", mayCreate, templateEncoding: String(row.encoding ?? "") };
    } catch {
      return { kind: "denied" };
    } finally {
      await attempt.session.close();
    }
  }
  return { kind: "denied" };
}
