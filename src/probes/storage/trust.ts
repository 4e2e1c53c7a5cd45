import { readFile } from "node:fs/promises";
import { systemStore } from "../net/tls.ts";

/** Where OpenSSL's own store is as one file: Debian, Red Hat, Alpine and the BSDs, macOS. */
const systemStores = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
  "/usr/local/etc/ssl/cert.pem",
];

/** The CAs that Ruby trusts without AWS_CA_BUNDLE: the system's, not those that come with Node. Undefined where no store is found. */
export async function systemCas(instead: readonly string[] | undefined): Promise<readonly string[] | undefined> {
  if (instead !== undefined) return systemStore(instead);
  for (const path of systemStores) {
    const text = await readFile(path, "utf8").catch(() => "");
    if (text.includes("BEGIN CERTIFICATE")) return [text];
  }
  return undefined;
}

/** The text of a bundle of CAs, or null where it can't be read as one. */
export async function caBundle(path: string): Promise<string | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.includes("-----BEGIN") && text.includes("CERTIFICATE-----") ? text : null;
}
