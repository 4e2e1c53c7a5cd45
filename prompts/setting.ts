import type { Answers, Draft } from "./answers.ts";

export type Params = Readonly<Record<string, string | number>>;

/** Why a typed value is refused: a key of `errors` in the locales, and its placeholders. */
export interface Problem {
  readonly key: string;
  readonly params?: Params;
}

/** `mended`: the value is what was meant, not what was typed (quotes, scheme, capitals taken off); it is shown. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly mended?: boolean }
  | { readonly ok: false; readonly problem: Problem };

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
  /** May be null ("not set"). */
  readonly optional: boolean;
  /** In the order in which they are offered; labels are in the locales under `choices`. */
  readonly choices?: readonly (T & (string | boolean))[];
  /** Asked in every interview, or only where somebody asks for the section's details. Both are in the answers file. */
  readonly asked: "always" | "advanced";
  /** undefined: there is none, the person must say. */
  readonly initial?: (known: Known) => T | undefined;
  /** Not asked, and `otherwise` stands, where it does not hold. */
  readonly when?: (known: Known) => boolean;
  /** The value where `when` does not hold; `null` unless given. */
  readonly otherwise?: (known: Known) => T;
  /** Turns what was typed (never null, trimmed or not) into a value. Optional settings get "" turned into null before. */
  readonly parse: (raw: string, known: Known) => Parsed<T>;
}

/** The settings of one section, in the order they are asked. The compiler wants each key of the answers once. */
export type Settings<Section> = { readonly [Id in keyof Section]-?: Setting<Section[Id]> };
