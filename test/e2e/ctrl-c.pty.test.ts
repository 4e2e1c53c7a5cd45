import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en } from "../../prompts/locales/en/index.ts";
import { describeWith } from "../services/available.ts";
import { startWorld, type World, worldPrograms } from "../services/world.ts";
import type { Pty } from "./pty.ts";
import { expectDraft, type Place, placeIn, secretsOf } from "./pty-support/place.ts";
import { closed, expectRestored, inTerminal, type Started } from "./pty-support/terminal.ts";
import { enter, type Question, questions, walk } from "./pty-support/walk.ts";
import type { Patch } from "./support/answers.ts";

const messages = en;
const words = { messages };

/** Milliseconds that leaving may take here, where many other tests run beside this one; alone it is a tenth of a second. */
const soon = 2500;
/** A dozen sessions, five such tests side by side. */
const patience = 120_000;

describeWith(worldPrograms, "leaving the wizard", () => {
  let world: World;
  let count = 0;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  function start(patch: Patch, use: (pty: Pty, place: Place) => Promise<void>, started: Started = {}): Promise<void> {
    const place = placeIn(world, `left-${++count}`, patch);
    const { args = [], ...options } = started;
    return inTerminal(place, { shell: true, ...options, args: ["--defaults", place.defaults, ...args] }, (pty) =>
      use(pty, place),
    );
  }

  /** Ctrl-C ends it soon, with the terminal as it was, the answers kept and nothing written. */
  async function interrupt(pty: Pty, place: Place): Promise<Readonly<Record<string, unknown>>> {
    const pressed = performance.now();
    pty.press("ctrl-c");
    expect(await pty.exit).toEqual({ code: 130, signal: 0 });
    expect(performance.now() - pressed).toBeLessThan(soon);
    expect(pty.scrollback()).toContain(messages.cli.draft.saved);
    for (const secret of secretsOf(place)) expect(pty.raw()).not.toContain(secret);
    expectRestored(pty);
    return expectDraft(place);
  }

  describe.concurrent("by Ctrl-C at every question in turn", () => {
    const sections = [...new Set(questions.map((one) => one.split(".")[0]))];
    const rows = sections.map(
      (section) => [section, questions.filter((one) => one.startsWith(`${section}.`))] as const,
    );

    it.each(rows)("%s", { timeout: patience }, async (_section, asked) => {
      for (const until of asked) {
        await start({}, async (pty, place) => {
          await walk(pty, { ...words, until });
          const draft = await interrupt(pty, place);
          expect(draft).toMatchObject({ domain: { local: "social.example" } });
        });
      }
    });

    it("the review, and again after the file was looked at", () =>
      start({}, async (pty, place) => {
        await walk(pty, words);
        pty.type("v");
        await pty.waitFor("+ SMTP_FROM_ADDRESS=");
        expect(pty.scrollback()).not.toMatch(/SECRET_KEY_BASE=\w/);
        await interrupt(pty, place);
      }));
  });

  it("by Ctrl-C where a service is wrong and the question is what now", () =>
    start({ redis: { password: "not the password" } }, async (pty, place) => {
      await walk(pty, { ...words, until: "redis.password" });
      enter(pty, "");
      await pty.waitFor(`? ${messages.ui.menu.title}`);
      await interrupt(pty, place);
    }));

  describe("while a service does not answer", () => {
    const silent = createServer((socket) => socket.on("error", () => undefined).resume());
    beforeAll(() => new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve)));
    afterAll(() => new Promise((resolve) => silent.close(resolve)));

    async function waitUnderSpinner(pty: Pty): Promise<void> {
      await walk(pty, { ...words, until: "database.password" });
      enter(pty, "");
      await pty.waitFor(messages.ui.probing.trying.database);
    }
    const unanswered = (): Patch => {
      const address = silent.address();
      if (address === null || typeof address === "string") throw new Error("not listening");
      return { database: { port: address.port } };
    };

    it("by Ctrl-C, under the spinner", () =>
      start(unanswered(), async (pty, place) => {
        await waitUnderSpinner(pty);
        await interrupt(pty, place);
      }));

    it("by Ctrl-C, where there is no spinner", () =>
      start(
        unanswered(),
        async (pty, place) => {
          await waitUnderSpinner(pty);
          await interrupt(pty, place);
        },
        { env: { CI: "1" } },
      ));

    it("by SIGTERM", () =>
      start(
        unanswered(),
        async (pty, place) => {
          await waitUnderSpinner(pty);
          process.kill(pty.pid, "SIGTERM");
          expect(await pty.exit).toEqual({ code: 143, signal: 0 });
          expect(pty.cursorVisible()).toBe(true);
          expectDraft(place);
        },
        { shell: false },
      ));

    it("by a terminal that is closed", async () => {
      const place = placeIn(world, "closed-under-spinner", unanswered());
      await closed(place, ["--defaults", place.defaults], waitUnderSpinner);
      expectDraft(place);
    });
  });

  it.each(["server.directory", "storage.provider", "database.password"] as const)(
    "by SIGTERM at %s",
    (until: Question) =>
      start(
        {},
        async (pty, place) => {
          await walk(pty, { ...words, until });
          process.kill(pty.pid, "SIGTERM");
          expect(await pty.exit).toEqual({ code: 143, signal: 0 });
          expect(pty.scrollback()).toContain(messages.cli.draft.saved);
          expect(pty.cursorVisible()).toBe(true);
          expectDraft(place);
        },
        { shell: false },
      ),
  );

  it("by a terminal that is closed at a question", async () => {
    const place = placeIn(world, "closed-at-question");
    await closed(place, ["--defaults", place.defaults], (pty) => walk(pty, { ...words, until: "redis.host" }));
    expectDraft(place);
  });

  it("by Ctrl-C while a step runs, which is stopped too", () =>
    start({ steps: { assets: false } }, async (pty, place) => {
      writeFileSync(join(place.live, "stand-in.env"), "STAND_IN_HANG=db:setup\n");
      await walk(pty, words);
      pty.type("w");
      // The last line of the step's output stands behind the spinner.
      await pty.waitFor("Compiling...");
      pty.press("ctrl-c");
      expect(await pty.exit).toEqual({ code: 130, signal: 0 });
      expect(pty.scrollback()).toContain(messages.cli.interrupted);
      expect(pty.scrollback()).toContain("To go on: mastosetup --step database");
      expectRestored(pty);
    }));

  it("by Ctrl-C at the question whether to go on with what was kept", () =>
    start({}, async (first, place) => {
      await walk(first, { ...words, until: "redis.host" });
      await interrupt(first, place);
      await inTerminal(place, { shell: true }, async (pty) => {
        await pty.waitFor(/\? Answers of .* are kept/);
        await interrupt(pty, place);
      });
    }));
});
