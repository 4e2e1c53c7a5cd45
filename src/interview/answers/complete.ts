import type { Answers, Draft } from "../../../prompts/answers.ts";
import { sections } from "../../../prompts/sections.ts";
import type { Found } from "../../../prompts/setting.ts";
import { answerAt } from "../answer-at.ts";
import { complete, filled } from "../filled.ts";
import type { Flow } from "../section.ts";
import { pathText } from "./problem.ts";

/** All settings, and nobody to offer remedies to. */
export function flowOf(found: Found): Flow {
  return { sections, found, applyRemedy: (answers) => answers };
}

export type Completed =
  | { readonly ok: true; readonly answers: Answers }
  /** JSON paths, in the order of the questions. */
  | { readonly ok: false; readonly missing: readonly string[] };

/** Adds the defaults of everything that was not said, and names everything that has none. */
export function completeDraft(draft: Draft, found: Found): Completed {
  const flow = flowOf(found);
  const whole = filled(flow, draft);
  const missing = sections
    .filter((section) => answerAt(whole, section.path) !== null)
    .flatMap((section) => Object.keys(section.settings).map((id) => [...section.path, id]))
    .filter((path) => answerAt(whole, path) === undefined)
    .map(pathText);
  return missing.length > 0 ? { ok: false, missing } : { ok: true, answers: complete(flow, draft) };
}
