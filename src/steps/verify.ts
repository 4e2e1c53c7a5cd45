import { readFile, stat } from "node:fs/promises";
import type { Effect } from "./types.ts";

/** One statement on Mastodon's database, as Mastodon's role; rows by column name. Rejects where there is no connection. */
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** `unknown`: there is no way to look. `partly` and `other`: an administrator's account that lacks something, or is somebody else's. */
export type Verdict = "there" | "missing" | "partly" | "other" | "unknown";

/** Whether a step's effect is there. Looks at the world, never at the journal. */
export async function verify(effect: Effect, query: Query | null): Promise<Verdict> {
  if (effect.kind === "assets") return verifyAssets(effect.manifest);
  if (query === null) return "unknown";
  try {
    return effect.kind === "database" ? await verifyDatabase(effect, query) : await verifyAdministrator(effect, query);
  } catch {
    // No database, no tables, no connection: the effect is not there.
    return "missing";
  }
}

/** The schema of the directory and the seeds: without its roles nobody can own the server. */
async function verifyDatabase({ schema }: Extract<Effect, { kind: "database" }>, query: Query): Promise<Verdict> {
  const [row] = await query(
    "SELECT (SELECT max(version) FROM schema_migrations) AS version, (SELECT count(*)::int FROM user_roles WHERE name = 'Owner') AS owners",
  );
  const version = typeof row?.version === "string" ? row.version : "";
  return version >= schema && Number(row?.owners) > 0 ? "there" : "missing";
}

/** The first of these tables that holds a row, or that can't be looked into; null where all are empty. */
export async function firstFilled(tables: readonly string[], query: Query): Promise<string | null> {
  for (const table of tables) {
    const rows = await query(`SELECT 1 FROM "${table.replaceAll('"', '""')}" LIMIT 1`).catch(() => [{}]);
    if (rows.length > 0) return table;
  }
  return null;
}

/** How many roles there are, for the plan; null where nobody can be asked. */
export async function countRoles(query: Query): Promise<number | null> {
  try {
    const [row] = await query("SELECT count(*)::int AS roles FROM user_roles WHERE name = 'Owner'");
    return row === undefined ? null : Number(row.roles);
  } catch {
    return null;
  }
}

async function verifyAdministrator(
  { username, email }: Extract<Effect, { kind: "administrator" }>,
  query: Query,
): Promise<Verdict> {
  const [name, address] = [literal(username), literal(email)];
  const rows = await query(
    `SELECT lower(a.username) = lower(${name}) AS named, lower(u.email) = lower(${address}) AS mailed,
       u.approved AND u.confirmed_at IS NOT NULL AND coalesce(r.name = 'Owner', false) AS complete
     FROM users u JOIN accounts a ON a.id = u.account_id LEFT JOIN user_roles r ON r.id = u.role_id
     WHERE a.domain IS NULL AND (lower(a.username) = lower(${name}) OR lower(u.email) = lower(${address}))`,
  );
  if (rows.length === 0) return "missing";
  const [row] = rows;
  if (rows.length > 1 || row?.named !== true || row.mailed !== true) return "other";
  return row.complete === true ? "there" : "partly";
}

/** `E''`: means the same whatever standard_conforming_strings says. */
function literal(text: string): string {
  return `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

async function verifyAssets(manifest: string): Promise<Verdict> {
  try {
    const entries: unknown = JSON.parse(await readFile(manifest, "utf8"));
    return typeof entries === "object" && entries !== null && Object.keys(entries).length > 0 ? "there" : "missing";
  } catch {
    return "missing";
  }
}

/** Whether the manifest is younger than the release's own files: after an upgrade the old one is still there. */
export async function isFresh({ manifest, source }: Extract<Effect, { kind: "assets" }>): Promise<boolean> {
  const [made, released] = await Promise.all([manifest, source].map((path) => stat(path).catch(() => null)));
  return made != null && (released == null || made.mtimeMs >= released.mtimeMs);
}
