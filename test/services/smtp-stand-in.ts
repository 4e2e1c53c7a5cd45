import { readFileSync } from "node:fs";
import { createServer as createTcpServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Certificates } from "./certificates.ts";

export interface StandIn {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface MailStandIn extends StandIn {
  /** Whole messages that were taken. */
  readonly mails: readonly string[];
}

export interface StandInOptions extends Pick<SMTPServerOptions, "onConnect" | "onAuth" | "onMailFrom" | "onRcptTo"> {
  readonly host?: string;
  readonly port?: number;
  readonly tls?: Certificates;
  readonly implicit?: boolean;
  readonly starttls?: boolean;
  readonly auth?: boolean;
  readonly methods?: readonly string[];
  /** AUTH also without TLS. */
  readonly insecureAuth?: boolean;
  /** Mail without a login. */
  readonly open?: boolean;
}

/** An error that smtp-server turns into this reply. */
export function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** nodemailer's smtp-server, where no MTA plays the part; takes every login and every mail unless told otherwise. */
export async function startSmtpStandIn(options: StandInOptions = {}): Promise<MailStandIn> {
  const mails: string[] = [];
  const { host = "127.0.0.1", port = 0, tls, implicit = false, starttls = tls !== undefined && !implicit } = options;
  const server = new SMTPServer({
    secure: implicit,
    logger: false,
    disabledCommands: [...(starttls ? [] : ["STARTTLS"]), ...(options.auth ? [] : ["AUTH"])],
    authOptional: options.open ?? !options.auth,
    allowInsecureAuth: options.insecureAuth ?? false,
    authMethods: [...(options.methods ?? ["PLAIN", "LOGIN"])],
    disableReverseLookup: true,
    closeTimeout: 100,
    ...(tls ? { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile) } : {}),
    onAuth: options.onAuth ?? ((auth, _session, done) => done(null, { user: auth.username ?? "" })),
    ...(options.onConnect ? { onConnect: options.onConnect } : {}),
    ...(options.onMailFrom ? { onMailFrom: options.onMailFrom } : {}),
    ...(options.onRcptTo ? { onRcptTo: options.onRcptTo } : {}),
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        mails.push(text);
        done(null, "queued as STANDIN1");
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, host, () => resolve());
  });
  const address = server.server.address();
  return {
    host,
    port: typeof address === "object" && address !== null ? address.port : port,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface RawOptions {
  readonly host?: string;
  readonly port?: number;
  readonly tls?: Certificates;
  /** With this, the oldest TLS that Mastodon's OpenSSL refuses. */
  readonly maxVersion?: "TLSv1.1";
}

/** A TCP (or TLS) listener with a mind of its own: silent, talking garbage, or playing a dialogue. */
export async function startRaw(onSocket: (socket: Socket) => void, options: RawOptions = {}): Promise<StandIn> {
  const { host = "127.0.0.1", port = 0, tls, maxVersion } = options;
  const sockets = new Set<Socket>();
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    onSocket(socket);
  };
  const old = maxVersion ? { minVersion: "TLSv1" as const, maxVersion, ciphers: "DEFAULT@SECLEVEL=0" } : {};
  const server = tls
    ? createTlsServer({ key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile), ...old }, accept)
    : createTcpServer(accept);
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  return {
    host,
    port: typeof address === "object" && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Accepts and never says a word. */
export function silent(socket: Socket): void {
  socket.on("data", () => undefined);
}

/** Answers each line by the first entry that begins it; `""` is the greeting. Lines that nothing answers get 502. */
export function dialogue(lines: Readonly<Record<string, string>>): (socket: Socket) => void {
  return (socket) => {
    socket.write(`${lines[""] ?? "220 stand-in ESMTP"}\r\n`);
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        const key = Object.keys(lines).find((one) => one !== "" && line.toUpperCase().startsWith(one));
        if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write(`${(key === undefined ? "502 5.5.2 what?" : lines[key])?.replaceAll("\n", "\r\n")}\r\n`);
      }
    });
  };
}
