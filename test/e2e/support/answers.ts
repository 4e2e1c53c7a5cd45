import { writeFileSync } from "node:fs";
import type { Answers } from "../../../prompts/answers.ts";

type Section = Readonly<Record<string, unknown>>;

/** Sections of an answers file, key by key: also what is no answer (references, wrong types). */
export type Patch = Readonly<Record<string, Section>>;

/** Right answers with some of them changed. */
export function patched(answers: Answers, patch: Patch): Readonly<Record<string, unknown>> {
  const sections: Readonly<Record<string, object>> = { ...answers };
  const changed = Object.entries(patch).map(([name, section]) => [name, { ...sections[name], ...section }]);
  return { ...sections, ...Object.fromEntries(changed) };
}

/** Writes an answers file; gives back its path. */
export function writeAnswers(path: string, answers: Answers, patch: Patch = {}): string {
  writeFileSync(path, `${JSON.stringify(patched(answers, patch), null, 2)}\n`, { mode: 0o600 });
  return path;
}
