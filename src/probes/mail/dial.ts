import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { orAbort, within } from "../net/abort.ts";

/** Where a connection went. */
export interface Peer {
  readonly address: string;
  readonly family: "IPv4" | "IPv6";
}

/** An error that knows which address it came from; null where the name has none. */
export class DialError extends Error {
  readonly peer: Peer | null;

  constructor(cause: unknown, peer: Peer | null) {
    super("dial", { cause });
    this.peer = peer;
  }
}

/** The addresses of a name in the system's order (/etc/hosts too), as Ruby's TCPSocket gets them. Rejects with `DialError`. */
export async function addressesOf(host: string, signal: AbortSignal): Promise<readonly Peer[]> {
  try {
    const found = await orAbort(lookup(host, { all: true, order: "verbatim" }), signal);
    return found.map(({ address, family }) => ({ address, family: family === 6 ? "IPv6" : "IPv4" }));
  } catch (cause) {
    throw new DialError(cause, null);
  }
}

/**
 * A connected socket, by the addresses in turn within `ms` together: Ruby's open timeout counts for all of them, so a dead
 * first address uses up the time of a working second. Rejects with `DialError`.
 */
export async function dial(
  peers: readonly Peer[],
  port: number,
  signal: AbortSignal,
  ms: number,
): Promise<{ readonly socket: Socket; readonly peer: Peer }> {
  const limit = within(signal, ms);
  let last = new DialError(new Error("no address"), null);
  try {
    for (const peer of peers) {
      try {
        return { socket: await open(peer.address, port, limit.signal), peer };
      } catch (cause) {
        last = new DialError(cause, peer);
        if (limit.signal.aborted) break;
      }
    }
  } finally {
    limit.release();
  }
  throw last;
}

async function open(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: address, port });
  try {
    await orAbort(
      new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve).once("error", reject);
      }),
      signal,
    );
    return socket.setNoDelay(true);
  } catch (error) {
    socket.on("error", () => undefined).destroy();
    throw error;
  }
}

/** Whether every address of the peer list is this machine's own loopback. */
export function isLoopback(address: string): boolean {
  return isIP(address) === 4 ? address.startsWith("127.") : address === "::1" || /^::ffff:127\./i.test(address);
}
