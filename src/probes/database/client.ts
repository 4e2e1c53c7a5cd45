import { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { Client, DatabaseError } from "pg";
import { orAbort } from "../net/abort.ts";
import { peerText } from "../net/address.ts";

/** Where to and as whom, with nothing left to a default of the library or to PG* of our own environment. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | null;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Session {
  query(sql: string): Promise<readonly Row[]>;
  /** The address at the other end; null on a Unix socket. */
  readonly peer: string | null;
  /** Says goodbye and closes; always resolves. */
  close(): Promise<void>;
}

/** What PostgreSQL itself answered, in words that do not change with its language. */
export interface ServerError {
  readonly sqlstate: string;
  /** The function in the server that refused. */
  readonly routine: string;
  readonly message: string;
}

export interface OpenFailure {
  /** What the socket, TLS or the library reported. */
  readonly error: unknown;
  readonly server: ServerError | null;
  readonly passwordAsked: boolean;
  readonly encrypted: boolean;
  /** The first byte that the other side sent: S or N to a request for TLS, R or E to a login. */
  readonly firstByte: string | null;
  readonly localAddress: string | null;
}

export type Opening =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly failure: OpenFailure };

/** Connects and logs in. Never rejects; when the signal fires, the failure's error is its reason. */
export async function openSession(login: Login, ssl: ConnectionOptions | null, signal: AbortSignal): Promise<Opening> {
  const socket = new Socket();
  const seen = { passwordAsked: false, firstByte: null as string | null, localAddress: null as string | null };
  socket.once("connect", () => {
    seen.localAddress = socket.localAddress ?? null;
  });
  socket.once("data", (data: Buffer) => {
    seen.firstByte = data.toString("latin1", 0, 1);
  });
  const client = new Client({
    ...login,
    // Asked only when the server wants one, which tells "missing" from "not needed".
    password: () => {
      seen.passwordAsked = true;
      return login.password ?? "";
    },
    ssl: ssl ?? false,
    stream: () => socket,
    application_name: "",
  });
  client.on("error", () => undefined);
  try {
    await orAbort(client.connect(), signal);
    return { ok: true, session: sessionOf(client, socket, signal) };
  } catch (error) {
    socket.destroy();
    return { ok: false, failure: { ...seen, error, server: serverError(error), encrypted: ssl !== null } };
  }
}

function sessionOf(client: Client, socket: Socket, signal: AbortSignal): Session {
  return {
    query: async (sql) => (await orAbort(client.query<Row>(sql), signal)).rows,
    peer: peerText(socket),
    close: async () => {
      await orAbort(client.end(), signal).catch(() => undefined);
      socket.destroy();
    },
  };
}

/** Null for what the library says itself, for which it uses the same class without a SQLSTATE. */
export function serverError(error: unknown): ServerError | null {
  if (!(error instanceof DatabaseError) || error.code === undefined) return null;
  return { sqlstate: error.code, routine: error.routine ?? "", message: error.message };
}
