/** What a socket, a resolver or a TLS handshake may fail with, in the words of `findings.md`. */
export type NetCause =
  | "unresolvable"
  | "refused"
  | "timeout"
  | "unreachable"
  | "reset"
  | "socket-missing"
  | "socket-denied"
  | "tls-untrusted"
  | "tls-hostname"
  | "not-tls"
  | "unknown";

const byCode: Readonly<Record<string, NetCause>> = {
  ENOTFOUND: "unresolvable",
  EAI_AGAIN: "unresolvable",
  EAI_FAIL: "unresolvable",
  EAI_NODATA: "unresolvable",
  ENODATA: "unresolvable",
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ENOENT: "socket-missing",
  ENOTDIR: "socket-missing",
  EACCES: "socket-denied",
  EPERM: "socket-denied",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-hostname",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-untrusted",
  CERT_HAS_EXPIRED: "tls-untrusted",
  CERT_NOT_YET_VALID: "tls-untrusted",
  CERT_UNTRUSTED: "tls-untrusted",
  ERR_SSL_WRONG_VERSION_NUMBER: "not-tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "not-tls",
  EPROTO: "not-tls",
};

/** The code of a Node error, of the first error inside an AggregateError, or of its cause; null where there is none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return "cause" in error ? errorCode(error.cause) : null;
}

/** One table for all clients: never the text of a message, which changes with the library and the system's language. */
export function netCause(error: unknown): NetCause {
  if (error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError")) return "timeout";
  const code = errorCode(error);
  return (code === null ? undefined : byCode[code]) ?? "unknown";
}
