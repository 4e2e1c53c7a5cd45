import { readFile, stat } from "node:fs/promises";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { isTimeout } from "../net/abort.ts";
import type { NetTarget } from "../net/address.ts";
import { identify, type Protocol, whileWatching } from "../net/identify.ts";
import { type DatabaseCause, databaseCause } from "./causes.ts";
import { type Login, type OpenFailure, type Opening, type Session, serverError } from "./client.ts";
import { openAsClient } from "./open.ts";

export interface Reached {
  readonly ok: true;
  readonly connection: DatabaseConnection;
  readonly session: Session;
  readonly ms: number;
}

export interface Failed {
  readonly ok: false;
  readonly connection: DatabaseConnection;
  readonly cause: DatabaseCause | "ca-file-missing";
  readonly failure: OpenFailure;
  /** Who answered in PostgreSQL's place, where somebody did. */
  readonly protocol: Protocol | null;
  readonly ms: number;
}

export type Attempt = Reached | Failed;

const betweenTries = 250;

/** Connects as the process would, with its client's way of TLS. Never rejects. A server that is starting is asked again until the deadline. */
export async function tryDatabase(connection: DatabaseConnection, signal: AbortSignal): Promise<Attempt> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const ca = await readCa(connection);
  if (!ca.ok)
    return {
      ok: false,
      connection,
      cause: "ca-file-missing",
      failure: { ...noAnswer, error: ca.error, server: null },
      protocol: null,
      ms: ms(),
    };
  for (;;) {
    const { opening, protocol } = await openOrIdentify(connection, ca.pem, signal);
    if (opening.ok) return { ok: true, connection, session: opening.session, ms: ms() };
    const { failure } = opening;
    const known = databaseCause(failure, Boolean(connection.password));
    const cause = protocol !== null && protocol !== "PostgreSQL" ? "not-postgresql" : known;
    if (cause === "starting" && (await waited(betweenTries, signal))) continue;
    return { ok: false, connection, cause, failure, protocol, ms: ms() };
  }
}

/** It let us in and then did not answer, or not to this. */
export function lost(attempt: Reached, error: unknown): Failed {
  const failure = { ...noAnswer, error, server: serverError(error) };
  return { ...attempt, ok: false, cause: isTimeout(error) ? "timeout" : "refused-by-server", failure, protocol: null };
}

const noAnswer = { passwordAsked: false, encrypted: false, firstByte: null, localAddress: null };

export function targetOf({ host, port }: DatabaseConnection): NetTarget {
  return host.startsWith("/") ? { kind: "socket", path: `${host}/.s.PGSQL.${port}` } : { kind: "tcp", host, port };
}

/** With libpq's defaults for what is not said: the account's name as user, the user's as database. */
export function loginOf(connection: DatabaseConnection): Login {
  const user = connection.user ?? userInfo().username;
  const { host, port, password } = connection;
  return { host, port, user, database: connection.database ?? user, password };
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false);
}

type Ca = { readonly ok: true; readonly pem: string | null } | { readonly ok: false; readonly error: unknown };

/**
 * libpq takes ~/.postgresql/root.crt where no file is named, verifies against it in every mode once it exists, and
 * fails only in the verify modes when it does not. node-postgres reads the file that the URL names, or throws.
 */
async function readCa({ client, tls }: DatabaseConnection): Promise<Ca> {
  const file = tls.caFile ?? (client === "libpq" ? join(homedir(), ".postgresql", "root.crt") : null);
  if (tls.use === "never" || file === null) return { ok: true, pem: null };
  try {
    return { ok: true, pem: await readFile(file, "utf8") };
  } catch (error) {
    const needed = client === "node-postgres" || tls.verify !== "none" || (await exists(file));
    return needed ? { ok: false, error } : { ok: true, pem: null };
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

interface Answer {
  readonly opening: Opening;
  readonly protocol: Protocol | null;
}

async function openOrIdentify(connection: DatabaseConnection, ca: string | null, signal: AbortSignal): Promise<Answer> {
  const target = targetOf(connection);
  const open = (until: AbortSignal) => openAsClient(connection, loginOf(connection), ca, until);
  const { value: opening, protocol } = await whileWatching(target, "PostgreSQL", open, signal);
  const clear = opening.ok || protocol !== null || opening.failure.server !== null || !isUnclear(opening.failure);
  return { opening, protocol: clear ? protocol : await identify(target, signal) };
}

/** Somebody took the connection and then did not speak PostgreSQL. */
function isUnclear(failure: OpenFailure): boolean {
  const cause = databaseCause(failure, true);
  return cause === "not-postgresql" || (cause === "refused-by-server" && !isTimeout(failure.error));
}
