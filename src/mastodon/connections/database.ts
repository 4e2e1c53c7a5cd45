import type { Finding, ProcessName } from "../../findings/finding.ts";
import type { View } from "../views.ts";
import { railsDatabase } from "./database-rails.ts";
import { streamingDatabase } from "./database-streaming.ts";

export interface DatabaseTls {
  /** fallback: only where plain is refused (libpq's allow). offered: where the server has it (prefer). */
  readonly use: "never" | "fallback" | "offered" | "required";
  /** chain: any name (verify-ca). name: chain and name (verify-full). */
  readonly verify: "none" | "chain" | "name";
  /** PEM of the CAs to trust in place of the client's own; null where none is named. */
  readonly caFile: string | null;
}

export type DatabasePart = "host" | "port" | "database" | "user" | "password" | "tls";

/** What one process hands to its PostgreSQL client. */
export interface DatabaseConnection {
  readonly kind: "connection";
  readonly process: ProcessName;
  readonly client: "libpq" | "node-postgres";
  /** A name, an address, or (with a slash in front) the directory of the socket. */
  readonly host: string;
  readonly port: number;
  /** Null: the name of the user. */
  readonly database: string | null;
  /** Null: the account that the process runs as. */
  readonly user: string | null;
  readonly password: string | null;
  readonly tls: DatabaseTls;
  /** The variable that decides each part. */
  readonly from: Readonly<Record<DatabasePart, string>>;
}

/** The process stops before it tries anything. */
export interface InvalidDatabase {
  readonly kind: "invalid";
  readonly process: ProcessName;
  readonly finding: Finding;
}

/**
 * The PostgreSQL connection of each view's process: libpq's for Rails (`config/database.yml`, DATABASE_URL merged
 * over it), node-postgres' for streaming (`streaming/database.js`). Replicas are not among them.
 */
export function databaseConnections(views: readonly View[]): readonly (DatabaseConnection | InvalidDatabase)[] {
  return views.map((view) => (view.process === "streaming" ? streamingDatabase(view) : railsDatabase(view)));
}
