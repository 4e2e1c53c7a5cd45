import type { Answers } from "../../prompts/answers.ts";
import type { Variables } from "../findings/variables.ts";
import { askable } from "./askable.ts";
import type { Release } from "./release.ts";

/** The sections of the answers that are written as variables. */
export type WrittenSection = "domain" | "database" | "redis" | "storage" | "mail" | "updates";

/** One section, both ways. `Said` are its answers, without those that no variable holds. */
export interface Codec<Said> {
  /** Every variable that the section's settings speak for, in the order in which they stand in the file. */
  readonly managed: readonly string[];
  /** Where one of these stands among the extra variables, the section is told there, whole, and its settings write nothing. */
  readonly replacedBy: readonly string[];
  readonly write: (said: Said, release: Release) => Readonly<Record<string, string>>;
  /** What comes closest; whether it is the same is for `meaning` to say. Empty text where the file does not tell. */
  readonly read: (variables: Variables, release: Release) => Said;
  /** What Mastodon's processes make of the variables: two files with the same text here are the same to them. */
  readonly meaning: (variables: Variables, release: Release) => unknown;
  /** Absence of all its variables is an answer, too (no storage, updates are checked). */
  readonly alwaysSaid: boolean;
}

/** What a section's variables say: answers, and the variables that they could not hold, verbatim. */
export interface Reading {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly extra: Readonly<Record<string, string>>;
}

/** A codec whose type of answers is hidden, so that all sections can stand in one list. */
export interface Section {
  readonly id: WrittenSection;
  readonly managed: readonly string[];
  readonly replacedBy: readonly string[];
  readonly alwaysSaid: boolean;
  write(answers: Answers, release: Release): Readonly<Record<string, string>>;
  read(variables: Variables, release: Release): Reading;
  meaning(variables: Variables, release: Release): unknown;
}

export function section<Id extends WrittenSection, Said extends object>(
  id: Id,
  codec: Codec<Said> & { readonly said: (answers: Answers[Id]) => Said },
): Section {
  const { managed, replacedBy, alwaysSaid } = codec;
  return {
    id,
    managed,
    replacedBy,
    alwaysSaid,
    write: (answers, release) => codec.write(codec.said(answers[id]), release),
    meaning: codec.meaning,
    read(variables, release) {
      const said = askable(id, codec.read(variables, release), codec.read(new Map(), release));
      const answers = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ""));
      return { answers, extra: remainder(codec, said, variables, release) };
    },
  };
}

/**
 * The section's variables that its answers would not bring back with the same meaning. None where the answers hold everything; else
 * those that differ; else, where the answers would add something that the file does not say, the section as it stands.
 */
function remainder<Said>(
  codec: Codec<Said>,
  said: Said,
  variables: Variables,
  release: Release,
): Readonly<Record<string, string>> {
  const meaning = (over: Readonly<Record<string, string>>) =>
    JSON.stringify(
      codec.meaning(
        new Map([...variables].filter(([name]) => !codec.managed.includes(name)).concat(Object.entries(over))),
        release,
      ),
    );
  const own = Object.fromEntries([...variables].filter(([name]) => codec.managed.includes(name)));
  const wanted = meaning(own);
  const written = codec.write(said, release);
  if (meaning(written) === wanted) return {};
  const different = Object.fromEntries(Object.entries(own).filter(([name, value]) => written[name] !== value));
  const replaced = codec.replacedBy.some((name) => Object.hasOwn(different, name));
  return !replaced && meaning({ ...written, ...different }) === wanted ? different : own;
}

/** A number as Mastodon's YAML and Node read it alike; `otherwise` for any other text (`05432` is octal in YAML). */
export function integer(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : otherwise;
}

/** Without the pairs whose value is null. */
export function present(pairs: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== null));
}
