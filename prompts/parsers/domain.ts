import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import type { Parsed } from "../setting.ts";
import { accepted, alsoRefused, refused } from "./parsed.ts";
import { tidy } from "./tidy.ts";

type Checked = { readonly ok: true } | ReturnType<typeof refused>;

function checkLabel(label: string, value: string): Checked {
  if (label === "") return refused("domainDot", { value });
  if (label.length > 63) return refused("domainLabelLong", { value, label });
  if (label.includes("_")) return refused("domainUnderscore", { value });
  const odd = /[^a-z0-9-]/.exec(label);
  if (odd !== null) return refused("domainCharacter", { value, character: odd[0] });
  if (label.startsWith("-") || label.endsWith("-")) return refused("domainDash", { value });
  return { ok: true };
}

function checkLabels(name: string, value: string): Checked {
  const labels = name.split(".");
  const wrong = labels.map((label) => checkLabel(label, value)).find((checked) => !checked.ok);
  if (wrong !== undefined) return wrong;
  if (labels.length < 2) return refused("domainSingle", { value });
  if (/^\d+$/.test(labels.at(-1) ?? "")) return refused("domainAddress", { value });
  if (name.length > 253) return refused("domainLong", { value });
  if (labels.some((label) => label.startsWith("xn--")) && domainToASCII(name) === "") {
    return refused("domainUnicode", { value });
  }
  return { ok: true };
}

/** What is no part of a domain but is often pasted with it; null where it is fine. */
function checkShape(text: string): ReturnType<typeof refused> | null {
  const value = text;
  if (text === "") return refused("required");
  if (isIP(text.replace(/^\[|\]$/g, "")) !== 0) return refused("domainAddress", { value });
  if (/\s/.test(text)) return refused("domainSpace", { value });
  if (text.includes("@")) return refused("domainMailAddress", { value });
  if (/[/?#\\]/.test(text)) return refused("domainPath", { value });
  if (text.includes(":")) return refused("domainPort", { value });
  return null;
}

/**
 * The name of a site: lower case, punycode, nothing else. Mastodon compares it byte by byte and it never changes again, so what
 * the official wizard lets through (capitals, a leading dash, an IP address) is mended or refused here.
 */
export function domain(raw: string): Parsed<string> {
  const text = tidy(raw)
    .replace(/^https?:\/\//i, "")
    .replace(/^@/, "")
    .replace(/\/+$/, "");
  const shape = checkShape(text);
  if (shape !== null) return shape;
  const ascii = /[^\u0000-\u007f]/.test(text) ? domainToASCII(text) : text.toLowerCase();
  if (ascii === "") return refused("domainUnicode", { value: text });
  const checked = checkLabels(ascii, text);
  return checked.ok ? accepted(ascii, raw) : checked;
}

/** Domains with commas between; what separates them otherwise (blanks, 、) is mended. The first that is none is named. */
export function domains(raw: string): Parsed<readonly string[]> {
  const parts = raw.split(/[\s,、，;]+/).filter((part) => part !== "");
  const values: string[] = [];
  for (const part of parts) {
    const parsed = domain(part);
    if (!parsed.ok) return alsoRefused(parsed.problem);
    if (!values.includes(parsed.value)) values.push(parsed.value);
  }
  return accepted<readonly string[]>(values, raw.replace(/,\s+/g, ","));
}
