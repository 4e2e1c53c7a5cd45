import type {
  Answers,
  DatabaseAnswers,
  DomainAnswers,
  MailAnswers,
  MastodonAnswers,
  RedisAnswers,
  StepsAnswers,
  StorageAnswers,
  UpdatesAnswers,
} from "../answers.ts";

/** What each section asks, by the ids under which sections are shown (`server` fills the answers' `mastodon`). */
export interface SectionAnswers {
  readonly server: MastodonAnswers;
  readonly domain: DomainAnswers;
  readonly database: DatabaseAnswers;
  readonly redis: RedisAnswers;
  readonly storage: StorageAnswers;
  readonly mail: MailAnswers;
  readonly updates: UpdatesAnswers;
  readonly steps: StepsAnswers;
  readonly administrator: NonNullable<Answers["steps"]["admin"]>;
}

export type SectionId = keyof SectionAnswers;

/** The literal values of a type, as text; never for free text. */
type Literal<T> = T extends string ? (string extends T ? never : T) : T extends boolean ? `${T}` : never;
type Words<T> = Extract<Literal<T>, string>;

export interface SettingText {
  readonly label: string;
  /** What it is, where to find it, what happens if it is wrong. A line is at most 76 columns. */
  readonly help: readonly string[];
  readonly example?: string;
  /** What `null` is called where the setting may be left empty. */
  readonly empty?: string;
  /** By the choice's value as text. */
  readonly choices?: Readonly<Record<string, string>>;
}

type TextFor<T> = SettingText &
  ([Exclude<Words<T>, "true" | "false">] extends [never]
    ? unknown
    : { readonly choices: Readonly<Record<Words<T>, string>> });

export interface SectionText {
  readonly title: string;
  /** One line that says what the section is about. */
  readonly line: string;
  readonly settings: Readonly<Record<string, SettingText>>;
}

/**
 * The words around the settings in the worksheet of `mastosetup questions`. A section without settings to whoever walks over
 * the sections' words.
 */
export interface WorksheetTexts {
  readonly title: string;
  readonly line: string;
  readonly settings: Readonly<Record<string, never>>;
  readonly intro: readonly string[];
  readonly answer: string;
  readonly yes: string;
  readonly no: string;
  readonly choices: string;
  readonly example: string;
  readonly initial: string;
  readonly empty: string;
  readonly suggestions: string;
  readonly secret: string;
  readonly advanced: string;
  readonly conditional: string;
  readonly providers: string;
  readonly values: string;
  readonly documentation: string;
}

/** The compiler wants the words of each setting of each section once. */
export type SettingTexts = {
  readonly [Id in SectionId]: Omit<SectionText, "settings"> & {
    readonly settings: { readonly [Key in keyof SectionAnswers[Id]]-?: TextFor<SectionAnswers[Id][Key]> };
  };
} & { readonly worksheet: WorksheetTexts };
