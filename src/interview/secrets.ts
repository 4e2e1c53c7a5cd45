import type { Draft } from "../../prompts/answers.ts";
import { secretPaths } from "../../prompts/sections.ts";
import { isSecretName } from "../secrets/names.ts";
import { answerAt, withAnswer } from "./answer-at.ts";

/** What may be kept on disk between two runs: no secret setting, no secret among the extra variables. */
export function withoutSecrets(answers: Draft): Draft {
  const draft = secretPaths.reduce((sofar, path) => {
    const id = path.at(-1) ?? "";
    const value = answerAt(sofar, path);
    return value === undefined || value === null ? sofar : withAnswer(sofar, path.slice(0, -1), id, undefined);
  }, answers);
  if (draft.extra === undefined) return draft;
  return { ...draft, extra: Object.fromEntries(Object.entries(draft.extra).filter(([name]) => !isSecretName(name))) };
}
