import type { Answers } from "../../prompts/answers.ts";
import { type MergeRefusal, merge } from "../envfile/merge.ts";
import { presentVariables } from "../envfile/present.ts";
import { type Disagreement, readBack } from "../envfile/readback.ts";
import type { ReaderId } from "../envfile/readers/reader.ts";
import { groups, managedVariables, toVariables } from "../environment/index.ts";
import { parseRelease, type Release } from "../environment/release.ts";
import type { Variables } from "../findings/variables.ts";
import { missingSecrets } from "../secrets/generate.ts";
import { processNames, readerOf } from "./views.ts";

/** The comments of a new file; sentences come from whoever speaks to people. */
export interface FileWords {
  readonly header: string;
  readonly groups: Readonly<Record<string, string>>;
}

export interface MadeFile {
  readonly text: string;
  /** Everything that the answers and the generated secrets set. */
  readonly variables: Variables;
  /** The names of the secrets that the file lacked. */
  readonly generated: readonly string[];
  /** Parsers that Mastodon does not use here and that read some of it otherwise, because of a line that was there before. */
  readonly others: readonly ReaderId[];
}

export type FileProblem =
  | { readonly kind: "refused"; readonly refused: readonly MergeRefusal[] }
  | { readonly kind: "disagreement"; readonly disagreements: readonly Disagreement[] };

export interface FileOptions {
  /** Variables that no setting covers and that are to be taken out. */
  readonly gone?: readonly string[];
  readonly secrets?: (present: Variables, release: Release) => Promise<Variables>;
}

/**
 * Answers ▸ variables ▸ the text of the env file, merged into what is there. Secrets that are there are kept,
 * whatever else changes (mastodon#33684: a second run replaced them); only missing ones are made.
 */
export async function makeFile(
  answers: Answers,
  existing: string | null,
  words: FileWords,
  { gone = [], secrets = missingSecrets }: FileOptions = {},
): Promise<{ ok: true; file: MadeFile } | { ok: false; problem: FileProblem }> {
  const release = parseRelease(answers.mastodon.version);
  if (release === null) throw new Error(`unknown release ${answers.mastodon.version}`);
  const generated = await secrets(presentVariables(existing ?? ""), release);
  const variables: Variables = new Map([...toVariables(answers, release), ...generated]);
  const merged = merge(
    existing,
    variables,
    new Set([...managedVariables, ...gone]),
    titled(words),
    words.header,
    answers.mastodon.runtime,
  );
  if (!merged.ok) return { ok: false, problem: { kind: "refused", refused: merged.refused } };
  const { runtime } = answers.mastodon;
  const used = new Set(processNames.map((process) => readerOf(process, { release, runtime, directory: null })));
  const all = readBack(merged.text, variables);
  const disagreements = all.filter(({ reader }) => used.has(reader));
  if (disagreements.length > 0) return { ok: false, problem: { kind: "disagreement", disagreements } };
  const others = [...new Set(all.map(({ reader }) => reader))];
  return { ok: true, file: { text: merged.text, variables, generated: [...generated.keys()], others } };
}

function titled(words: FileWords) {
  return groups.map(({ title, keys }) => ({ title: words.groups[title] ?? title, keys }));
}
