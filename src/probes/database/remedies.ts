import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Remedy } from "../../findings/finding.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { isByUrl, type UrlParameters, writeDatabaseUrl } from "../../mastodon/connections/database-url.ts";
import { addressesOf } from "../net/resolve.ts";
import { moved } from "./around.ts";

/** One URL for both sides; PRIMARY_DATABASE_URL would beat it in Rails. */
function oneUrl(connection: DatabaseConnection, parameters: UrlParameters): VariableChanges {
  const primary = connection.from.host === "PRIMARY_DATABASE_URL" ? { PRIMARY_DATABASE_URL: null } : {};
  return { ...primary, DATABASE_URL: writeDatabaseUrl(connection, parameters) };
}

/** TLS with a check of the certificate in web and streaming alike, where the file of the CA is known. */
export async function verifiedByFile(connection: DatabaseConnection): Promise<readonly Remedy<"verified-by-file">[]> {
  for (const file of [connection.tls.caFile, join(homedir(), ".postgresql", "root.crt")]) {
    const readable =
      file !== null &&
      (await access(file).then(
        () => true,
        () => false,
      ));
    if (!readable) continue;
    const set = oneUrl(connection, { sslmode: "verify-full", sslrootcert: file });
    return [{ key: "verified-by-file", facts: { file }, set }];
  }
  return [];
}

/** Web encrypts and does not verify; streaming verifies against the public CAs. */
export function requireTls(connection: DatabaseConnection): Remedy<"require"> {
  const set = isByUrl(connection) ? oneUrl(connection, { sslmode: "require" }) : { DB_SSLMODE: "require" };
  return { key: "require", set };
}

/** No single value means "encrypted, not verified" to both: Rails alone reads PRIMARY_DATABASE_URL, streaming alone knows no-verify. */
export function unverifiedTls(connection: DatabaseConnection): Remedy<"unverified"> {
  const rails = { PRIMARY_DATABASE_URL: writeDatabaseUrl(connection, { sslmode: "require" }) };
  const streaming: VariableChanges = isByUrl(connection)
    ? { DATABASE_URL: writeDatabaseUrl(connection, { sslmode: "no-verify" }) }
    : { DB_SSLMODE: "no-verify" };
  return { key: "unverified", set: { ...rails, ...streaming } };
}

export function withoutTls(connection: DatabaseConnection): Remedy<"without"> {
  const set = isByUrl(connection) ? { [connection.from.host]: writeDatabaseUrl(connection) } : { DB_SSLMODE: null };
  return { key: "without", set };
}

/** A name in the certificate that stands for the same machine. */
export async function nameInCertificate(
  connection: DatabaseConnection,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly Remedy<"use-name">[]> {
  const own = await addressesOf(connection.host, signal);
  for (const name of names
    .filter((one) => /^[a-z\d-]+(?:\.[a-z\d-]+)*$/i.test(one) && /[a-z]/i.test(one))
    .slice(0, 5)) {
    const addresses = await addressesOf(name, signal);
    if (!addresses.some((address) => own.includes(address))) continue;
    return [{ key: "use-name", facts: { name }, set: moved(connection, { host: name, port: connection.port }) }];
  }
  return [];
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function createRole(user: string): Remedy<"create-role"> {
  return { key: "create-role", commands: [`CREATE ROLE ${identifier(user)} LOGIN CREATEDB;`] };
}

export function createDatabase(database: string, owner: string): Remedy<"create"> {
  const sql = `CREATE DATABASE ${identifier(database)} OWNER ${identifier(owner)} ENCODING 'UTF8' TEMPLATE template0;`;
  return { key: "create", commands: [sql] };
}

/** The line that pg_hba.conf lacks for this client. */
export function hbaLine(database: string, user: string, from: string | null): Remedy<"add-line"> {
  const origin =
    from === null
      ? ""
      : ` ${from.replace(/^::ffff:/, "")}${from.includes(":") && !from.startsWith("::ffff:") ? "/128" : "/32"}`;
  const line = `${from === null ? "local" : "host"} ${identifier(database)} ${identifier(user)}${origin} scram-sha-256`;
  return { key: "add-line", commands: [line] };
}
