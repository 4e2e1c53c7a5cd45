import { setTimeout as delay } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { within } from "./abort.ts";
import type { NetTarget } from "./address.ts";
import { connectSocket, firstBytes } from "./connect.ts";

export type Protocol = "PostgreSQL" | "Redis" | "MySQL" | "HTTP" | "SSH" | "SMTP" | "FTP" | "TLS";

/** How long a service may think before it counts as silent. */
const patience = 1500;

/** PostgreSQL's SSLRequest: it answers S or N, before any login. */
export const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Which protocol answers there, by what it says to a few harmless bytes. TLS only where nothing else is recognised.
 * Null when nothing answers, or nothing that we know, within `patience`.
 */
export async function identify(target: NetTarget, parent: AbortSignal): Promise<Protocol | null> {
  const { signal, release } = within(parent, patience);
  const enough = new AbortController();
  const until = AbortSignal.any([signal, enough.signal]);
  const greeting = ask(target, Buffer.from("PING\r\n\r\n"), until).then((text) => byGreeting(text ?? ""));
  const postgres = ask(target, sslRequest, until).then((text) => (/^[SN]$/.test(text ?? "") ? "PostgreSQL" : null));
  const tls = speaksTls(target, until).then((yes) => (yes ? "TLS" : null));
  try {
    return await Promise.any([known(greeting), known(postgres)]).catch(() => tls);
  } finally {
    enough.abort();
    release();
    await Promise.all([greeting, postgres, tls]);
  }
}

async function known(protocol: Promise<Protocol | null>): Promise<Protocol> {
  const one = await protocol;
  if (one === null) throw new Error("unknown");
  return one;
}

/** How long a server may keep `work` waiting before we ask who it is. */
const silence = 700;

/**
 * Does `work`, which never rejects. A server of another protocol often just waits for more: after a while it is asked
 * who it is, and when that is not `expected`, `work`'s signal fires. `protocol` is what was found out, if it was asked.
 */
export async function whileWatching<T>(
  target: NetTarget,
  expected: Protocol,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly value: T; readonly protocol: Protocol | null }> {
  const foreign = new AbortController();
  const over = new AbortController();
  const watch = async (): Promise<Protocol | null> => {
    const both = AbortSignal.any([signal, over.signal]);
    if (!(await delay(silence, true, { signal: both }).catch(() => false))) return null;
    const protocol = await identify(target, both);
    if (protocol !== null && protocol !== expected) foreign.abort(new DOMException(protocol, "AbortError"));
    return protocol;
  };
  const watching = watch();
  const value = await work(AbortSignal.any([signal, foreign.signal]));
  over.abort();
  return { value, protocol: await watching };
}

/** Whether a PostgreSQL server answers there, whatever its TLS. */
export async function isPostgres(target: NetTarget, signal: AbortSignal): Promise<boolean> {
  return /^[SN]$/.test((await ask(target, sslRequest, signal)) ?? "");
}

/** Whether a Redis server answers there without TLS. */
export async function isRedis(target: NetTarget, signal: AbortSignal): Promise<boolean> {
  return byGreeting((await ask(target, Buffer.from("PING\r\n"), signal)) ?? "") === "Redis";
}

async function ask(target: NetTarget, bytes: Buffer, signal: AbortSignal): Promise<string | null> {
  try {
    const socket = await connectSocket(target, signal);
    try {
      const answer = firstBytes(socket, signal);
      socket.write(bytes);
      return await answer;
    } finally {
      socket.destroy();
    }
  } catch {
    return null;
  }
}

/** From the first bytes of an answer, as latin1. */
export function byGreeting(text: string): Protocol | null {
  if (/^(?:\+PONG|-NOAUTH|-ERR|-DENIED|-LOADING|-MISCONF|-WRONGPASS|-NOPERM)/.test(text)) return "Redis";
  if (/^HTTP\/|^<(?:!doctype|html)/i.test(text)) return "HTTP";
  if (text.startsWith("SSH-")) return "SSH";
  if (/^[245]\d\d[ -]/.test(text)) return /smtp|mail|postfix|exim/i.test(text) ? "SMTP" : "FTP";
  // A packet's length, its number 0, then protocol version 10 or an error.
  if (/^[\s\S]{3}\0[\n\xff]/.test(text)) return "MySQL";
  return null;
}

async function speaksTls(target: NetTarget, signal: AbortSignal): Promise<boolean> {
  try {
    const socket = await connectSocket(target, signal);
    try {
      return await new Promise<boolean>((resolve) => {
        const secure = connectTls({ socket, rejectUnauthorized: false }, () => resolve(true));
        const no = () => resolve(false);
        secure.once("error", no);
        secure.once("close", no);
        signal.addEventListener("abort", no, { once: true });
      });
    } finally {
      socket.destroy();
    }
  } catch {
    return false;
  }
}
