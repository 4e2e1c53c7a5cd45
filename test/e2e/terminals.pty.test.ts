import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copyStandIn } from "../../fixtures/mastodon/stand-in/copy.mjs";
import { en } from "../../prompts/locales/en/index.ts";
import { ja } from "../../prompts/locales/ja/index.ts";
import { discard, scratch } from "../services/scratch.ts";
import type { Pty } from "./pty.ts";
import { type Place, placeAt } from "./pty-support/place.ts";
import { inTerminal, type Started } from "./pty-support/terminal.ts";
import { anyhow, enter, open, review, type Speech, walk } from "./pty-support/walk.ts";
import { offlineAnswers } from "./support/offline.ts";

const root = scratch("terminals");
afterAll(() => discard(root));

let count = 0;
/** Answers for all that is asked; nothing of it can be reached, and nothing is tried. */
function place(): Place {
  const live = copyStandIn(join(root, String(++count)), { release: "4.5.15" });
  const admin = { username: "alice", email: "alice@social.example" };
  const storage = { provider: "minio", endpoint: "https://localhost:9000", acl: true } as const;
  return placeAt(live, offlineAnswers(live), { storage, steps: { database: true, assets: true, admin } });
}

function start(options: Started, use: (pty: Pty, there: Place) => Promise<void>): Promise<void> {
  const there = place();
  const { args = [], ...rest } = options;
  return inTerminal(there, { ...rest, args: ["--defaults", there.defaults, "--offline", ...args] }, (pty) =>
    use(pty, there),
  );
}

const colour = /\u001b\[[0-9;]*m/;

/** Keys that act, or lines; what else is to be true of every byte. */
interface Terminal extends Started {
  readonly words?: Speech["messages"];
  readonly plain?: boolean;
  readonly colourless?: boolean;
  readonly ascii?: boolean;
}

const terminals: Readonly<Record<string, Terminal>> = {
  "80 columns": {},
  "40 columns": { columns: 40 },
  "120 columns and 12 rows": { columns: 120, rows: 12 },
  "40 columns and 12 rows, in Japanese": { columns: 40, rows: 12, words: ja },
  "80 columns, in Japanese": { words: ja },
  "no columns (docker run -t, script)": { columns: 0 },
  "the Linux console": { env: { TERM: "linux" }, ascii: true },
  "plain xterm": { env: { TERM: "xterm" } },
  "a locale that is not UTF-8": { env: { LANG: "C" }, ascii: true },
  NO_COLOR: { env: { NO_COLOR: "1" }, colourless: true },
  "--no-color": { args: ["--no-color"], colourless: true },
  CI: { env: { CI: "1" } },
  "TERM=dumb": { env: { TERM: "dumb" }, plain: true },
  "TERM=dumb with 40 columns, in Japanese": { env: { TERM: "dumb" }, columns: 40, plain: true, words: ja },
  "--plain": { args: ["--plain"], plain: true, ascii: true },
  "--plain without columns": { args: ["--plain"], columns: 0, plain: true, ascii: true },
};

describe.each(Object.entries(terminals))("on a terminal with %s", (_name, terminal) => {
  const { words = en, plain = false, colourless = plain, ascii = false, args = [], ...options } = terminal;
  const speech = { messages: words, plain };
  const language = ["--lang", words === ja ? "ja" : "en"];

  it("answers, explains, goes back, and leaves on Ctrl-C", () =>
    start({ ...options, args: [...args, ...language] }, async (pty) => {
      await walk(pty, { ...speech, until: "domain.singleUser" });
      enter(pty, "?");
      const [explained = ""] = words.settings.domain.settings.singleUser.help;
      await pty.waitFor(new RegExp(anyhow(explained)));
      await pty.waitFor(open("domain.singleUser", speech));
      enter(pty, "<");
      await pty.waitFor(open("domain.local", speech));
      pty.press("ctrl-c");
      expect(await pty.exit).toEqual({ code: 130, signal: 0 });
      expect(pty.scrollback().replaceAll(/\s/g, "")).toContain(words.cli.draft.saved.replaceAll(/\s/g, ""));
      expect(pty.brokenLines()).toEqual([]);
      expect(pty.cursorVisible()).toBe(true);
      if (colourless) expect(pty.raw()).not.toMatch(colour);
      if (plain) expect(pty.raw()).not.toContain("\u001b");
      if (ascii) expect([...pty.scrollback()].filter((one) => one > "~")).toEqual([]);
    }));
});

describe("a whole interview", () => {
  it.each([
    ["40 columns and 12 rows", { columns: 40, rows: 12 }, en],
    ["40 columns and 12 rows, in Japanese", { columns: 40, rows: 12, args: ["--lang", "ja"] }, ja],
    ["120 columns, in Japanese", { columns: 120, rows: 40, args: ["--lang", "ja"] }, ja],
  ] as const)("is drawn within %s, and the review can be scrolled to its end", (_name, options, messages) =>
    start(options, async (pty) => {
      await walk(pty, { messages });
      // The pointer goes round: up from the first line is the last.
      pty.press("up");
      await pty.waitFor(new RegExp(`❯ q {2}${anyhow(messages.ui.review.save)}`));
      enter(pty, "");
      expect(await pty.exit).toEqual({ code: 0, signal: 0 });
      expect(pty.brokenLines()).toEqual([]);
      expect(pty.scrollback()).not.toMatch(/\n\n\n/);
    }),
  );

  it.each([
    ["TERM=dumb", { env: { TERM: "dumb" } }, en],
    ["TERM=dumb with 40 columns, in Japanese", { env: { TERM: "dumb" }, columns: 40, args: ["--lang", "ja"] }, ja],
    ["--plain", { args: ["--plain"] }, en],
  ] as const)("goes line by line under %s, without a warning of Node's", (_name, options, messages) =>
    start(options, async (pty) => {
      const speech = { messages, plain: true };
      await walk(pty, speech);
      enter(pty, "7");
      await pty.waitFor(open("updates.check", speech));
      enter(pty, "n");
      await pty.waitFor(review(speech));
      pty.press("ctrl-c");
      expect(await pty.exit).toEqual({ code: 130, signal: 0 });
      expect(pty.scrollback()).not.toContain("Warning");
      expect(pty.raw()).not.toContain("\u001b");
      expect(pty.brokenLines()).toEqual([]);
    }),
  );
});
