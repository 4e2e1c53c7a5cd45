import { isIP, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import type { Parsed } from "../setting.ts";
import { accepted, refused } from "./parsed.ts";
import { absolutePath } from "./path.ts";
import { tidy } from "./tidy.ts";
import { isYamlScalar } from "./yaml.ts";

export interface HostOptions {
  /** Whether the directory or path of a Unix socket will do. */
  readonly socket: boolean;
}

/** Schemes that say no more than "this is an address"; a `postgres://` or `redis://` carries more than a host. */
const plainScheme = /^(?:https?|smtps?|tcp):\/\//i;

function name(text: string, raw: string): Parsed<string> {
  const value = text;
  const ascii = /[^\u0000-\u007f]/.test(text) ? domainToASCII(text) : text.toLowerCase();
  const bare = ascii.replace(/\.$/, "");
  const odd = /[^a-z0-9._-]/.exec(bare);
  if (odd !== null) return refused("hostCharacter", { value, character: odd[0] });
  if (bare === "" || bare.length > 253 || !/^[a-z0-9_]/.test(bare) || /\.\.|-$|\.$/.test(bare)) {
    return refused("hostInvalid", { value });
  }
  if (isIP(bare) === 0 && (isYamlScalar(bare) || /(?:^|\.)\d+$/.test(bare))) return refused("hostNumber", { value });
  return accepted(bare, raw);
}

/**
 * A machine: a name (also a container's, with underscores), an IPv4 or IPv6 address (brackets are taken off: each variable wants
 * its own spelling), or the absolute path of a socket. Names that YAML reads as a number or a word stop Mastodon's web process.
 */
export function host(options: HostOptions): (raw: string) => Parsed<string> {
  return (raw) => {
    const text = tidy(raw)
      .replace(plainScheme, "")
      .replace(/^unix:(?:\/\/)?(?=\/)/i, "")
      .replace(/(?<=[^/])\/+$/, "");
    const value = text;
    if (text === "") return refused("required");
    if (text.startsWith("/")) {
      if (!options.socket) return refused("hostPath", { value });
      const path = absolutePath(text);
      return path.ok ? accepted(path.value, raw) : path;
    }
    const literal = text.replace(/^\[(.*)\]$/, "$1").toLowerCase();
    // A colon at the end would make a key of it in YAML.
    if (isIPv6(literal) && !literal.includes("%")) return accepted(literal.replace(/::$/, "::0"), raw);
    // Without the value: a URL may carry a password.
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.includes("@")) return refused("hostUrl");
    if (/\s/.test(text)) return refused("hostSpace", { value });
    if (/[/?#\\]/.test(text)) return refused("hostPath", { value });
    if (text.includes(":")) return refused("hostPort", { value });
    return name(text, raw);
  };
}
