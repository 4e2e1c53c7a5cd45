import { domainToASCII } from "node:url";
import type { Parsed } from "../setting.ts";
import { domain } from "./domain.ts";
import { accepted, refused } from "./parsed.ts";
import { controlCharacter, halfWidth, tidy } from "./tidy.ts";

const localPart = /^(?!\.*$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const localNames = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** The domain behind the @; a machine's own name without a dot (`root@localhost`) is one too. */
function mailDomain(text: string): string | null {
  const parsed = domain(text);
  if (parsed.ok && !/^(?:https?:|@)|\/$/i.test(text)) return parsed.value;
  return localNames.test(text.toLowerCase()) && domainToASCII(text) !== "" && !/^\d+$/.test(text)
    ? text.toLowerCase()
    : null;
}

/** Splits and checks `local@domain`, with the domain in lower case and punycode. */
function addrSpec(text: string): Parsed<string> {
  const at = text.lastIndexOf("@");
  if (at < 0) return refused("addressAt", { value: text });
  const local = text.slice(0, at);
  if (!localPart.test(local)) return refused("addressLocal", { value: text });
  const host = mailDomain(text.slice(at + 1));
  return host === null ? refused("addressDomain", { value: text }) : { ok: true, value: `${local}@${host}` };
}

/** One e-mail address. Given with a name (`Alice <a@b>`) or as `mailto:`, the address is what stays. */
export function mailAddress(raw: string): Parsed<string> {
  const text = tidy(raw).replace(/^mailto:/i, "");
  const inner = /<([^<>]*)>$/.exec(text)?.[1] ?? text;
  if (text === "") return refused("required");
  if (controlCharacter(text) !== null || /[\s,;]/.test(inner.trim())) return refused("addressOne", { value: text });
  const parsed = addrSpec(inner.trim());
  return parsed.ok ? accepted(parsed.value, raw) : parsed;
}

/** The administrator's address, as Mastodon checks a user's: no `%` before the @, at most 320 characters, a domain with a dot. */
export function userAddress(raw: string): Parsed<string> {
  const parsed = mailAddress(raw);
  if (!parsed.ok) return parsed;
  const value = parsed.value;
  if (value.includes("%")) return refused("addressPercent", { value });
  if (!value.slice(value.lastIndexOf("@")).includes(".")) return refused("addressDomain", { value });
  return value.length > 320 ? refused("addressLong", { value }) : parsed;
}

/** Words that Ruby's Mail reads as a display name without quotes, in 2.8 and 2.9 alike. A dot or two blanks in it already go wrong. */
const plainName = /^[\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+(?: [\w!#$%&'*+/=?^`{|}~\u0080-\uffff-]+)*$/;
const quotedName = /^"(?:[^"\\\u0000-\u001f\u007f]|\\[ -~])*"$/;

function withName(name: string, address: string): string {
  const text = name.trim();
  if (text === "" || text === `""`) return address;
  if (plainName.test(text) || quotedName.test(text)) return `${text} <${address}>`;
  const quoted = text.replace(/^"(.*)"$/, "$1").replace(/["\\]/g, "\\$&");
  return `"${quoted}" <${address}>`;
}

/**
 * The From header. Mastodon hands it to Ruby's Mail while it boots, which stops at `Name: x <a@b>` or `John [x] <a@b>`
 * (mastodon#16672) and takes `A, B <a@b>` for two senders; a name that needs quotes gets them.
 */
export function sender(raw: string): Parsed<string> {
  const whole = /^(['"“])(.*<[^<>]*>)['"”]$/.exec(raw.trim())?.[2] ?? raw.trim();
  if (whole === "") return refused("required");
  if (controlCharacter(whole) !== null) return refused("senderControl");
  const parts = /^(.*?)\s*[<＜]([^<>＜＞]*)[>＞]$/.exec(whole);
  if (parts === null && /[<>＜＞]/.test(whole)) return refused("senderBracket", { value: whole });
  const address = mailAddress(parts?.[2] ?? halfWidth(whole));
  if (!address.ok) return address;
  return accepted(withName(parts?.[1] ?? "", address.value), raw);
}
