import type { Answers, Draft } from "./answers.ts";
import type { errors } from "./locales/en/errors.ts";

export type Params = Readonly<Record<string, string | number>>;
export type ProblemKey = keyof typeof errors;

/** Why a typed value is refused: a key of `errors` in the locales, and its placeholders. Never the value of a secret. */
export interface Problem {
  readonly key: ProblemKey;
  readonly params?: Params;
}

/**
 * `mended`: the value is what was meant, not what was typed (quotes, scheme, capitals taken off); it is shown.
 * `anyway`: unlikely to be meant (a password with a blank at its end), yet it stands where a person insists. The asker asks
 * once more; a replayed file has already said it.
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly mended?: boolean }
  | { readonly ok: false; readonly problem: Problem; readonly anyway?: T };

/** What defaults and conditions may look at: the answers so far and what was found on the machine. No I/O behind it. */
export interface Known {
  readonly answers: Draft;
  readonly found: Found;
}

/** What looking around told us; every part may be missing. */
export interface Found {
  readonly directory?: string;
  readonly version?: string;
  readonly runtime?: Answers["mastodon"]["runtime"];
  readonly hostname?: string;
}

export type Kind = "text" | "secret" | "choice" | "boolean" | "integer" | "list" | "path";

/** One question, declared once: read by the interview, the answers file and its schema, `questions`, help, the redactor and the README. */
export interface Setting<T> {
  readonly kind: Kind;
  /** May be null ("not set") where it applies. A null of a type that is not optional only ever comes from `otherwise`. */
  readonly optional: boolean;
  /** In the order in which they are offered; labels are in the locales under `choices`. */
  readonly choices?: readonly (T & (string | boolean))[];
  /** Asked in every interview, or only where somebody asks for the section's details. Both are in the answers file. */
  readonly asked: "always" | "advanced";
  /** An advanced one that is asked all the same where this holds, because no default can know it. */
  readonly needed?: (known: Known) => boolean;
  /** undefined: there is none, the person must say. */
  readonly initial?: (known: Known) => T | undefined;
  /** Likely values to pick from or to complete; others may be typed. */
  readonly suggestions?: (known: Known) => readonly string[];
  /** Not asked, and `otherwise` stands, where it does not hold. */
  readonly when?: (known: Known) => boolean;
  /** The value where `when` does not hold; `null` unless given. */
  readonly otherwise?: (known: Known) => T;
  /** Ids of this section whose answers were about the old value: forgotten when this one changes. */
  readonly clears?: readonly string[];
  /**
   * A yes or no that opens a section of its own, the one whose path ends in this setting's id. No is null; yes is the object that
   * section fills, still empty or as it was.
   */
  readonly opens?: "administrator";
  /** Turns what was typed (never null, trimmed or not) into a value. Never throws. Optional settings get "" turned into null before. */
  readonly parse: (raw: string, known: Known) => Parsed<T>;
}

/** The settings of one section, in the order they are asked. The compiler wants each key of the answers once. */
export type Settings<Section> = { readonly [Id in keyof Section]-?: Setting<Section[Id]> };

/** Whether the setting has an answer of its own here; else its `otherwise` stands. */
export function applies(setting: Setting<unknown>, known: Known): boolean {
  return setting.when?.(known) ?? true;
}

/** Whether it is put to a person. `details`: they asked for everything that the section has. */
export function isAsked(setting: Setting<unknown>, known: Known, details: boolean): boolean {
  if (!applies(setting, known)) return false;
  return details || setting.asked === "always" || (setting.needed?.(known) ?? false);
}
