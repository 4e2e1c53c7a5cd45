import { applies, type Setting } from "../../prompts/setting.ts";
import { answerAt, sameAnswer } from "./answer-at.ts";
import type { Change, FindingsView, QuestionView, ReviewRow, SectionView } from "./asker/asker.ts";
import { hasMore, knownFrom, questionsOf } from "./filled.ts";
import { offersOf } from "./offers.ts";
import { type Flow, type SectionId, sectionOf, settingOf } from "./section.ts";
import type { At, State } from "./state.ts";

/** "4 of 6": only sections that ask something count. */
export function sectionView(flow: Flow, state: State, id: SectionId): SectionView {
  const asking = flow.sections.filter(
    (one) => one.id === id || questionsOf(flow, state.answers, one, state.details.includes(one.id)).length > 0,
  );
  const number = asking.findIndex((one) => one.id === id) + 1;
  return { section: id, probe: sectionOf(flow, id).probe, number, of: asking.length };
}

export function questionView(
  flow: Flow,
  state: State,
  at: Extract<At, { readonly kind: "question" }>,
  opens: boolean,
): QuestionView {
  const section = sectionOf(flow, at.section);
  const known = knownFrom(flow, state.answers);
  return {
    ...sectionView(flow, state, at.section),
    id: at.id,
    setting: settingOf(section, at.id),
    known,
    current: answerAt(known.answers, section.path, at.id),
    opens,
    more: !state.details.includes(section.id) && hasMore(flow, state.answers, section),
    refusal: state.refusal,
  };
}

export function findingsView(
  flow: Flow,
  state: State,
  id: SectionId,
  changesOf: (set: FindingsView["offers"][number]["set"]) => readonly Change[],
): FindingsView {
  const findings = state.probed[id]?.findings ?? [];
  const offers = offersOf(findings).map((offer) => ({ ...offer, changes: changesOf(offer.set) }));
  return { ...sectionView(flow, state, id), findings, offers };
}

/** What was answered or follows from it; what does not apply, and details that are left as they usually are, go without saying. */
export function reviewRows(flow: Flow, state: State): readonly ReviewRow[] {
  const known = knownFrom(flow, state.answers);
  const isSaid = (setting: Setting<unknown>, value: unknown) =>
    !isOpen(value) && ((setting.needed?.(known) ?? false) || !sameAnswer(value, setting.initial?.(known)));
  return flow.sections
    .map((section) => ({
      section: section.id,
      values: Object.entries(section.settings)
        .filter(([, setting]) => applies(setting, known))
        .map(([id, setting]) => ({ id, setting, value: answerAt(known.answers, section.path, id) }))
        .filter(({ setting, value }) => value !== undefined && (setting.asked === "always" || isSaid(setting, value))),
      findings: state.probed[section.id]?.findings ?? [],
    }))
    .filter(({ values }) => values.length > 0);
}

function isOpen(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
