/** What a variable becomes that Mastodon's `config/database.yml` writes without quotes into a YAML line, as text for libpq. */
export type YamlValue =
  | { readonly kind: "text"; readonly text: string }
  /** Nothing: libpq's own default takes its place. */
  | { readonly kind: "nothing" }
  /** The file is no YAML any more, or the value no scalar: nothing that reads it starts. */
  | { readonly kind: "broken" };

const text = (value: string): YamlValue => ({ kind: "text", text: value });
const broken: YamlValue = { kind: "broken" };

/** Characters that begin something else than a plain scalar, or may not begin one. */
const indicator = /^(?:[[\]{},#&*!|>@`%]|[-?:](?:\s|$))/;

/**
 * Reads `value` as Ruby's Psych does behind `key: `. Only what can be told apart afterwards is modelled:
 * numbers, dates and words come back as Ruby's `to_s` prints them, which is what the pg gem sends.
 */
export function yamlValue(value: string): YamlValue {
  const trimmed = value.replace(/^[ \t]+|[ \t]+$/g, "");
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(trimmed)) return broken;
  if (trimmed === "") return { kind: "nothing" };
  if (/^["']/.test(trimmed)) return quoted(trimmed);
  if (/^#/.test(trimmed)) return { kind: "nothing" };
  if (indicator.test(trimmed)) return broken;
  const plain = trimmed.replace(/[ \t]+#.*$/, "");
  if (/:(?:[ \t]|$)/.test(plain)) return broken;
  return resolved(plain);
}

function quoted(value: string): YamlValue {
  const match = /^(?:'((?:[^']|'')*)'|"([^"\\]*)")[ \t]*(?:#.*)?$/.exec(value);
  if (!match) return broken;
  return text(match[1]?.replaceAll("''", "'") ?? match[2] ?? "");
}

/** The plain scalars of YAML 1.1 that are no strings in Ruby. */
function resolved(plain: string): YamlValue {
  if (/^(?:~|null)$/i.test(plain)) return { kind: "nothing" };
  if (/^(?:yes|true|on)$/i.test(plain)) return text("true");
  if (/^(?:no|false|off)$/i.test(plain)) return text("false");
  if (/^:./.test(plain)) return text(plain.replace(/^:(["'])(.*)\1.*$/, ":$2").replace(/^:/, ""));
  if (/^[-+]?\d[\d_]*(?::[0-5]?\d){1,2}(?:\.[\d_]*)?$/.test(plain)) return text(sexagesimal(plain));
  if (/^[-+]?(?:\d[\d_,]*)?\.\d*(?:[eE][-+]\d+)?$/.test(plain) && /\d/.test(plain)) return text(float(plain));
  return text(integer(plain) ?? plain);
}

function integer(plain: string): string | null {
  const match = /^([-+]?)(0b[01_,]+|0[0-7_,]+|0x[\da-f_,]+|0|[1-9](?:\d|,\d|_\d)*)$/i.exec(plain);
  if (!match) return null;
  const digits = (match[2] ?? "").replace(/[_,]/g, "").replace(/^0(?=[0-7])/, "0o");
  try {
    return `${match[1] === "-" ? "-" : ""}${BigInt(digits)}`;
  } catch {
    return null;
  }
}

function float(plain: string): string {
  const value = Number(plain.replace(/[,_]/g, ""));
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function sexagesimal(plain: string): string {
  const parts = plain.split(":").map((part) => Number(part.replaceAll("_", "")));
  return String(parts.reduce((sum, part, index) => sum + part * 60 ** Math.abs(index - 2), 0));
}
