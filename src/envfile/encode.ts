import type { Runtime } from "../../prompts/answers.ts";
import { readerIds, readers } from "./readers/index.ts";
import type { ReaderId } from "./readers/reader.ts";

/** nul: no environment can hold it. not-text: half a character, or a code point that is none (systemd refuses the whole file). carriage-return, quotes: no spelling that all read alike. newline: docker's `--env-file` ends a value there. */
export type Unencodable = "nul" | "not-text" | "carriage-return" | "newline" | "quotes";

export type Encoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: Unencodable; readonly readers: readonly ReaderId[] };

/** Names that every reader takes; a dash, dot or space loses the line in some. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/**
 * How to write a value so that every reader reads the same bytes: bare, in single quotes or in double quotes, and never with an
 * escape, since no two parsers agree on those (Mastodon's own setup writes `"it\'s"`, and streaming keeps the backslash).
 * Ruby's dotenv would run `$(…)` outside single quotes. `readers` names who would differ with the best spelling there is.
 */
export function encode(value: string, runtime: Runtime = "systemd"): Encoded {
  if (value.includes("\0")) return { ok: false, reason: "nul", readers: readerIds };
  if (/[\p{Surrogate}\p{Noncharacter_Code_Point}]/u.test(value))
    return { ok: false, reason: "not-text", readers: readerIds };
  if (value.includes("\r")) return refused("carriage-return", value);
  if (runtime === "docker" && value.includes("\n")) return { ok: false, reason: "newline", readers: ["compose"] };
  if (/^[A-Za-z0-9_.,:/@%+=^-]*$/.test(value)) return { ok: true, text: value };
  if (!value.includes("'") && !value.endsWith("\\")) return { ok: true, text: `'${value}'` };
  if (!/["$\\`]/.test(value)) return { ok: true, text: `"${value}"` };
  return refused("quotes", value);
}

function refused(reason: Unencodable, value: string): Encoded {
  const spellings = [value, `'${value}'`, `"${value}"`].map((text) => differing(text, value));
  const best = spellings.reduce((least, one) => (one.length < least.length ? one : least));
  return { ok: false, reason, readers: best };
}

function differing(text: string, value: string): readonly ReaderId[] {
  return readerIds.filter((id) => readers[id](`K=${text}\n`).get("K") !== value);
}
