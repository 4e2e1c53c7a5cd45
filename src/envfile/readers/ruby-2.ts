import type { Variables } from "../../findings/variables.ts";
import type { Reader } from "./reader.ts";
import { expandVariables, findCommands, linePattern, normalized, unquote, withoutBackslashes } from "./ruby-text.ts";

/** Ruby's dotenv 2.8, the one of Mastodon 4.2 (measured with 2.8.1): `\n` in double quotes is a line break. */
export const ruby2: Reader = (text, environment = new Map()) => {
  const variables = new Map<string, string>();
  const lines = normalized(text);
  const pattern = linePattern({ bare: "[^#\\r\\n]", nameAlone: false });
  for (const { groups = {} } of lines.matchAll(pattern)) {
    variables.set(groups.key ?? "", parseValue(groups.value ?? "", variables, environment));
  }
  const rest = lines.replace(pattern, "").split(/[\n\r]+/);
  // `export KEY` without a value raises a FormatError unless KEY is set somewhere in the file: Rails does not boot.
  return rest.some((line) => exportsUnset(line, variables)) ? new Map() : variables;
};

function exportsUnset(line: string, variables: Variables): boolean {
  const [first, ...names] = line.split(/[ \t\n\v\f\r\0]+/).filter((word) => word !== "");
  return first === "export" && !names.every((name) => variables.has(name));
}

function parseValue(raw: string, file: Variables, environment: Variables): string {
  const { value, quote } = unquote(raw);
  if (quote === "'") return value;
  const broken = quote === '"' ? value.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : value;
  return findCommands(expandVariables(withoutBackslashes(broken), file, environment)).value;
}
