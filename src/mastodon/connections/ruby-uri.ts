/** The parts of a URI as Ruby's `uri` hands them out: still percent-encoded, null where absent. */
export interface RubyUri {
  readonly scheme: string | null;
  readonly user: string | null;
  readonly password: string | null;
  /** Without the brackets of an IPv6 literal. */
  readonly host: string | null;
  readonly port: number | null;
  readonly path: string;
  readonly query: string | null;
  readonly opaque: string | null;
}

interface Grammar {
  readonly host: RegExp;
  readonly emptyAuthority: boolean;
}

const userPart = /^(?:[-\w.!~*'();&=+$,]|%[\da-fA-F]{2})*$/;
const passwordPart = /^(?:[-\w.!~*'();:&=+$,]|%[\da-fA-F]{2})*$/;
const pathPart = /^(?:[-\w.!~*'():@&=+$,;/]|%[\da-fA-F]{2})*$/;
const queryPart = /^(?:[-\w.!~*'();/?:@&=+$,[\]]|%[\da-fA-F]{2})*$/;

/** Rails reads DATABASE_URL by this older grammar: no underscore in a host, and none at all only as `scheme:///path`. */
const rfc2396: Grammar = { host: /^(?:\[[\da-fA-F:.]+\]|(?:[a-zA-Z\d.-]|%[\da-fA-F]{2})+)$/, emptyAuthority: false };
const rfc3986: Grammar = {
  host: /^(?:\[[\da-fA-F:.]+\]|(?:[-\w.!~*'();&=+$,]|%[\da-fA-F]{2})*)$/,
  emptyAuthority: true,
};

/** URI::RFC2396_Parser, which strips white space. Null where Ruby raises URI::InvalidURIError. */
export function parseRfc2396(url: string): RubyUri | null {
  return parse(url.trim(), rfc2396);
}

/** `URI()`, which the Redis clients use. Null where Ruby raises URI::InvalidURIError. */
export function parseRfc3986(url: string): RubyUri | null {
  return parse(url, rfc3986);
}

function parse(url: string, grammar: Grammar): RubyUri | null {
  const [, scheme = null, rest = ""] = /^(?:([a-zA-Z][-+.a-zA-Z\d]*):)?([^#]*)/s.exec(url) ?? [];
  if (scheme !== null && rest !== "" && !rest.startsWith("/")) return { ...nothing, scheme, opaque: rest };
  if (scheme !== null && rest === "") return null;
  const [, hierarchy = "", query = null] = /^([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  if (query !== null && !queryPart.test(query)) return null;
  const [, authority = null, path = ""] = /^(?:\/\/([^/]*))?(.*)$/s.exec(hierarchy) ?? [];
  // A relative reference has no colon before its first slash: "127.0.0.1:6379" is no URI.
  if (!pathPart.test(path) || (scheme === null && /^[^/]*:/.test(path))) return null;
  const named = authority === null ? nothing : parseAuthority(authority, path, grammar);
  return named && { ...named, scheme, path, query };
}

const nothing: RubyUri = {
  scheme: null,
  user: null,
  password: null,
  host: null,
  port: null,
  path: "",
  query: null,
  opaque: null,
};

function parseAuthority(authority: string, path: string, grammar: Grammar): RubyUri | null {
  if (authority === "") return grammar.emptyAuthority || path !== "" ? nothing : null;
  const match = /^(?:([^:@]*)(?::([^@]*))?@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority);
  if (!match) return null;
  const [, user, password, host = "", port = ""] = match;
  if (!grammar.host.test(host) || !userPart.test(user ?? "") || !passwordPart.test(password ?? "")) return null;
  return {
    ...nothing,
    user: user === "" && password === undefined ? null : (user ?? null),
    password: password ?? null,
    host: host === "" ? null : host.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? null : Number(port),
  };
}

/** `%41` to `A`; what is no escape stays (URI::RFC2396_Parser#unescape, CGI.unescape without its plus). */
export function percentDecode(value: string): string {
  return Buffer.from(
    value.replace(/%[\da-fA-F]{2}|[^%]+|%/g, (part) =>
      part.length === 3 && part.startsWith("%")
        ? String.fromCharCode(Number.parseInt(part.slice(1), 16))
        : Buffer.from(part, "utf8").toString("latin1"),
    ),
    "latin1",
  ).toString("utf8");
}

/** As a form decodes it: `+` is a space (CGI.unescape, URI.decode_www_form_component). */
export function formDecode(value: string): string {
  return percentDecode(value.replaceAll("+", " "));
}
