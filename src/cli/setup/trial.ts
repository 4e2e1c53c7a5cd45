import type { Answers, Draft } from "../../../prompts/answers.ts";
import { diagnose } from "../../diagnose.ts";
import { diff } from "../../envfile/diff.ts";
import { changesToAnswers } from "../../environment/changes.ts";
import { toVariables } from "../../environment/index.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import type { Change, ReviewData } from "../../interview/asker/asker.ts";
import type { InterviewDeps } from "../../interview/run.ts";
import type { Refusal } from "../../interview/state.ts";
import { isSecretName } from "../../secrets/names.ts";
import { ownerOf } from "../become.ts";
import { osUser } from "../io.ts";
import type { Session } from "./session.ts";
import { plannedSteps } from "./steps.ts";
import { type Planning, placeOf, planFile, wholeAnswers } from "./text.ts";

type Probe = NonNullable<InterviewDeps["probe"]>;

/** The section's variables in the text of the whole file, read back by each process. A value that no text can carry is told in the review. */
export async function probe(session: Session, ...[section, draft, signal, onProgress]: Parameters<Probe>) {
  if (section === "host" && session.options.value.env !== undefined) return [];
  const answers = wholeAnswers(draft);
  const planning = await planFile(session, answers);
  if (!planning.ok) return [];
  return diagnose(planning.file.text, {
    place: placeOf(answers),
    sections: [section],
    signal,
    deadline: session.deadline,
    databaseStep: draft.steps?.database !== false,
    osUser: osUser(),
    testTo: answers.mail.testTo,
    onProgress,
  });
}

export function remedied(draft: Draft, set: VariableChanges): Draft {
  const answers = wholeAnswers(draft);
  const changed = changesToAnswers(answers, set, placeOf(answers).release);
  return { ...changed, steps: draft.steps ?? {} };
}

export function changesOf(draft: Draft, set: VariableChanges): readonly Change[] {
  const answers = wholeAnswers(draft);
  const now = toVariables(answers, placeOf(answers).release);
  const shown = (name: string, value: string | null) =>
    value !== null && value !== "" && isSecretName(name) ? "••••••••" : value;
  return Object.entries(set)
    .filter(([variable, to]) => (now.get(variable) ?? null) !== to)
    .map(([variable, to]) => ({
      variable,
      from: shown(variable, now.get(variable) ?? null),
      to: shown(variable, to),
    }));
}

export async function review(session: Session, answers: Answers): Promise<ReviewData> {
  const planning = await planFile(session, answers);
  const steps = await plannedSteps(session, answers, planning);
  const path = planning.ok ? planning.file.path : planning.path;
  const owner = ownerOf(answers.mastodon.directory)?.name ?? osUser();
  const nothing = { path, owner, added: 0, changed: 0, removed: 0, generated: 0, diff: [], steps };
  if (!planning.ok) return { ...nothing, state: "new", refused: refusalsOf(planning, answers, session) };
  const { file } = planning;
  const lines = diff(file.before, file.text, isSecretName);
  const names = (change: "added" | "removed") =>
    new Set(lines.flatMap((line) => (line.change === change ? keyOf(line.text) : [])));
  const [added, removed] = [names("added"), names("removed")];
  const both = [...added].filter((name) => removed.has(name)).length;
  const sign = { same: "  ", added: "+ ", removed: "- " } as const;
  return {
    ...nothing,
    state: file.before === null ? "new" : file.before === file.text ? "same" : "changed",
    added: added.size - both,
    changed: both,
    removed: removed.size - both,
    generated: file.generated.length,
    diff: lines.map(({ change, text }) => sign[change] + text),
    refused: [],
  };
}

function keyOf(line: string): readonly string[] {
  const key = /^([A-Za-z_]\w*)=/.exec(line)?.[1];
  return key === undefined ? [] : [key];
}

/** The answers that a refused variable came from, by their values: a variable may be made of several. */
export function refusalsOf(
  planning: Extract<Planning, { ok: false }>,
  answers: Answers,
  session: Session,
): readonly Refusal[] {
  const { problem } = planning;
  const wrong =
    problem.kind === "refused"
      ? problem.refused
      : problem.disagreements.map(({ key, reader }) => ({ key, readers: [reader] }));
  const variables = toVariables(answers, placeOf(answers).release);
  return wrong.map(({ key, readers }) => {
    const value = variables.get(key) ?? "";
    const names = session.speaker.messages.cli.readers;
    return { path: pathOf(value, answers) ?? `extra.${key}`, readers: readers.map((one) => names[one]) };
  });
}

function pathOf(value: string, tree: object, path: readonly string[] = []): string | null {
  for (const [key, one] of Object.entries(tree)) {
    const here = [...path, key];
    if (
      typeof one === "string" &&
      one.length > 0 &&
      value.includes(one) &&
      (one === value || /['"\\$`\r\n\0]/.test(one))
    )
      return here.join(".");
    if (typeof one === "object" && one !== null) {
      const inside = pathOf(value, one, here);
      if (inside !== null) return inside;
    }
  }
  return null;
}
