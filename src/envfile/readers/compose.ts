import type { Variables } from "../../findings/variables.ts";
import { interpolate, type Lookup } from "./compose-template.ts";
import type { Reader } from "./reader.ts";

/** Go's unicode.IsSpace, and the same without the line break. */
const anySpace = "\\t\\n\\v\\f\\r \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
const leadingBlank = /^[\t\v\f\r \x85\xA0]+/;
const trailingSpace = new RegExp(`[${anySpace}]+$`);
const skipped = new RegExp(`^(?:[${anySpace}]+|#[^\\n]*(?:\\n|$))+`);
const name = /^[\p{L}\p{N}_.[\]\t\v\f\r \x85\xA0-]*/u;

/** A step through the file: what was set and what is left to read; null where compose refuses the file. */
interface Step {
  readonly key: string;
  readonly value: string | undefined;
  readonly rest: string;
}

/**
 * The `env_file` of docker compose v2 (compose-go's dotenv). One line that it can't read makes it refuse the whole file, and no
 * container starts. `docker run --env-file` is another parser: it keeps quotes (mastodon#16895).
 */
export const compose: Reader = (text, environment = new Map()) => {
  const variables = new Map<string, string>();
  const lookup: Lookup = (one) => environment.get(one) ?? variables.get(one);
  let rest = text.replace(/^\uFEFF/, "").replace(skipped, "");
  while (rest !== "") {
    const step = statement(rest, lookup, environment);
    if (step === null) return new Map();
    if (step.value !== undefined && step.key !== "") variables.set(step.key, step.value);
    rest = step.rest.replace(skipped, "");
  }
  return variables;
};

function statement(source: string, lookup: Lookup, environment: Variables): Step | null {
  const text = /^export[\t\n\f\r ]/.test(source) ? source.slice("export".length).replace(leadingBlank, "") : source;
  const length = name.exec(text)?.[0].length ?? 0;
  const end = text[length];
  // A last line without "=" nor line break is a value without a name.
  if (end === undefined) return valueIn(text, "", lookup);
  if (end !== "=" && end !== ":" && end !== "\n") return null;
  const key = text.slice(0, length).replace(trailingSpace, "");
  if (key.includes(" ")) return null;
  const rest = text.slice(length + 1).replace(leadingBlank, "");
  return end === "\n" ? { key, value: environment.get(key), rest } : valueIn(rest, key, lookup);
}

function valueIn(text: string, key: string, lookup: Lookup): Step | null {
  const quote = text[0];
  if (quote === '"' || quote === "'") return quotedValue(text, quote, key, lookup);
  const end = text.includes("\n") ? text.indexOf("\n") : text.length;
  const line = text.slice(0, end);
  const comment = line.indexOf(" #");
  const value = (comment < 0 ? line : line.slice(0, comment)).replace(trailingSpace, "");
  return expanded(value, key, text.slice(end + 1), lookup);
}

function quotedValue(text: string, quote: string, key: string, lookup: Lookup): Step | null {
  const match = new RegExp(`^${quote}((?:[^${quote}\\\\]|\\\\[\\s\\S])*)${quote}`).exec(text);
  if (!match) return null;
  const value = (match[1] ?? "").replaceAll(`\\${quote}`, quote);
  const rest = text.slice(match[0].length);
  return quote === "'" ? { key, value, rest } : expanded(expandEscapes(value), key, rest, lookup);
}

function expanded(value: string, key: string, rest: string, lookup: Lookup): Step | null {
  const result = interpolate(value, lookup);
  return result === null ? null : { key, value: result, rest };
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  $: "$$",
};

/** Only in double quotes. `\$` becomes the `$$` that interpolation turns into a dollar; octal needs its three digits. */
function expandEscapes(value: string): string {
  return value.replace(/\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g, (whole: string, letter?: string, digits?: string) => {
    if (letter !== undefined) return escapes[letter] ?? whole;
    return digits !== undefined && /^[0-3][0-7]{2}$/.test(digits)
      ? String.fromCharCode(Number.parseInt(digits, 8))
      : whole;
  });
}
