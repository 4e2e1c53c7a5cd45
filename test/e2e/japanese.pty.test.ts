import { afterAll, beforeAll, expect, it } from "vitest";
import { ja } from "../../prompts/locales/ja/index.ts";
import { describeWith } from "../services/available.ts";
import { startWorld, type World, worldPrograms } from "../services/world.ts";
import type { Pty } from "./pty.ts";
import { type Place, placeIn, secretsOf } from "./pty-support/place.ts";
import { inTerminal } from "./pty-support/terminal.ts";
import { anyhow, enter, open, type Question, questions, review, walk } from "./pty-support/walk.ts";

const messages = ja;
const words = { messages };

/** What every reader of Japanese finds on the way: headings, a menu's choices, the review's sentences. */
const keyWords = [
  ...(["server", "domain", "database", "redis", "storage", "mail", "updates", "steps", "administrator"] as const).map(
    (section) => ja.settings[section].title,
  ),
  ja.ui.review.title,
  ja.ui.review.nothingYet,
  ja.ui.review.write,
];

describeWith(worldPrograms, "the interview in Japanese", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  /** A place whose database is there: the command that makes one is longer than a line, and is not to be broken. */
  async function place(name: string): Promise<Place> {
    const there = placeIn(world, name, { steps: { assets: false } });
    await world.postgres.sql(`CREATE DATABASE ${there.answers.database.name} OWNER mastodon`);
    return there;
  }

  it.each([80, 40])(
    "speaks Japanese from the first question to the end of the steps, in %i columns",
    async (columns) => {
      const there = await place(`ja-${columns}`);
      const args = ["--defaults", there.defaults, "--lang", "ja"];
      const pty = await inTerminal(there, { args, columns, rows: 40 }, async (one) => {
        await walk(one, words);
        expectWidth(one);
        one.type("w");
        expect((await one.exit).code, one.scrollback()).toBe(0);
        return one;
      });
      const text = pty.scrollback();
      for (const word of keyWords) expect(text).toMatch(new RegExp(anyhow(word)));
      expect(text).toMatch(new RegExp(`${anyhow(ja.steps.password.shown)}\\s*[0-9a-f]{32}`));
      expectJapanese(text);
    },
  );

  it.each([80, 40])("explains every question in Japanese, in %i columns", async (columns) => {
    const there = await place(`ja-help-${columns}`);
    const args = ["--defaults", there.defaults, "--lang", "ja", "--offline"];
    await inTerminal(there, { args, columns, rows: 40 }, async (pty) => {
      for (const [index, question] of questions.entries()) {
        await explained(pty, question);
        await walk(pty, { ...words, from: question, until: questions[index + 1] ?? question });
        if (index + 1 === questions.length) enter(pty, "");
      }
      await pty.waitFor(review(words));
      expectWidth(pty);
      expectJapanese(pty.scrollback());
    });
  });

  it.each([80, 40])("says what is wrong and what helps in Japanese, in %i columns", async (columns) => {
    const there = placeIn(world, `ja-wrong-${columns}`, {
      database: { password: "違うパスワード" },
      redis: { tls: true },
      mail: { tls: "none" },
    });
    const args = ["--defaults", there.defaults, "--lang", "ja"];
    await inTerminal(there, { args, columns, rows: 40 }, async (pty) => {
      await walk(pty, { ...words, until: "database.password" });
      for (const [last, next] of [
        ["database.password", "redis.host"],
        ["redis.password", "storage.provider"],
        ["mail.testTo", "updates.check"],
      ] as const) {
        await walk(pty, { ...words, from: questionAfterMenu(last), until: last });
        enter(pty, "");
        await pty.waitFor(new RegExp(`\\? ${anyhow(ja.ui.menu.title)}`));
        for (const choice of [ja.ui.menu.change, ja.ui.menu.retry, ja.ui.menu.proceed, ja.ui.menu.save])
          expect(pty.screen()).toMatch(new RegExp(anyhow(choice)));
        await proceed(pty);
        await pty.waitFor(open(next, words));
      }
      expectWidth(pty);
      expectJapanese(pty.scrollback());
      for (const secret of secretsOf(there)) expect(pty.raw()).not.toContain(secret);
    });
  });

  /** The first question of the part that ends with this one. */
  function questionAfterMenu(last: Question): Question {
    const starts = { "database.password": last, "redis.password": "redis.host", "mail.testTo": "storage.provider" };
    return (starts as Readonly<Partial<Record<Question, Question>>>)[last] ?? last;
  }

  async function proceed(pty: Pty): Promise<void> {
    const [, number = ""] = new RegExp(`(\\d) {2}${anyhow(ja.ui.menu.proceed)}`).exec(pty.screen()) ?? [];
    pty.type(number);
    await pty.waitFor(new RegExp(`❯ ${number} {2}`));
    pty.press("enter");
  }

  async function explained(pty: Pty, question: Question): Promise<void> {
    await pty.waitFor(open(question, words));
    enter(pty, "?");
    const [section = "", id = ""] = question.split(".");
    const texts: Readonly<Record<string, unknown>> = ja.settings;
    expect(texts[section]).toBeDefined();
    const [first = ""] = settingHelp(section, id);
    await pty.waitFor(new RegExp(`${anyhow(first)}[\\s\\S]*${open(question, words).source}`, "m"));
  }
});

function settingHelp(section: string, id: string): readonly string[] {
  const sections: Readonly<Record<string, { settings?: Readonly<Record<string, { help: readonly string[] }>> }>> =
    ja.settings as never;
  return sections[section]?.settings?.[id]?.help ?? [];
}

/** No line that the terminal had to break, and no two blank lines together. */
function expectWidth(pty: Pty): void {
  expect(pty.brokenLines()).toEqual([]);
  expect(pty.scrollback()).not.toMatch(/\n\s*\n\s*\n/);
}

/** No English sentence (three plain words in a row), no key of a text, no placeholder, no bracket that lost its width. */
function expectJapanese(text: string): void {
  expect(text.match(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/gi) ?? []).toEqual([]);
  expect(text.match(/\{\w+\}/g) ?? []).toEqual([]);
  expect(text.match(/\b(?:undefined|null|NaN)\b|\[object/g) ?? []).toEqual([]);
}
