import { format } from "../../prompts/locales/format.ts";
import type { Language, Messages } from "../../prompts/locales/load.ts";
import type { Variables } from "../findings/variables.ts";
import { colourLevel } from "../report/colour.ts";
import { createLook, type Look, speaksUnicode } from "../report/look.ts";
import { isSecretName } from "../secrets/names.ts";
import { createRedactor, type Redactor } from "../secrets/redact.ts";
import { exitCode, Stop } from "./exit.ts";
import type { Options, UsageProblem } from "./flags.ts";
import type { Io } from "./io.ts";

/** How a run speaks: one language, one look, and a redactor that everything passes through on its way out. */
export interface Speaker {
  readonly messages: Messages;
  readonly language: Language;
  readonly look: Look;
  readonly redactor: Redactor;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** No symbols that carry meaning alone, no redraw: screen readers, logs. */
  readonly plain: boolean;
  /** To people, on standard error. Silent under --quiet. */
  say(...lines: readonly string[]): void;
  /** To people, also under --quiet: what went wrong. */
  complain(...lines: readonly string[]): void;
  /** Data, on standard output. */
  data(text: string): void;
  /** One JSON document on standard output. `open` is added to it unredacted: the new administrator's password. */
  json(document: object, open?: object): void;
}

export interface SpeakerOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly plain: boolean;
  readonly noColour: boolean;
}

export function createSpeaker(io: Io, messages: Messages, language: Language, options: SpeakerOptions): Speaker {
  const redactor = createRedactor();
  const look = createLook({
    columns: () => io.stderr.columns,
    colour: colourLevel({ env: io.env, isTTY: io.stderr.isTTY === true, refused: options.noColour || options.plain }),
    unicode: speaksUnicode(io.env) && !options.plain,
    redact: redactor.redact,
  });
  const write = (lines: readonly string[]) => {
    for (const line of lines) io.stderr.write(`${redactor.redact(line)}\n`);
  };
  return {
    messages,
    language,
    look,
    redactor,
    quiet: options.quiet,
    verbose: options.verbose,
    plain: options.plain,
    say: (...lines) => (options.quiet ? undefined : write(lines)),
    complain: (...lines) => write(lines),
    data: (text) => void io.stdout.write(redactor.redact(text)),
    json: (document, open = {}) => {
      const text = JSON.stringify({ ...redacted(document, redactor), ...open }, null, 2);
      io.stdout.write(`${text}\n`);
    },
  };
}

/** Words of our own and places, that scripts read. Hiding "password" in `database.password-wrong` would break them, and tell the password. */
const ours: ReadonlySet<string> = new Set(
  "schema version runtime id section status effect process variables docs path backup log".split(" "),
);

/** Each string by itself: across the quotes and commas of JSON a secret might match what is none. What `facts` say is never ours. */
function redacted<Value>(value: Value, redactor: Redactor, inFacts?: boolean): Value;
function redacted(value: unknown, redactor: Redactor, inFacts = false): unknown {
  if (typeof value === "string") return redactor.redact(value);
  if (Array.isArray(value)) return value.map((one) => redacted(one, redactor, inFacts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      ours.has(key) && !inFacts ? one : redacted(one, redactor, inFacts || key === "facts"),
    ]),
  );
}

/**
 * Teaches the redactor the secrets among `variables`. A password that is also a public word of the same configuration
 * ("mastodon" for the role "mastodon") is left: hiding it would mask paths and names that scripts read, and hide nothing.
 */
export function learnSecrets(redactor: Redactor, variables: Variables): void {
  const open = [...variables].filter(([name]) => !isSecretName(name)).map(([, value]) => value);
  for (const [name, value] of variables) {
    if (isSecretName(name) && !open.includes(value)) redactor.learn(value);
  }
}

/** `mastosetup: sentence`, then indented lines: how every refusal looks. */
export function refusal(title: string, ...lines: readonly string[]): readonly string[] {
  return [`mastosetup: ${title}`, ...lines.map((line) => `  ${line}`)];
}

/** Why a command line is wrong, what was probably meant, and where the help is. */
export function usageLines({ cli }: Messages, { key, facts }: UsageProblem): readonly string[] {
  const near = facts.nearest ? [format(cli.usage.nearest, facts)] : [];
  return refusal(format(cli.usage[key], facts), ...near, cli.usage.help);
}

type EnvFileReason = keyof Messages["cli"]["envFile"]["reasons"];

/** Why an env file can't be read or written, with its place. */
export function envFileProblem(
  { cli }: Messages,
  path: string,
  {
    reason,
    line = null,
    code = null,
  }: { readonly reason: EnvFileReason; readonly line?: number | null; readonly code?: string | null },
  sentence: "unreadable" | "unwritable" = "unreadable",
): string {
  const place = line === null ? "" : format(cli.envFile.line, { line });
  return format(cli.envFile[sentence], {
    path,
    reason: format(cli.envFile.reasons[reason], { code: code ?? "" }) + place,
  });
}

/** `--timeout` in milliseconds. */
export function deadlineOf({ value }: Options, { cli }: Messages): number {
  const seconds = Number(value.timeout ?? 10);
  if (seconds >= 1 && seconds <= 600) return seconds * 1000;
  throw new Stop(exitCode.usage, refusal(format(cli.usage.badTimeout, { value: value.timeout ?? "" })));
}

export { format };
