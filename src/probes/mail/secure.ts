import { readFile } from "node:fs/promises";
import { isIP, type Socket } from "node:net";
import { connect, rootCertificates, type TLSSocket } from "node:tls";
import { orAbort } from "../net/abort.ts";
import { contextTrusting } from "../net/trust.ts";

/** Where systems keep the bundle of public CAs. */
export const bundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
  "/usr/local/etc/ssl/cert.pem",
  "/usr/local/share/certs/ca-root-nss.crt",
] as const;

/** What the server showed of itself. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly expires: string;
}

export interface Secured {
  readonly socket: TLSSocket;
  readonly version: string;
  readonly certificate: Certificate | null;
  /** Why the certificate is not accepted: an OpenSSL or Node code; null where it is. */
  readonly objection: string | null;
}

/** The text of a CA file, or null where OpenSSL could not load it: missing, unreadable, or without a certificate. */
export async function caFile(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, "utf8");
    return text.includes("-----BEGIN CERTIFICATE-----") || text.includes("-----BEGIN TRUSTED CERTIFICATE-----")
      ? text
      : null;
  } catch {
    return null;
  }
}

/** The first of the system's bundles that is here. */
export async function systemBundle(): Promise<string | null> {
  for (const path of bundles) if ((await caFile(path)) !== null) return path;
  return null;
}

/** SMTP_CA_FILE beside the system's store. `systemCas` (tests) stand for the latter together with Node's own list. */
export async function trusted(own: string | null, systemCas: readonly string[] | undefined): Promise<string[]> {
  const path = systemCas ? null : await systemBundle();
  const files = [...new Set([own, path])].filter((one) => one !== null);
  const texts = (await Promise.all(files.map(caFile))).filter((one) => one !== null);
  return path === null ? [...texts, ...(systemCas ?? []), ...rootCertificates] : texts;
}

/**
 * A TLS handshake on a connected socket. Resolves also with a certificate that is not trusted or for another name, which
 * `objection` says; rejects where no handshake comes about.
 */
export async function secure(
  socket: Socket,
  host: string,
  ca: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Secured> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const encrypted = connect({
    socket,
    host,
    ...name,
    rejectUnauthorized: false,
    ...(ca === undefined ? {} : { secureContext: contextTrusting(ca) }),
  });
  try {
    await orAbort(
      new Promise<void>((resolve, reject) => {
        encrypted.once("secureConnect", resolve).once("error", reject);
        encrypted.once("close", () => reject(new Error("closed in the handshake")));
      }),
      signal,
    );
  } catch (error) {
    encrypted.on("error", () => undefined).destroy();
    socket.on("error", () => undefined).destroy();
    throw error;
  }
  const error: unknown = encrypted.authorizationError;
  return {
    socket: encrypted,
    version: encrypted.getProtocol() ?? "TLS",
    certificate: certificateOf(encrypted),
    objection: encrypted.authorized ? null : codeOf(error),
  };
}

/** Node gives the code as text, or an Error that carries it. */
function codeOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error) return String(error.code);
  return typeof error === "string" ? error : "UNKNOWN";
}

function certificateOf(socket: TLSSocket): Certificate | null {
  const certificate = socket.getPeerCertificate();
  if (!certificate.subject) return null;
  const names = (certificate.subjectaltname ?? "")
    .split(", ")
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ""))
    .filter((entry) => entry !== "");
  const expires = new Date(certificate.valid_to);
  return {
    subject: String(certificate.subject.CN ?? ""),
    issuer: String(certificate.issuer?.CN ?? certificate.issuer?.O ?? ""),
    names,
    expires: Number.isNaN(expires.getTime()) ? certificate.valid_to : expires.toISOString().slice(0, 10),
  };
}
