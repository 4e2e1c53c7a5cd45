import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sections } from "../../prompts/sections.ts";
import { finding } from "../../src/findings/make.ts";
import { answerAt } from "../../src/interview/answer-at.ts";
import { complete, firstMissing, questionsOf } from "../../src/interview/filled.ts";
import { reduce, start } from "../../src/interview/reducer.ts";
import { type Flow, sectionOf, settingOf } from "../../src/interview/section.ts";
import type { Event, State } from "../../src/interview/state.ts";

const flow: Flow = { sections, found: { hostname: "social.example" }, applyRemedy: (answers) => answers };

/** A person with a dice: an answer to whatever is asked, by its number, or any other event. */
const dice = fc.record({ kind: fc.integer({ min: 0, max: 9 }), choice: fc.nat(20) });

function eventOf(state: State, { kind, choice }: { readonly kind: number; readonly choice: number }): Event {
  const { at } = state;
  if (at.kind === "probing") return { type: "probed", findings: kind < 7 ? [] : [finding("redis.refused")] };
  if (at.kind === "findings")
    return { type: (["change", "retry", "proceed", "back"] as const)[choice % 4] ?? "proceed" };
  if (at.kind === "review") {
    const section = sections[choice % sections.length]?.id ?? "server";
    return kind < 8 ? { type: "edit", section } : { type: "back" };
  }
  if (at.kind === "done" || kind > 7) return { type: kind > 8 ? "more" : "back" };
  const setting = settingOf(sectionOf(flow, at.section), at.id);
  const typed = String(
    setting.choices?.[choice % setting.choices.length] ?? ["yes", "no", "5432", "example.org", "/run/x"][choice % 5],
  );
  const parsed = setting.parse(typed, { answers: state.answers, found: flow.found });
  return { type: "answer", value: parsed.ok ? parsed.value : setting.optional ? null : "something.example" };
}

describe("any way through the real sections", () => {
  it("never gets lost, and is complete at the review", () => {
    fc.assert(
      fc.property(fc.array(dice, { maxLength: 120 }), (rolls) => {
        let state = start(flow, {});
        for (const roll of rolls) {
          state = reduce(flow, state, eventOf(state, roll));
          const { at } = state;
          if (at.kind === "question") {
            const section = sectionOf(flow, at.section);
            expect(questionsOf(flow, state.answers, section, state.details.includes(at.section))).toContain(at.id);
          }
          if (at.kind === "review") {
            expect(firstMissing(flow, state.answers)).toBeNull();
            const answers = complete(flow, state.answers);
            for (const section of sections) expect(answerAt(answers, section.path)).not.toBeUndefined();
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
