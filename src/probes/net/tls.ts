import { readFile } from "node:fs/promises";
import { isIP, type Socket } from "node:net";
import { connect as connectTls, type PeerCertificate, rootCertificates } from "node:tls";
import type { NetTarget } from "./address.ts";
import { connectSocket } from "./connect.ts";

/** What a person needs to see of a certificate. */
export interface CertificateFacts {
  readonly subject: string;
  /** Host names and addresses it is for. */
  readonly names: readonly string[];
  readonly issuer: string;
  /** The day it ends, as 2027-01-31. */
  readonly expires: string;
}

export function certificateFacts(certificate: PeerCertificate): CertificateFacts {
  const names = [...(certificate.subjectaltname ?? "").matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)];
  const expires = new Date(certificate.valid_to);
  return {
    subject: commonName(certificate.subject),
    names: names.map((match) => match[1] ?? ""),
    issuer: commonName(certificate.issuer),
    expires: Number.isNaN(expires.getTime()) ? certificate.valid_to : expires.toISOString().slice(0, 10),
  };
}

function commonName(name: PeerCertificate["subject"] | undefined): string {
  const first = (value: string | readonly string[] | undefined) => (typeof value === "string" ? value : value?.[0]);
  return first(name?.CN) ?? first(name?.O) ?? "?";
}

/**
 * Looks at a server's certificate without trusting it. `before` brings a plain connection to the point where TLS
 * begins (STARTTLS and its kin) and says whether it did. Null when there is no certificate to see.
 */
export async function peekCertificate(
  target: NetTarget,
  signal: AbortSignal,
  before: (socket: Socket, signal: AbortSignal) => Promise<boolean> = async () => true,
): Promise<CertificateFacts | null> {
  try {
    const socket = await connectSocket(target, signal);
    try {
      if (!(await before(socket, signal))) return null;
      return await handshake(socket, target, signal);
    } finally {
      socket.destroy();
    }
  } catch {
    return null;
  }
}

function handshake(socket: Socket, target: NetTarget, signal: AbortSignal): Promise<CertificateFacts | null> {
  const name = target.kind === "tcp" && isIP(target.host) === 0 ? { servername: target.host } : {};
  return new Promise((resolve) => {
    const none = () => resolve(null);
    const secure = connectTls({ socket, rejectUnauthorized: false, ...name }, () => {
      const certificate = secure.getPeerCertificate();
      resolve(certificate.subject ? certificateFacts(certificate) : null);
    });
    secure.once("error", none);
    secure.once("close", none);
    signal.addEventListener("abort", none, { once: true });
  });
}

/** Where OpenSSL's own store is as one file: Debian, Red Hat, Alpine and the BSDs, macOS. */
const systemStores = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
  "/usr/local/etc/ssl/cert.pem",
];

/** The CAs that Ruby trusts by itself: the system's, not those that come with Node. Undefined where no store is found. `instead`: for tests. */
export async function systemCas(instead: readonly string[] | undefined): Promise<string[] | undefined> {
  if (instead !== undefined) return [...rootCertificates, ...instead];
  for (const path of systemStores) {
    const text = await readFile(path, "utf8").catch(() => "");
    if (text.includes("BEGIN CERTIFICATE")) return [text];
  }
  return undefined;
}
