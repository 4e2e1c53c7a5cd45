import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { contextTrusting } from "../net/trust.ts";

/** More of an answer than this is not read: an error page or our own small object is far below it. */
const bodyLimit = 64 * 1024;

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Who answered. */
  readonly peer: Peer;
}

export interface Peer {
  readonly address: string;
  readonly port: number;
  readonly family: string;
  /** "TLSv1.3"; null for an unencrypted connection. */
  readonly tls: string | null;
}

export interface Limits {
  readonly signal: AbortSignal;
  /** Milliseconds until the connection stands, TLS included. */
  readonly openTimeout: number;
  /** Milliseconds without a byte from the server. */
  readonly readTimeout: number;
}

/** Connections to reuse among the requests of one probe; none is left after `destroy`. */
export interface Transport {
  send(outgoing: Outgoing, limits: Limits): Promise<Answer>;
  destroy(): void;
}

/** `cas`: the PEM texts to trust; undefined trusts what Node does. */
export function openTransport(cas: readonly string[] | undefined): Transport {
  const plain = new PlainAgent({ keepAlive: true, maxSockets: 4 });
  let tls: TlsAgent | undefined;
  // Only where TLS is spoken.
  const tlsAgent = () => {
    tls ??= new TlsAgent({
      keepAlive: true,
      maxSockets: 4,
      ...(cas === undefined ? {} : { secureContext: contextTrusting(cas) }),
    });
    return tls;
  };
  return {
    send: (outgoing, limits) => exchange(outgoing, limits, outgoing.url.protocol === "https:" ? tlsAgent() : plain),
    destroy: () => {
      plain.destroy();
      tls?.destroy();
    },
  };
}

/** One request and its whole answer, nothing followed, nothing unpacked. Rejects with Node's own errors or the signal's reason. */
function exchange(outgoing: Outgoing, limits: Limits, agent: PlainAgent): Promise<Answer> {
  const { signal, openTimeout, readTimeout } = limits;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const { method, url, headers, body } = outgoing;
    const send = url.protocol === "https:" ? tlsRequest : plainRequest;
    const request = send(url, { method, headers: { ...headers }, agent });
    let timer: NodeJS.Timeout | undefined;
    const wait = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => fail(new DOMException("no answer in time", "TimeoutError")), ms);
    };
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
    const fail = (error: unknown) => {
      settle();
      request.destroy();
      reject(error);
    };
    const abort = () => fail(signal.reason);

    signal.addEventListener("abort", abort, { once: true });
    wait(openTimeout);
    request.on("error", fail);
    request.once("socket", (socket: Socket) => {
      if (!socket.connecting) return wait(readTimeout);
      socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", () => wait(readTimeout));
    });
    request.once("response", (response) => {
      const peer = peerOf(response.socket);
      wait(readTimeout);
      readBody(response, () => wait(readTimeout)).then((bytes) => {
        settle();
        resolve({ status: response.statusCode ?? 0, headers: flat(response), body: bytes, peer });
      }, fail);
    });
    request.end(body);
  });
}

function readBody(response: IncomingMessage, onBytes: () => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on("data", (chunk: Buffer) => {
      onBytes();
      chunks.push(chunk);
      length += chunk.length;
      if (length <= bodyLimit) return;
      resolve(Buffer.concat(chunks).subarray(0, bodyLimit));
      response.destroy();
    });
    response.once("end", () => resolve(Buffer.concat(chunks)));
    response.once("error", reject);
    response.once("close", () => reject(Object.assign(new Error("closed in the middle"), { code: "ECONNRESET" })));
  });
}

function flat(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function peerOf(socket: Socket): Peer {
  return {
    address: socket.remoteAddress ?? "",
    port: socket.remotePort ?? 0,
    family: socket.remoteFamily ?? "",
    tls: socket instanceof TLSSocket ? socket.getProtocol() : null,
  };
}
