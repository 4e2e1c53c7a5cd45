import { format } from "../../prompts/locales/format.ts";
import type { Language, Messages } from "../../prompts/locales/load.ts";
import { colourLevel } from "../report/colour.ts";
import { createLook, type Look, speaksUnicode } from "../report/look.ts";
import { createRedactor, type Redactor } from "../secrets/redact.ts";
import { isSecretName } from "../secrets/names.ts";
import type { Variables } from "../findings/variables.ts";
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
  };
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

export { format };
