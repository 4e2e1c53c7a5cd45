import type { Work } from "./asker.ts";

/** What a typed line means. `anyway`: unlikely to be meant, but it stands if the person insists. */
export type Checked =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly sentence: string; readonly anyway?: { readonly value: unknown } };

export interface TextQuestion {
  readonly label: string;
  /** What Enter alone takes, as it may be shown. */
  readonly fallback: string | null;
  /** Never shown while it is typed, only counted. */
  readonly secret: boolean;
  /** Offered one after another on Tab. */
  readonly suggestions: readonly string[];
  /** Lines below, quiet. */
  readonly hints: readonly string[];
  /** Why it is asked again. */
  readonly complaint: string | null;
  /** `?`, `<`, `+` and `-` alone are not answers but keys of the interview; the others are left to `check`. */
  readonly keys: Keys;
  readonly check: (raw: string) => Checked;
  /** "12 characters" */
  readonly length: (count: number) => string;
  readonly anyway: string;
}

export interface Keys {
  readonly help: boolean;
  readonly back: boolean;
  readonly more: boolean;
}

export interface ChoiceItem {
  /** A number, or a letter that acts at once. */
  readonly key: string;
  /** The first is the choice; the others say more about it. */
  readonly lines: readonly string[];
  /** At the right edge of the first line. */
  readonly aside?: string;
}

export interface ChoiceQuestion {
  readonly label: string;
  readonly items: readonly ChoiceItem[];
  /** What Enter alone takes. null: nothing, where lines are typed; where the pointer is seen it stands at the first. */
  readonly fallback: number | null;
  readonly hints: readonly string[];
  readonly complaint: string | null;
  readonly keys: Keys;
  readonly notOffered: (typed: string) => string;
  readonly typeNumber: string;
  readonly moreLines: (count: number) => string;
}

/** What came of a prompt. `typed` is the line before it was understood; never shown where it was a secret. */
export type Reply<T> =
  | { readonly kind: "value"; readonly value: T; readonly typed: string }
  | { readonly kind: "help" }
  | { readonly kind: "back" }
  | { readonly kind: "more" };

/** The ways to speak with a person: with redrawing on a terminal, or line by line where there is none that can be redrawn. */
export interface Prompts {
  readonly text: (question: TextQuestion, signal: AbortSignal) => Promise<Reply<unknown>>;
  /** The index of the chosen item. */
  readonly choice: (question: ChoiceQuestion, signal: AbortSignal) => Promise<Reply<number>>;
  /** Whole lines that stay. */
  readonly print: (lines: readonly string[]) => void;
  readonly busy: <T>(text: string, work: Work<T>, progressText: string, signal: AbortSignal) => Promise<T>;
  /** Whether keys act while they are pressed (Esc, arrows, Tab). */
  readonly live: boolean;
}

/** Prints whole lines. Where the lines before ended with a blank one, the next block does not begin with another. */
export function printer(output: NodeJS.WritableStream): Prompts["print"] {
  let blank = false;
  return (lines) => {
    const shown = blank && lines[0] === "" ? lines.slice(1) : lines;
    output.write(shown.map((line) => `${line}\n`).join(""));
    blank = (shown.at(-1) ?? (blank ? "" : null)) === "";
  };
}

/** `?`, `<` and `+` alone are keys of the interview; null for everything else. */
export function keyReply(key: string, keys: Keys): Extract<Reply<never>, { kind: "help" | "back" | "more" }> | null {
  if (key === "?" && keys.help) return { kind: "help" };
  if (key === "<" && keys.back) return { kind: "back" };
  if (key === "+" && keys.more) return { kind: "more" };
  return null;
}

/** A short line as it was meant: an input method that is still on makes `？` of `?` and `１` of `1`. */
export function narrowed(line: string): string {
  return line.trim().normalize("NFKC");
}
