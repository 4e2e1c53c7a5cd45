import { describe, expect, it } from "vitest";
import { play, untilDatabase, untilReview, untilStorage, useDemo } from "./play.ts";

const { start } = useDemo();

describe("the interview in a terminal", () => {
  it("goes from the first question to the review, shows the file, and writes on w", async () => {
    const pty = start({ rows: 40 });
    await play(pty, untilReview);
    await pty.waitFor("Nothing has been written yet.");
    pty.type("v");
    expect(await pty.waitFor("+ SECRET_KEY_BASE=")).toContain("27 variables · 6 secrets generated just now");
    pty.type("w");
    expect(await pty.exit).toEqual({ code: 0, signal: 0 });
    expect(pty.scrollback()).toContain("outcome write");
    expect(pty.raw()).not.toContain("swordfish");
    expect(pty.raw()).not.toContain("swordf");
    expect(pty.brokenLines()).toEqual([]);
  });

  it("explains on ? and asks again, goes back on < and Esc", async () => {
    const pty = start();
    await play(pty, [
      ["? Mastodon directory", ""],
      ["? How Mastodon runs", "[escape]"],
      ["? Mastodon directory", ""],
    ]);
    await pty.waitFor("❯ 1  On the machine");
    pty.type("?");
    await pty.waitFor(/systemd: installed from source[\s\S]*\? How Mastodon runs/);
    pty.press("enter");
    await play(pty, [
      ["? Domain people", "?"],
      [/part of every address[\s\S]*\? Domain people/, ""],
      ["? Only for yourself", "<"],
    ]);
    await pty.waitFor("? Domain people");
  });

  it("offers a remedy that was tried, and goes on when it works", async () => {
    const pty = start({ env: { DEMO_FAIL: "redis" }, rows: 40 });
    await play(pty, untilStorage);
    const screen = await pty.waitFor("Save and quit");
    expect(screen).toMatch(/❯ 1 {2}.*tried just now: works/);
    expect(screen).toContain("REDIS_PORT  (not set) → 6380");
    expect(screen).toContain("5  Save and quit");
    pty.press("enter");
    await pty.waitFor("? Where to keep");
  });

  it("edits a section from the review and comes back to it", async () => {
    const pty = start({ rows: 50 });
    await play(pty, untilReview);
    await pty.waitFor("Nothing has been written yet.");
    pty.type("7");
    await pty.waitFor("❯ 7  Updates");
    pty.press("enter");
    await play(pty, [["? Check for important", "no"]]);
    await pty.waitFor("Check for important updates: no\n  8");
  });

  it("does not take keys that are typed while a probe runs", async () => {
    const pty = start({ env: { DEMO_SLOW: "domain" } });
    await play(pty, untilDatabase);
    await pty.waitFor("Looking the domain up");
    pty.type("stray");
    pty.press("enter", "enter");
    const screen = await pty.waitFor("? PostgreSQL host");
    expect(screen).not.toContain("stray");
    expect(screen).not.toContain("? PostgreSQL port");
  });
});
