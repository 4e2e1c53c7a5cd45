import type { Draft } from "../../prompts/answers.ts";
import { applies } from "../../prompts/setting.ts";
import { answerAt, sameAnswer, withAnswer } from "./answer-at.ts";
import { filled, knownFrom } from "./filled.ts";
import { eachSetting, type Flow, type Section } from "./section.ts";

/** Takes an answer over. What the old one had brought along goes: what the setting `clears`, and defaults that followed from it. */
export function answered(flow: Flow, answers: Draft, section: Section, id: string, value: unknown): Draft {
  const before = knownFrom(flow, answers);
  const after = withAnswer(answers, section.path, id, value);
  if (sameAnswer(answerAt(before.answers, section.path, id), value)) return after;
  const cleared = (section.settings[id]?.clears ?? []).reduce(
    (draft, other) => withAnswer(draft, section.path, other, undefined),
    after,
  );
  return withoutOldDefaults(flow, answers, cleared, [...section.path, id].join("."));
}

/** A sender that was only taken from the domain goes along with it. */
function withoutOldDefaults(flow: Flow, answers: Draft, after: Draft, changed: string): Draft {
  const before = knownFrom(flow, answers);
  let draft = after;
  let known = knownFrom(flow, draft);
  for (const { section, id, setting } of eachSetting(flow)) {
    const old = answerAt(draft, section.path, id);
    if (old === undefined || [...section.path, id].join(".") === changed) continue;
    const was = setting.initial?.(before);
    if (!sameAnswer(old, was) || sameAnswer(was, setting.initial?.(known))) continue;
    draft = withAnswer(draft, section.path, id, undefined);
    known = knownFrom(flow, draft);
  }
  return draft;
}

/** Answers to what does not apply (a bucket where files are kept locally) would come back as wrong defaults: they go. */
export function pruned(flow: Flow, answers: Draft): Draft {
  const known = knownFrom(flow, answers);
  return eachSetting(flow)
    .filter(({ section, id, setting }) => !applies(setting, known) && answerAt(answers, section.path, id) !== undefined)
    .reduce((draft, { section, id }) => withAnswer(draft, section.path, id, undefined), answers);
}

/** The answers after a remedy. Only what it changed counts as answered; what followed from others goes on following. */
export function remedied(flow: Flow, answers: Draft, set: Parameters<Flow["applyRemedy"]>[1]): Draft {
  const before = filled(flow, answers);
  const after = flow.applyRemedy(before, set);
  const changed = eachSetting(flow)
    .map(({ section, id }) => ({ path: section.path, id, value: answerAt(after, section.path, id) }))
    .filter(({ path, id, value }) => value !== undefined && !sameAnswer(value, answerAt(before, path, id)));
  const draft = changed.reduce((sofar, { path, id, value }) => withAnswer(sofar, path, id, value), answers);
  return after.extra === undefined ? draft : { ...draft, extra: after.extra };
}
