import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailProviders, storageProviders } from "../../prompts/answers.ts";
import { placeholders } from "../../prompts/locales/format.ts";
import { languages, loadMessages } from "../../prompts/locales/load.ts";
import { sections } from "../../prompts/sections.ts";
import type { Known, Problem } from "../../prompts/setting.ts";

const messages = await Promise.all(languages.map(loadMessages));

const knowns: fc.Arbitrary<Known> = fc.record({
  answers: fc.record({
    mastodon: fc.record({ version: fc.constantFrom("4.2", "4.4.1", "4.6") }),
    domain: fc.record({ local: fc.constant("social.example"), singleUser: fc.boolean() }),
    storage: fc.record({ provider: fc.constantFrom(...storageProviders) }),
    mail: fc.record({ provider: fc.constantFrom(...mailProviders) }),
  }),
  found: fc.constant({}),
});

const near = fc.constantFrom(
  ..."https://|s3://|unix:///|a@b.example|social.example|[::1]|例え.jp|<|>|\"|'| |:|/|%|@|.|-|_|0|65536|\u0000|\n|＠|\ud800".split(
    "|",
  ),
);
const typed = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.array(near, { maxLength: 6 }).map((parts) => parts.join("")),
);

function sentences(problem: Problem): readonly string[] {
  return messages.map(({ errors }) => errors[problem.key]);
}

describe("every parser", () => {
  const settings = sections.flatMap((section) =>
    Object.entries(section.settings).map(([id, setting]) => [`${section.id}.${id}`, setting] as const),
  );

  it.each(settings)("%s answers any text with a value or a sentence", (_, setting) => {
    fc.assert(
      fc.property(typed, knowns, (raw, known) => {
        const parsed = setting.parse(raw, known);
        if (parsed.ok) return parsed.value !== undefined;
        const params = Object.keys(parsed.problem.params ?? {});
        return sentences(parsed.problem).every((one) => placeholders(one).every((name) => params.includes(name)));
      }),
      { numRuns: 300 },
    );
  });

  it.each(settings)("%s takes what it gave once more, unchanged", (_, setting) => {
    fc.assert(
      fc.property(typed, knowns, (raw, known) => {
        const parsed = setting.parse(raw, known);
        if (!parsed.ok || parsed.value === null || typeof parsed.value === "object") return;
        const again = setting.parse(String(parsed.value), known);
        expect(again).toEqual({ ok: true, value: parsed.value });
      }),
      { numRuns: 300 },
    );
  });
});
