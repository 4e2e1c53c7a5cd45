import type { Answers, Draft } from "../../prompts/answers.ts";
import { applies, isAsked, type Known, type Setting } from "../../prompts/setting.ts";
import { answerAt, withAnswer } from "./answer-at.ts";
import type { Flow, Section, SectionId } from "./section.ts";

/**
 * The answers with everything that follows from them: defaults of what nobody was asked, `otherwise` of what does not apply.
 * Kept apart from the answers themselves, so that a default goes along when what it was derived from changes.
 */
export function filled(flow: Flow, answers: Draft): Draft {
  return flow.sections.reduce((draft, section) => filledSection(flow, draft, section), answers);
}

function filledSection(flow: Flow, answers: Draft, section: Section): Draft {
  // A section that was declined as a whole (no administrator) stays null.
  if (answerAt(answers, section.path) === null) return answers;
  return Object.entries(section.settings).reduce(
    (draft, [id, setting]) => withAnswer(draft, section.path, id, settled(flow, draft, section, id, setting)),
    answers,
  );
}

function settled(flow: Flow, answers: Draft, section: Section, id: string, setting: Setting<unknown>): unknown {
  const known: Known = { answers, found: flow.found };
  if (!applies(setting, known)) return setting.otherwise?.(known) ?? null;
  const value = answerAt(answers, section.path, id);
  if (value !== undefined && (value !== null || setting.optional)) return value;
  return setting.initial?.(known) ?? (setting.optional ? null : undefined);
}

/** Only after `firstMissing` has found nothing. */
export function complete(flow: Flow, answers: Draft): Answers {
  return { extra: {}, ...filled(flow, answers) } as Answers;
}

export function knownFrom(flow: Flow, answers: Draft): Known {
  return { answers: filled(flow, answers), found: flow.found };
}

/** The first setting that applies, has no value and may not be null. */
export function firstMissing(flow: Flow, answers: Draft): { readonly section: SectionId; readonly id: string } | null {
  const draft = filled(flow, answers);
  for (const section of flow.sections) {
    if (answerAt(draft, section.path) === null) continue;
    const id = Object.keys(section.settings).find((one) => answerAt(draft, section.path, one) === undefined);
    if (id !== undefined) return { section: section.id, id };
  }
  return null;
}

/** What is asked of a section: `details` adds what most people need not see. What has no other way to get a value is always asked. */
export function questionsOf(flow: Flow, answers: Draft, section: Section, details: boolean): readonly string[] {
  const known = knownFrom(flow, answers);
  return Object.entries(section.settings)
    .filter(
      ([id, setting]) =>
        isAsked(setting, known, details) ||
        (applies(setting, known) && answerAt(known.answers, section.path, id) === undefined),
    )
    .map(([id]) => id);
}

/** Whether `details` would ask more. */
export function hasMore(flow: Flow, answers: Draft, section: Section): boolean {
  return questionsOf(flow, answers, section, true).length > questionsOf(flow, answers, section, false).length;
}
