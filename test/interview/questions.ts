import type { Draft } from "../../prompts/answers.ts";
import { en } from "../../prompts/locales/en/index.ts";
import { sections } from "../../prompts/sections.ts";
import type { QuestionView } from "../../src/interview/asker/asker.ts";
import { start } from "../../src/interview/reducer.ts";
import { type Flow, type SectionId, sectionOf } from "../../src/interview/section.ts";
import { questionView } from "../../src/interview/view.ts";

export const messages = en;

/** A real question of the interview as it would be asked with these answers. */
export function viewOf(section: SectionId, id: string, answers: Draft = {}): QuestionView {
  const flow: Flow = { sections, found: { hostname: "social.example" }, applyRemedy: (draft) => draft };
  const state = start(flow, answers);
  if (!(id in sectionOf(flow, section).settings)) throw new Error(`${section} has no ${id}`);
  return questionView(flow, state, { kind: "question", section, id, from: "flow" }, false);
}
