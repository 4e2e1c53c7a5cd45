import type { StepsAnswers } from "../../../prompts/answers.ts";

/** `--step NAME`: that step and no other. Naming it asks for it, but for an administrator, who must have a name. */
export function onlyStep(steps: StepsAnswers, name: string | undefined): StepsAnswers {
  if (name === undefined) return steps;
  return {
    database: name === "database" ? steps.database || true : false,
    assets: name === "assets",
    admin: name === "administrator" ? steps.admin : null,
  };
}
