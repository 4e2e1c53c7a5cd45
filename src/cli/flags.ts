import { parseArgs } from "node:util";
import { nearest } from "../findings/nearest.ts";

export const commands = ["setup", "check", "questions", "secrets", "schema"] as const;
export type Command = (typeof commands)[number];

interface Flag {
  readonly short?: string;
  /** What stands for its value in the help; a flag without one is on or off. */
  readonly value?: string;
  readonly values?: readonly string[];
  /** Absent: every command takes it. */
  readonly commands?: readonly Command[];
}

/** Every flag, declared once: read by the parser and the help; its sentence is `cli.flags` in the locales. */
export const flags = {
  answers: { value: "FILE", commands: ["setup"] },
  defaults: { value: "FILE", commands: ["setup"] },
  "save-answers": { value: "FILE", commands: ["setup"] },
  "with-secrets": { commands: ["setup"] },
  env: { value: "FILE", commands: ["setup"] },
  mastodon: { value: "DIR", commands: ["setup", "check"] },
  "mastodon-version": { value: "X.Y", commands: ["setup", "check", "secrets"] },
  runtime: { value: "NAME", values: ["systemd", "docker"], commands: ["setup", "check"] },
  "dry-run": { commands: ["setup"] },
  print: { commands: ["setup"] },
  offline: { commands: ["setup"] },
  timeout: { value: "S", commands: ["setup", "check"] },
  "skip-steps": { commands: ["setup"] },
  step: { value: "NAME", values: ["database", "assets", "administrator"], commands: ["setup"] },
  "admin-password-file": { value: "FILE", commands: ["setup"] },
  fresh: { commands: ["setup"] },
  strict: { commands: ["check"] },
  list: { commands: ["check"] },
  missing: { value: "FILE", commands: ["secrets"] },
  lang: { value: "en|ja", values: ["en", "ja"] },
  json: { commands: ["setup", "check"] },
  plain: {},
  "no-color": {},
  "no-input": { commands: ["setup"] },
  yes: { short: "y", commands: ["setup"] },
  quiet: { short: "q" },
  verbose: { short: "v" },
  help: { short: "h" },
  version: { short: "V" },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof flags;
type ValueFlag = { [Name in FlagName]: (typeof flags)[Name] extends { value: string } ? Name : never }[FlagName];
type SwitchFlag = Exclude<FlagName, ValueFlag>;

export interface Options {
  readonly command: Command;
  readonly files: readonly string[];
  readonly value: Readonly<Partial<Record<ValueFlag, string>>>;
  readonly on: Readonly<Partial<Record<SwitchFlag, boolean>>>;
}

/** What is wrong with a command line (the sentence is `cli.usage` in the locales), and what of it is right. */
export interface UsageProblem extends Pick<Options, "value" | "on"> {
  readonly key: "unknownFlag" | "unknownCommand" | "valueMissing" | "valueUnexpected" | "badValue" | "tooManyFiles";
  readonly facts: Readonly<Record<string, string>>;
}

const table: Readonly<Record<string, Flag>> = flags;
const isCommand = (word: string): word is Command => commands.some((one) => one === word);

/** Reads the arguments after the program's name. The command comes first or is `setup`. */
export function parseFlags(argv: readonly string[]): Options | UsageProblem {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(table).map(([name, { short, value }]) => [
        name,
        { type: value ? "string" : "boolean", ...(short ? { short } : {}) } as const,
      ]),
    ),
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const command = words[0] !== undefined && isCommand(words[0]) ? words[0] : "setup";
  const files = words[0] === command ? words.slice(1) : words;
  const values: Record<string, string> = {};
  const switches: Record<string, boolean> = {};
  const wrong: Complaint[] = [];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const problem = problemOf(token.name, token.rawName, token.value, command);
    if (problem) wrong.push(problem);
    else if (typeof token.value === "string") values[token.name] = token.value;
    else switches[token.name] = true;
  }
  const problem = wrong[0] ?? wordProblem(files, command);
  const said = { value: values, on: switches };
  return problem ? { ...problem, ...said } : { command, files, ...said };
}

type Complaint = Pick<UsageProblem, "key" | "facts">;

function wordProblem([word]: readonly string[], command: Command): Complaint | null {
  if (word === undefined || command === "check") return null;
  return command === "setup"
    ? { key: "unknownCommand", facts: { word, nearest: nearest(word, commands) ?? "" } }
    : { key: "tooManyFiles", facts: { word } };
}

function problemOf(name: string, raw: string, value: string | undefined, command: Command): Complaint | null {
  const flag = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!flag || (flag.commands && !flag.commands.includes(command))) {
    const known = Object.keys(table).filter((one) => table[one]?.commands?.includes(command) ?? true);
    const near = nearest(name, known);
    return { key: "unknownFlag", facts: { flag: raw, command, nearest: near === null ? "" : `--${near}` } };
  }
  // A lone dash is standard input; "--answers --json" is a forgotten value.
  if (flag.value && (value === undefined || value === "" || /^-./.test(value)))
    return { key: "valueMissing", facts: { flag: raw, value: flag.value } };
  if (!flag.value && value !== undefined) return { key: "valueUnexpected", facts: { flag: raw } };
  if (flag.values && value !== undefined && !flag.values.includes(value)) {
    return { key: "badValue", facts: { flag: raw, value, values: flag.values.join(", ") } };
  }
  return null;
}
