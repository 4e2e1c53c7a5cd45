import type { Socket } from "node:net";
import { orAbort } from "../net/abort.ts";
import { type Reply, takeReply } from "./reply.ts";

/** The server ended the connection where an answer was due. */
export class Closed extends Error {}

/** Commands out, replies in, over a plain or an encrypted socket. Reads nothing that nobody asked for beyond one reply's limit. */
export class Wire {
  private text = "";
  private problem: Error | null = null;
  private wake: () => void = () => undefined;
  private socket: Socket | null = null;
  private readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  private readonly onData = (chunk: Buffer): void => {
    this.text += chunk.toString("utf8");
    this.socket?.pause();
    this.wake();
  };
  private readonly onError = (error: Error): void => this.end(error);
  private readonly onClose = (): void => this.end(new Closed("closed"));

  private end(error: Error): void {
    this.problem ??= error;
    this.wake();
  }

  /** Talks over this socket from now on. */
  adopt(socket: Socket): void {
    this.socket = socket;
    this.problem = null;
    socket.on("data", this.onData).on("error", this.onError).on("close", this.onClose).on("end", this.onClose);
    socket.pause();
  }

  /** Gives the socket to who starts TLS on it; what came too early is thrown away (CVE-2011-0411). */
  release(): Socket {
    const { socket } = this;
    if (socket === null) throw new Error("no socket to encrypt");
    socket.off("data", this.onData).off("error", this.onError).off("close", this.onClose).off("end", this.onClose);
    this.text = "";
    return socket;
  }

  destroy(): void {
    this.socket?.on("error", () => undefined).destroy();
  }

  /** The next reply. Rejects with `NotSmtp`, `Closed`, the socket's error, or the signal's reason. */
  async reply(): Promise<Reply> {
    for (;;) {
      const taken = takeReply(this.text);
      if (taken) {
        this.text = taken.rest;
        return taken.reply;
      }
      if (this.problem) throw this.problem;
      await orAbort(this.more(), this.signal);
    }
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.socket?.resume();
    });
  }

  /** Sends one line. A line break in a value would be a second command: Net::SMTP refuses it as well. */
  async command(line: string): Promise<Reply> {
    this.socket?.write(`${line.replace(/[\r\n]+/g, " ")}\r\n`);
    return this.reply();
  }

  /** Sends a message and the dot behind it. */
  async message(lines: readonly string[]): Promise<Reply> {
    this.socket?.write(`${lines.map((line) => line.replace(/^\./, "..")).join("\r\n")}\r\n.\r\n`);
    return this.reply();
  }

  /** Says goodbye and waits a moment for the server to close, so that its log shows no lost connection. */
  async quit(ms: number): Promise<void> {
    const { socket } = this;
    if (socket === null || this.problem || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      socket.end("RSET\r\nQUIT\r\n");
      socket.resume();
    });
  }
}
