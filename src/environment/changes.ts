import type { Answers } from "../../prompts/answers.ts";
import type { VariableChanges } from "../findings/variables.ts";
import { fromVariables, managedVariables, sections, toVariables } from "./index.ts";
import type { Release } from "./release.ts";
import type { Section, WrittenSection } from "./section.ts";

type Extra = Answers["extra"];

/** A remedy's change of variables as changed answers. Answers that it does not touch stay as they were said. */
export function changesToAnswers(answers: Answers, set: VariableChanges, release: Release): Answers {
  const variables = new Map(toVariables(answers, release));
  for (const [name, value] of Object.entries(set)) {
    if (value === null) variables.delete(name);
    else variables.set(name, value);
  }
  const read = fromVariables(variables, release);
  const touched = sections.filter((one) => one.managed.some((name) => Object.hasOwn(set, name)));
  const untouched = new Set(sections.filter((one) => !touched.includes(one)).flatMap((one) => one.managed));
  const said = touched.map(({ id }) => [id, { ...answers[id], ...read[id] }]);
  const changed: Answers = {
    ...answers,
    ...Object.fromEntries(said),
    extra: {
      ...pick(answers.extra, (name) => untouched.has(name)),
      ...pick(read.extra, (name) => !untouched.has(name)),
    },
  };
  return withProviders(changed, answers, release);
}

/** The providers' names as they were said, where the variables do not tell the difference (a MinIO is a custom store). */
function withProviders(changed: Answers, before: Answers, release: Release): Answers {
  const named: Answers = {
    ...changed,
    storage: { ...changed.storage, provider: before.storage.provider },
    mail: { ...changed.mail, provider: before.mail.provider },
  };
  const text = (answers: Answers) => JSON.stringify([...toVariables(answers, release)]);
  return text(named) === text(changed) ? named : changed;
}

/**
 * `extra` without what it holds against this section's answers. To be called when a person changes an answer of a section that was
 * read from a file: else the old variable would go on winning.
 */
export function withoutOverrides(extra: Extra, section: WrittenSection): Extra {
  const managed = new Set(sections.filter((one: Section) => one.id === section).flatMap((one) => one.managed));
  return pick(extra, (name) => !managed.has(name));
}

/** The sections that stand in `extra`, in part or whole, because answers could not say what their file says. */
export function overridden(extra: Extra): readonly WrittenSection[] {
  const names = Object.keys(extra).filter((name) => managedVariables.has(name));
  return sections.filter((one) => names.some((name) => one.managed.includes(name))).map((one) => one.id);
}

function pick(extra: Extra, wanted: (name: string) => boolean): Extra {
  return Object.fromEntries(Object.entries(extra).filter(([name]) => wanted(name)));
}
