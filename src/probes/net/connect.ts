import { Socket } from "node:net";
import type { NetTarget } from "./address.ts";

/** Connects `socket` (or a new one). Rejects with the system's error, or with the signal's reason; the socket is then destroyed. */
export function connectSocket(target: NetTarget, signal: AbortSignal, socket = new Socket()): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", fail);
      socket.removeListener("connect", connected);
      act();
    };
    const fail = (error: Error) =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    const abort = () => fail(signal.reason);
    const connected = () =>
      settle(() => {
        // Whoever uses it hears of its end by "close"; an error nobody listens to would end the program.
        socket.on("error", () => undefined);
        resolve(socket);
      });
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail);
    socket.once("connect", connected);
    if (target.kind === "socket") socket.connect(target.path);
    else socket.connect(target.port, target.host);
  });
}

/** What the other side says first, as latin1; null when it closes or fails without a word. */
export function firstBytes(socket: Socket, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (data: Buffer | null) => {
      signal.removeEventListener("abort", none);
      socket.removeListener("data", done);
      socket.removeListener("close", none);
      socket.pause();
      resolve(data === null ? null : data.toString("latin1"));
    };
    const none = () => done(null);
    if (signal.aborted) return none();
    signal.addEventListener("abort", none, { once: true });
    socket.once("data", done);
    socket.once("close", none);
    socket.resume();
  });
}
