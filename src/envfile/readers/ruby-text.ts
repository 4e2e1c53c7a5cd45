import type { Variables } from "../../findings/variables.ts";
import { withoutLongGaps } from "./reader.ts";

/** What dotenv 2 and 3 have in common. Ruby's `\s` and `\w` are ASCII, its `$` and `.` know no line end but "\n": JavaScript's differ. */
const space = "[ \\t\\n\\v\\f\\r]";
const lineStart = "(?<![^\\n])";
const lineEnd = "(?![^\\n])";
const quoted = `${space}*'(?:\\\\'|[^'])*'|${space}*"(?:\\\\"|[^"])*"`;

/** One assignment. In version 3 a name alone is one too, and `bare` says what an unquoted value stops at. */
export function linePattern(options: { readonly bare: string; readonly nameAlone: boolean }): RegExp {
  const value = `(?:${space}*=${space}*?|:${space}+?)(?<value>${quoted}|${options.bare}+)?`;
  const assignment = options.nameAlone ? `(?:${value})?` : value;
  return new RegExp(
    `${lineStart}${space}*(?<export>export${space}+)?(?<key>[A-Za-z0-9_.]+)${assignment}${space}*(?:#[^\\n]*)?${lineEnd}`,
    "g",
  );
}

/** As Ruby's loader hands the file to the parser: without a byte order mark, every line ending in "\n". */
export function normalized(text: string): string {
  return withoutLongGaps(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
}

export interface Unquoted {
  readonly value: string;
  readonly quote: "'" | '"' | null;
}

export function unquote(raw: string): Unquoted {
  const stripped = raw.replace(/^[\0 \t\n\v\f\r]+|[\0 \t\n\v\f\r]+$/g, "");
  const match = /^(['"])([\s\S]*)\1$/.exec(stripped);
  if (!match) return { value: stripped, quote: null };
  return { value: match[2] ?? "", quote: match[1] === "'" ? "'" : '"' };
}

/** A backslash goes, what it stood before stays; only before `$` it waits for the substitutions. */
export function withoutBackslashes(value: string): string {
  return value.replace(/\\([^$])/g, "$1");
}

export function expandVariables(value: string, file: Variables, environment: Variables): string {
  return value.replace(/(\\)?\$(?!\()\{?([A-Z0-9_]+)?\}?/gi, (whole: string, backslash?: string, name?: string) => {
    if (backslash !== undefined) return whole.slice(1);
    if (name === undefined) return whole;
    return environment.get(name) ?? file.get(name) ?? "";
  });
}

/**
 * Takes the backslash from escaped `\$(…)`. Ruby would run the others in a shell; here their text stays, and the second answer
 * says that there was one.
 */
export function findCommands(value: string): { readonly value: string; readonly runs: boolean } {
  let result = "";
  let runs = false;
  let at = 0;
  while (at < value.length) {
    const escaped = value.startsWith("\\$(", at);
    const start = escaped ? at + 1 : at;
    const end = value.startsWith("$(", start) ? closingParenthesis(value, start + 1) : -1;
    if (end < 0) {
      result += value[at];
      at += 1;
      continue;
    }
    if (!escaped) runs = true;
    result += value.slice(start, end);
    at = end;
  }
  return { value: result, runs };
}

/** Where the balanced, nowhere empty parentheses that open at `from` have ended; -1 where they don't. */
function closingParenthesis(value: string, from: number): number {
  const depths: number[] = [];
  for (let at = from; at < value.length; at += 1) {
    if (value[at] === "(") {
      depths.push(0);
      continue;
    }
    if (value[at] === ")" && depths.pop() === 0) return -1;
    if (depths.length === 0) return at + 1;
    depths.push((depths.pop() ?? 0) + 1);
  }
  return -1;
}
