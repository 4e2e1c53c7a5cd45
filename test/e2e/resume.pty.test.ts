import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copyStandIn } from "../../fixtures/mastodon/stand-in/copy.mjs";
import { en } from "../../prompts/locales/en/index.ts";
import { discard, scratch } from "../services/scratch.ts";
import type { Pty } from "./pty.ts";
import { expectDraft, type Place, placeAt, secretsOf } from "./pty-support/place.ts";
import { inTerminal } from "./pty-support/terminal.ts";
import { enter, open, questions, review, walk } from "./pty-support/walk.ts";
import { byForm, settingLines } from "./support/env-file.ts";
import { offlineAnswers } from "./support/offline.ts";

const messages = en;
const words = { messages };
const asked = questions.map((one) => (one === "storage.endpoint" ? "storage.region" : one));
const admin = { username: "alice", email: "alice@social.example" };

const root = scratch("resume");
afterAll(() => discard(root));

let count = 0;
function place(): Place {
  const live = copyStandIn(join(root, String(++count)), { release: "4.5.15" });
  return placeAt(live, offlineAnswers(live), { steps: { database: true, assets: true, admin } });
}

const quiet = ["--offline", "--skip-steps"];

/** `w`, and the end of the run. */
async function write(pty: Pty): Promise<void> {
  await pty.waitFor(review(words));
  pty.type("w");
  expect(await pty.exit).toEqual({ code: 0, signal: 0 });
}

async function interrupt(pty: Pty): Promise<void> {
  pty.press("ctrl-c");
  expect((await pty.exit).code).toBe(130);
}

const forms = (path: string) => settingLines(readFileSync(path, "utf8")).map(byForm);

/** The file of these answers where nobody interrupts. */
let whole: Promise<readonly string[]> | null = null;
function uninterrupted(): Promise<readonly string[]> {
  whole ??= written().then(({ envFile }) => forms(envFile));
  return whole;
}

async function written(): Promise<Place> {
  const there = place();
  await inTerminal(there, { args: ["--defaults", there.defaults, ...quiet] }, async (pty) => {
    await walk(pty, { ...words, asked });
    await write(pty);
  });
  return there;
}

describe("an interview that was interrupted", () => {
  it.each([
    "server.directory",
    "domain.local",
    "database.password",
    "storage.provider",
    "mail.testTo",
    "administrator.email",
    "the review",
  ] as const)("at %s goes on with the kept answers, wants the secrets again, and ends in the same file", async (at) => {
    const there = place();
    await inTerminal(there, { args: ["--defaults", there.defaults, ...quiet] }, async (pty) => {
      await walk(pty, { ...words, asked, ...(at === "the review" ? {} : { until: at }) });
      await interrupt(pty);
    });
    expectDraft(there);
    await inTerminal(there, { args: quiet }, async (pty) => {
      await pty.waitFor(/\? Answers of .* are kept\. Go on with them\? \(yes\)/);
      enter(pty, "");
      const [database = "", redis = "", storage = "", mail = ""] = secretsOf(there);
      const say = {
        "database.password": database,
        "redis.password": redis,
        "storage.secretAccessKey": storage,
        "mail.password": mail,
      };
      await walk(pty, { ...words, asked, say });
      await write(pty);
      for (const secret of secretsOf(there)) expect(pty.raw()).not.toContain(secret);
    });
    expect(forms(there.envFile)).toEqual(await uninterrupted());
    expect(readdirSync(join(there.state, "mastosetup"))).toEqual([]);
  });

  it("keeps what was typed before, also where it was one question of many", async () => {
    const there = place();
    const args = ["--defaults", there.defaults, ...quiet];
    await inTerminal(there, { args }, async (pty) => {
      await walk(pty, { ...words, asked, say: { "database.name": "another_name" }, until: "database.user" });
      await interrupt(pty);
    });
    expect(expectDraft(there)).toMatchObject({ database: { name: "another_name", user: "mastodon" } });
    await inTerminal(there, { args }, async (pty) => {
      await pty.waitFor("Go on with them?");
      enter(pty, "y");
      await walk(pty, { ...words, asked });
      await write(pty);
    });
    const expected = (await uninterrupted()).map((line) =>
      line.startsWith("DB_NAME=") ? "DB_NAME=another_name" : line,
    );
    expect(forms(there.envFile)).toEqual(expected);
  });

  it.each([
    ["a no", [] as string[], "n"],
    ["--fresh", ["--fresh"], null],
  ])("begins anew after %s", async (_name, more, answer) => {
    const there = place();
    const args = ["--defaults", there.defaults, ...quiet];
    await inTerminal(there, { args }, async (pty) => {
      await walk(pty, { ...words, asked, say: { "domain.local": "typed.example" }, until: "domain.singleUser" });
      await interrupt(pty);
    });
    await inTerminal(there, { args: [...args, ...more] }, async (pty) => {
      if (answer !== null) {
        await pty.waitFor("Go on with them?");
        enter(pty, answer);
      }
      await walk(pty, { ...words, asked, until: "domain.local" });
      await pty.waitFor("(social.example)");
    });
  });

  it("is kept where the run was only to show what it would do", async () => {
    const there = place();
    const args = ["--defaults", there.defaults, ...quiet, "--dry-run"];
    await inTerminal(there, { args }, async (pty) => {
      await walk(pty, { ...words, asked });
      await write(pty);
      expect(pty.scrollback()).toContain("Would write");
    });
    expectDraft(there);
  });

  it("is asked about in the language and the date of its person", async () => {
    const there = place();
    await inTerminal(there, { args: ["--offline"] }, async (pty) => {
      await pty.waitFor(open("server.directory", words));
      await interrupt(pty);
    });
    await inTerminal(there, { args: ["--lang", "ja"] }, async (pty) => {
      await pty.waitFor(/\? \d{4}\/\d\d\/\d\d \d?\d:\d\d/);
    });
  });
});

describe("an interview over a file that is there", () => {
  /** With lines of somebody's own. */
  async function lived(): Promise<Place> {
    const there = await written();
    const text = readFileSync(there.envFile, "utf8");
    writeFileSync(there.envFile, `# Ours\n${text}\nRAILS_LOG_LEVEL=warn\n\n# For jemalloc\nMALLOC_ARENA_MAX=2\n`);
    return there;
  }
  const noAdmin = asked.filter((one) => !one.startsWith("administrator."));
  const say = { "steps.admin": "n" };

  it("offers what it says, and leaves it byte for byte where nothing is changed", async () => {
    const there = await lived();
    const before = { text: readFileSync(there.envFile), stats: statSync(there.envFile) };
    await inTerminal(there, { args: quiet, rows: 100 }, async (pty) => {
      await walk(pty, { ...words, asked: noAdmin, say });
      await pty.waitFor(/already\s+says\s+all\s+of\s+this;\s+nothing\s+to\s+write/);
      await pty.waitFor(`w  ${messages.ui.review.keep}`);
      await write(pty);
      for (const secret of secretsOf(there)) expect(pty.raw()).not.toContain(secret);
    });
    expect(readFileSync(there.envFile)).toEqual(before.text);
    expect(statSync(there.envFile).ino).toBe(before.stats.ino);
    expect(readdirSync(there.live).filter((one) => one.startsWith(".env"))).toEqual([".env.production"]);
  });

  it("changes the one line that was changed, keeps secrets, comments and other keys, and a copy", async () => {
    const there = await lived();
    const before = readFileSync(there.envFile, "utf8");
    await inTerminal(there, { args: quiet, rows: 100 }, async (pty) => {
      await walk(pty, {
        ...words,
        asked: noAdmin,
        say: { ...say, "redis.port": "6380", "redis.password": "changed-secret" },
      });
      pty.type("v");
      const screen = await pty.waitFor("+ REDIS_PORT=6380");
      expect(screen).toContain("- REDIS_PASSWORD=••••••••");
      expect(pty.scrollback()).toContain("2 changed");
      await write(pty);
      expect(pty.raw()).not.toContain("changed-secret");
    });
    const after = readFileSync(there.envFile, "utf8");
    expect(after).toBe(
      before
        .replace("REDIS_PASSWORD=redis-secret", "REDIS_PASSWORD=changed-secret")
        .replace(/(REDIS_PORT)=6379/, "$1=6380"),
    );
    const [backup = "", ...others] = readdirSync(there.live).filter((one) => /^\.env\.production.+/.test(one));
    expect(others).toEqual([]);
    expect(readFileSync(join(there.live, backup), "utf8")).toBe(before);
  });
});
