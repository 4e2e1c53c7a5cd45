import { afterAll, beforeAll, expect, it } from "vitest";
import { ja } from "../../prompts/locales/ja/index.ts";
import { describeWith } from "../services/available.ts";
import { freePort } from "../services/scratch.ts";
import { startWorld, type World, worldPrograms } from "../services/world.ts";
import type { Pty } from "./pty.ts";
import { type Place, placeIn, secretsOf } from "./pty-support/place.ts";
import { inTerminal } from "./pty-support/terminal.ts";
import { anyhow, enter, explain, open, questions, review, walk } from "./pty-support/walk.ts";

const messages = ja;
const words = { messages };

/** What every reader of Japanese finds on the way: headings, a menu's choices, the review's sentences. */
const keyWords = [
  ...(["server", "domain", "database", "redis", "storage", "mail", "updates", "steps", "administrator"] as const).map(
    (section) => ja.settings[section].title,
  ),
  ja.ui.review.title,
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
        await explain(pty, question, words);
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
      mail: { port: await freePort() },
    });
    const args = ["--defaults", there.defaults, "--lang", "ja"];
    await inTerminal(there, { args, columns, rows: 40 }, async (pty) => {
      for (const [from, until, next] of [
        ["server.directory", "database.password", "redis.host"],
        ["redis.host", "redis.password", "storage.provider"],
        ["storage.provider", "mail.testTo", "updates.check"],
      ] as const) {
        await walk(pty, { ...words, from, until });
        enter(pty, "");
        await pty.waitFor(new RegExp(`\\? ${anyhow(ja.ui.menu.title)}`));
        for (const choice of [ja.ui.menu.change, ja.ui.menu.retry, ja.ui.menu.proceed, ja.ui.menu.save])
          await pty.waitFor(new RegExp(anyhow(choice)));
        await proceed(pty);
        await pty.waitFor(open(next, words));
      }
      expectWidth(pty);
      expectJapanese(pty.scrollback());
      for (const secret of secretsOf(there)) expect(pty.raw()).not.toContain(secret);
    });
  });

  async function proceed(pty: Pty): Promise<void> {
    const [, number = ""] = new RegExp(`(\\d) {2}${anyhow(ja.ui.menu.proceed)}`).exec(pty.screen()) ?? [];
    pty.type(number);
    await pty.waitFor(new RegExp(`❯ ${number} {2}`));
    pty.press("enter");
  }
});

/** No line that the terminal had to break, and no two blank lines together. */
function expectWidth(pty: Pty): void {
  expect(pty.brokenLines()).toEqual([]);
  expect(pty.scrollback()).not.toMatch(/\n\s*\n\s*\n/);
}

const command = /\b(?:systemctl|cp|mastosetup|sudo|psql|redis-cli|openssl|ss) [\w /.*-]+/g;

/** No English sentence (three plain words in a row, but for commands), no placeholder that nothing fills. */
function expectJapanese(text: string): void {
  expect(text.replaceAll(command, "").match(/\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/g) ?? []).toEqual([]);
  expect(text.match(/\{\w+\}/g) ?? []).toEqual([]);
  expect(text.match(/\b(?:undefined|null|NaN)\b|\[object/g) ?? []).toEqual([]);
}
