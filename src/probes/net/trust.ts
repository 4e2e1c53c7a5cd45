import { createSecureContext, type SecureContext } from "node:tls";

const contexts = new Map<string, SecureContext>();

/**
 * What trusts these CAs (PEM texts). Made once for each set: a system's bundle has some 140 certificates, whose parsing takes
 * 20 ms, and the mail probe, the storage probe and every try of a remedy trust the same.
 */
export function contextTrusting(cas: readonly string[]): SecureContext {
  const key = cas.join("\0");
  const known = contexts.get(key) ?? createSecureContext({ ca: [...cas] });
  contexts.set(key, known);
  return known;
}
