import type { Variables } from "../../findings/variables.ts";
import type { Reader } from "./reader.ts";
import { expandVariables, findCommands, linePattern, normalized, unquote, withoutBackslashes } from "./ruby-text.ts";

const none: Variables = new Map();

interface Reading {
  readonly variables: Variables;
  readonly commands: readonly string[];
}

/** Ruby's dotenv 3, the one of Mastodon 4.3 and newer (measured with 3.2.0). */
export const ruby: Reader = (text, environment = none) => read(text, environment).variables;

/**
 * The variables in whose values dotenv would run a `$(command)` when Mastodon starts. Their values are not known before.
 * Only names: what stands in the parentheses may be a piece of a password.
 */
export function rubyCommands(text: string, environment: Variables = none): readonly string[] {
  return read(text, environment).commands;
}

function read(text: string, environment: Variables): Reading {
  const variables = new Map<string, string>();
  const commands = new Set<string>();
  for (const { groups = {} } of normalized(text).matchAll(linePattern({ bare: "[^#\\n]", nameAlone: true }))) {
    const key = groups.key ?? "";
    if (groups.export !== undefined && groups.value === undefined) {
      // `export KEY` and, oddly, `export KEY=` raise a FormatError unless KEY was set before: Rails does not boot.
      if (!variables.has(key) && !environment.has(key)) return { variables: none, commands: [] };
      continue;
    }
    const legacy = (variables.get(lineBreaks) ?? environment.get(lineBreaks)) === "legacy";
    const parsed = parseValue(groups.value ?? "", legacy, variables, environment);
    variables.set(key, parsed.value);
    if (parsed.runs) commands.add(key);
    else commands.delete(key);
  }
  return { variables, commands: [...commands] };
}

/** Set to "legacy" it brings back what dotenv 2 did with `\n` in double quotes. */
const lineBreaks = "DOTENV_LINEBREAK_MODE";

function parseValue(raw: string, legacy: boolean, file: Variables, environment: Variables) {
  const { value, quote } = unquote(raw);
  if (quote === "'") return { value, runs: false };
  const broken = quote === '"' ? keepLineBreaks(value, legacy) : value;
  const found = findCommands(withoutBackslashes(broken));
  return { value: expandVariables(found.value, file, environment), runs: found.runs };
}

/** Since version 3 `\n` stays two characters: a backslash more saves it from being un-escaped. */
function keepLineBreaks(value: string, legacy: boolean): string {
  if (legacy) return value.replaceAll("\\n", "\n").replaceAll("\\r", "\r");
  return value.replaceAll("\\n", "\\\\n").replaceAll("\\r", "\\\\r");
}
