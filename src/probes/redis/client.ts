import type { ConnectionOptions } from "node:tls";
import { Redis, ReplyError } from "ioredis";
import { orAbort } from "../net/abort.ts";
import type { NetTarget } from "../net/address.ts";

export interface Session {
  /** One command; rejects with Redis' own error, what the socket reported, or the signal's reason. */
  send(...words: readonly (string | number)[]): Promise<unknown>;
  /** Subscribes and calls back for each message; the session can then do nothing else. */
  listen(channel: string, heard: (message: string) => void): Promise<void>;
  close(): void;
}

/** Connects, without logging in. Rejects with what the socket or TLS reported, or the signal's reason; nothing is left open then. */
export async function openSession(
  target: NetTarget,
  tls: ConnectionOptions | null,
  signal: AbortSignal,
): Promise<Session> {
  const client = new Redis({
    ...(target.kind === "socket" ? { path: target.path } : { host: target.host, port: target.port }),
    ...(tls === null ? {} : { tls }),
    family: 0,
    protocol: 2,
    lazyConnect: true,
    retryStrategy: null,
    reconnectOnError: null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    disableClientInfo: true,
    connectTimeout: 0,
    disconnectTimeout: 0,
  });
  // The cause comes by this event; what connect() rejects with says only "Connection is closed.".
  let cause: unknown = null;
  client.on("error", (error: unknown) => {
    cause ??= error;
  });
  const close = () => client.disconnect();
  try {
    await orAbort(client.connect(), signal);
  } catch (error) {
    close();
    throw signal.aborted ? signal.reason : (cause ?? error);
  }
  const orCause = async <T>(reply: Promise<T>): Promise<T> => {
    try {
      return await orAbort(reply, signal);
    } catch (error) {
      throw signal.aborted || replyError(error) ? error : (cause ?? error);
    }
  };
  return {
    send: (command, ...words) => orCause(client.call(String(command), ...words)),
    listen: async (channel, heard) => {
      client.on("message", (on: string, message: string) => {
        if (on === channel) heard(message);
      });
      await orCause(client.subscribe(channel));
    },
    close,
  };
}

/** The words of an error that Redis itself answered ("NOAUTH Authentication required."); null for any other. */
export function replyError(error: unknown): string | null {
  return error instanceof ReplyError && error instanceof Error ? error.message : null;
}
