import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { placeholders } from "../../prompts/locales/format.ts";
import { languages, loadMessages } from "../../prompts/locales/load.ts";
import type { SettingText } from "../../prompts/locales/setting-texts.ts";
import { sections } from "../../prompts/sections.ts";

const [en, ja] = [await loadMessages("en"), await loadMessages("ja")];
const errorsOf = (messages: typeof en): Readonly<Record<string, string>> => messages.errors;

/** Columns in a terminal: East Asian characters take two. */
function columns(text: string): number {
  return [...text].reduce(
    (sum, one) => sum + (/[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(one) ? 2 : 1),
    0,
  );
}

describe("the sentences about refused values", () => {
  it.each(Object.keys(en.errors))("%s says the same facts in both languages", (key) => {
    expect(placeholders(errorsOf(ja)[key] ?? "")).toEqual(placeholders(errorsOf(en)[key] ?? ""));
  });

  it("are all of use", () => {
    const folder = new URL("../../prompts/", import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.startsWith("locales"))
      .map((path) => readFileSync(new URL(path, folder), "utf8"));
    const unused = Object.keys(en.errors).filter((key) => !sources.some((source) => source.includes(`"${key}"`)));
    expect(unused).toEqual([]);
  });

  it.each(languages)("don't shout in %s", async (language) => {
    const { errors, settings } = await loadMessages(language);
    expect(JSON.stringify([errors, settings])).not.toMatch(/[!！]/);
  });
});

describe.each([
  ["en", en],
  ["ja", ja],
] as const)("the words of the settings in %s", (_, messages) => {
  const entries = sections.flatMap((section) =>
    Object.entries(section.settings).map(([id, setting]) => {
      const texts: Readonly<Record<string, SettingText>> = messages.settings[section.id].settings;
      return { name: `${section.id}.${id}`, setting, text: texts[id] };
    }),
  );

  it.each(entries)("$name has a label and two to six lines of help", ({ text }) => {
    expect(columns(text?.label ?? "")).toBeLessThanOrEqual(60);
    expect(text?.label).toMatch(/\S/);
    expect(text?.label).not.toMatch(/[.。:]$/);
    expect(text?.help.length).toBeGreaterThanOrEqual(2);
    expect(text?.help.length).toBeLessThanOrEqual(6);
    for (const line of text?.help ?? []) expect([line, columns(line) <= 76]).toEqual([line, true]);
  });

  it.each(entries)(
    "$name has what its kind wants: an example, a word for empty, a label for each choice",
    ({ setting, text }) => {
      if (["text", "path", "integer", "list"].includes(setting.kind)) expect(text?.example).toMatch(/\S/);
      if (setting.kind === "secret") expect(text?.example).toBeUndefined();
      if (setting.optional) expect(text?.empty).toMatch(/\S/);
      for (const choice of setting.choices ?? []) expect(text?.choices?.[String(choice)]).toMatch(/\S/);
      expect(Object.keys(text?.choices ?? {}).sort()).toEqual((setting.choices ?? []).map(String).sort());
    },
  );

  it.each(entries)("$name has an example that its own parser takes", ({ setting, text }) => {
    if (text?.example === undefined) return;
    expect(setting.parse(text.example, { answers: {}, found: {} })).toMatchObject({ ok: true });
  });

  it.each(sections)("$id has a title and a line", ({ id }) => {
    expect(messages.settings[id].title).toMatch(/\S/);
    expect(messages.settings[id].line).toMatch(/[.。]$/);
  });
});

describe("the two languages", () => {
  it("give the same examples", () => {
    const examples = (messages: typeof en) =>
      sections.map(({ id }) => Object.values<SettingText>(messages.settings[id].settings).map((text) => text.example));
    expect(examples(ja)).toEqual(examples(en));
  });
});
