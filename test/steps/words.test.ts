import { describe, expect, it } from "vitest";
import { placeholders } from "../../prompts/locales/format.ts";
import { languages, loadMessages, type Messages } from "../../prompts/locales/load.ts";
import type { StepPlan } from "../../src/steps/types.ts";
import { planSentence, planText, reasonText } from "../../src/steps/words.ts";

function sentences(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => sentences(one, `${path}.${key}`));
}

const plan: StepPlan = {
  id: "administrator",
  action: "run",
  commands: [{ argv: ["bin/tootctl"], cwd: "/live", environment: {}, why: "owner-without-dns" }],
  effect: { kind: "administrator", username: "alice", email: "alice@social.example" },
  facts: { username: "alice", email: "alice@social.example", domain: "social.example" },
  remedy: [],
};
const refused: StepPlan = {
  id: "assets",
  action: "refused",
  reason: "memory",
  facts: { available: "1.9", needed: "2.5" },
  remedy: [],
};

describe("the words of the steps", () => {
  it("say the same facts in both languages", async () => {
    const [en, ja] = await Promise.all(languages.map(loadMessages));
    const facts = (messages: Messages | undefined) =>
      Object.fromEntries(sentences(messages?.steps).map(([path, text]) => [path, placeholders(text)]));
    expect(facts(ja)).toEqual(facts(en));
  });

  it.each(languages)("fill in every fact of a plan (%s)", async (language) => {
    const messages = await loadMessages(language);
    const texts = [
      planSentence(plan, messages),
      planSentence(refused, messages),
      JSON.stringify(planText(plan, messages)),
      JSON.stringify(planText(refused, messages)),
    ];
    expect(texts.join("\n")).not.toMatch(/\{\w+\}/);
    expect(texts[0]).toContain("alice");
    expect(texts[1]).toContain("1.9");
  });

  it("tell a refusal with its reason and what to do", async () => {
    expect(reasonText("memory", refused.facts, await loadMessages("en"))).toEqual({
      title: "1.9 GB of memory and swap, 2.5 GB are needed",
      detail: "With less the kernel ends the compiler, often without a word.",
      remedy: "Swap helps. As root:",
    });
  });
});
