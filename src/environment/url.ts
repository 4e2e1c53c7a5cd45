/** A URL of a service, decoded. Absent parts are null. */
export interface ServiceUrl {
  readonly scheme: string;
  readonly user: string | null;
  readonly password: string | null;
  /** An IPv6 address stands without its brackets. */
  readonly host: string;
  readonly port: string | null;
  readonly path: string | null;
  readonly query: ReadonlyMap<string, string>;
}

/**
 * Percent-encodes everything but letters, digits, `.`, `_` and `-`. Ruby and Node read that alike, which they do not for a raw `+`
 * (Ruby's Redis client makes a space of it), and no parser of env files sees anything special in it.
 */
export function encodePart(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

/** The text behind percent signs; null where it is malformed, or holds a `+`, which Ruby and Node read differently. */
function decodePart(text: string): string | null {
  if (text.includes("+")) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const form =
  /^([a-z]+):\/\/(?:([^:@/?#]*)(?::([^:@/?#]*))?@)?(\[[0-9A-Fa-f:.]+\]|[^:@/?#[\]]*)(?::(\d+))?(?:\/([^?#[\]]*))?(?:\?([^#[\]]*))?$/;

/** Takes a URL apart that Ruby and Node read alike; null for any other text. */
export function parseServiceUrl(text: string): ServiceUrl | null {
  const match = /^[A-Za-z0-9._~!$&'()*,;=:@%/?[\]-]+$/.test(text) ? form.exec(text) : null;
  if (match === null) return null;
  const [, scheme = "", user, password, host = "", port, path, query = ""] = match;
  const pairs = query === "" ? [] : query.split("&").map((pair) => splitOnce(pair, "=").map(decodePart));
  const parts = [user, password, host, path].map((part) => (part === undefined ? undefined : decodePart(part)));
  if (parts.includes(null) || pairs.some((pair) => pair.includes(null))) return null;
  return {
    scheme,
    user: parts[0] ?? null,
    password: parts[1] ?? null,
    host: (parts[2] ?? "").replace(/^\[(.*)\]$/, "$1"),
    port: port ?? null,
    path: parts[3] ?? null,
    query: new Map(pairs.map(([key, value]) => [key ?? "", value ?? ""])),
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** `::1` and the like: an IPv6 address in letters and colons. */
export function isIpv6(host: string): boolean {
  return /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(host);
}

/** A host as it stands in a URL. */
export function hostInUrl(host: string): string {
  return isIpv6(host) ? `[${host}]` : host;
}

/** One spelling for each address: `0::1` is `::1`. */
export function canonicalHost(host: string): string {
  const url = `http://[${host}]`;
  return isIpv6(host) && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : host;
}
