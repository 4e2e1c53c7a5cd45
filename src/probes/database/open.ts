import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity } from "node:tls";
import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { type DatabaseCause, databaseCause } from "./causes.ts";
import { type Login, type OpenFailure, type Opening, openSession } from "./client.ts";

/** One opening as the connection's client does it, with its tries with and without TLS. `ca`: PEM of the roots, where a file has them. */
export async function openAsClient(
  connection: DatabaseConnection,
  login: Login,
  ca: string | null,
  signal: AbortSignal,
): Promise<Opening> {
  const { use } = connection.tls;
  const plain = () => openSession(login, null, signal);
  const encrypted = () => openSession(login, sslOptions(connection, ca), signal);
  // libpq never encrypts a Unix socket; node-postgres asks for it there too, and is told no.
  if (use === "never" || (connection.client === "libpq" && connection.host.startsWith("/"))) return plain();
  if (use === "required") return encrypted();
  const [first, other] = use === "offered" ? [await encrypted(), plain] : [await plain(), encrypted];
  if (first.ok || !isWorthTheOther(first.failure)) return first;
  const second = await other();
  return second.ok || rank(second.failure) < rank(first.failure) ? second : first;
}

/** libpq goes on to the other way when TLS fails, or when the server's rules let nobody in this way. */
function isWorthTheOther(failure: OpenFailure): boolean {
  return rank(failure) > 0;
}

/** Where neither way gets in, the lower rank says more about what is wrong. */
function rank(failure: OpenFailure): number {
  const cause: DatabaseCause = databaseCause(failure, true);
  if (cause === "tls-unsupported") return 3;
  if (cause === "no-hba-entry") return 2;
  return cause.startsWith("tls-") ? 1 : 0;
}

/** A root certificate that is there is always verified against, whatever libpq's mode; the name only in verify-full. */
function sslOptions({ client, host, tls }: DatabaseConnection, ca: string | null): ConnectionOptions {
  const roots = ca === null ? {} : { ca };
  if (client === "libpq") {
    if (ca === null) return { rejectUnauthorized: false };
    if (tls.verify !== "name") return { ...roots, checkServerIdentity: () => undefined };
    return { ...roots, checkServerIdentity: (_host, certificate) => checkServerIdentity(host, certificate) };
  }
  if (tls.verify === "none") return { ...roots, rejectUnauthorized: false };
  // Up to pg 8.21 (Mastodon 4.6) an address is checked as if it were the name "localhost".
  const name = isIP(host) === 0 ? host : "localhost";
  return { ...roots, checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate) };
}
