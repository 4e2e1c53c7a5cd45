import { describe, expect, it } from "vitest";
import type { Pty } from "../e2e/pty.ts";
import { play, untilDatabase, untilDomain, untilRedis, useDemo } from "./play.ts";

const { start, startUnderShell } = useDemo();

describe("leaving", () => {
  const prompts = [
    ["a text", untilDomain.slice(0, 0), "? Mastodon directory"],
    ["a choice", untilDomain.slice(0, 1), "? How Mastodon runs"],
    ["a secret", untilRedis.slice(0, -1), "? Password of"],
  ] as const;

  it.each(prompts)("ends with 130 on Ctrl-C at %s, the terminal as it was", async (_name, steps, question) => {
    const pty = startUnderShell();
    await play(pty, steps);
    await pty.waitFor(question);
    pty.press("ctrl-c");
    expect(await pty.exit).toEqual({ code: 130, signal: 0 });
    expectRestored(pty);
  });

  it("ends at once on Ctrl-C under a spinner", async () => {
    const pty = startUnderShell({ DEMO_HANG: "domain" });
    await play(pty, untilDatabase);
    await pty.waitFor("Looking the domain up");
    const pressed = performance.now();
    pty.press("ctrl-c");
    expect((await pty.exit).code).toBe(130);
    expect(performance.now() - pressed).toBeLessThan(3000);
    expectRestored(pty);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends on %s from outside, at a prompt and under a spinner",
    async (signal) => {
      const asked = start();
      await asked.waitFor("? Mastodon directory");
      process.kill(asked.pid, signal);
      expect(await asked.exit).toEqual({ code: 130, signal: 0 });
      const trying = start({ env: { DEMO_HANG: "domain" } });
      await play(trying, untilDatabase);
      await trying.waitFor("Looking the domain up");
      process.kill(trying.pid, signal);
      expect(await trying.exit).toEqual({ code: 130, signal: 0 });
      expect(trying.cursorVisible()).toBe(true);
    },
  );

  it("ends on Ctrl-C while a probe runs without a spinner", async () => {
    const pty = start({ env: { DEMO_HANG: "domain", DEMO_PLAIN: "1" } });
    await play(pty, [
      [/Mastodon directory \(.*:$/m, ""],
      [/letter of a line \(1\):$/m, ""],
      [/Domain people.*:$/m, ""],
      [/Only for yourself.*:$/m, ""],
    ]);
    await pty.waitFor("Looking the domain up");
    pty.press("ctrl-c");
    expect(await pty.exit).toEqual({ code: 130, signal: 0 });
  });

  it.each(prompts)("does not hang on Ctrl-D at %s", async (_name, steps, question) => {
    const pty = startUnderShell();
    await play(pty, steps);
    await pty.waitFor(question);
    pty.press("ctrl-d");
    expect((await pty.exit).code).toBe(130);
    expectRestored(pty);
  });

  function expectRestored(pty: Pty): void {
    const left = pty.scrollback();
    expect(left).toMatch(/[^-]\becho\b/);
    expect(left).toMatch(/[^-]\bicanon\b/);
    expect(left).not.toMatch(/-echo\b|-icanon\b/);
    expect(pty.cursorVisible()).toBe(true);
  }
});
