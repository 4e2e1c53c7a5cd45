import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Key, type Pty, type PtyOptions, startPty } from "../e2e/pty.ts";
import { discard, scratch } from "../services/scratch.ts";

const directory = scratch("interview");
const program = join(directory, "demo.mjs");
let pty: Pty;

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("demo.ts", import.meta.url))],
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
    logLevel: "error",
  });
});
afterEach(() => pty.kill());
afterAll(() => discard(directory));

function start(options: PtyOptions = {}): Pty {
  pty = startPty(process.execPath, [program], options);
  return pty;
}

/** Under a shell that says afterwards in which state the terminal was left. */
function startUnderShell(env: PtyOptions["env"] = {}): Pty {
  const script = `'${process.execPath}' '${program}'; code=$?; stty -a; exit $code`;
  pty = startPty("/bin/sh", ["-c", script], { env });
  return pty;
}

/** Waits for each text, then types what follows it; a key in brackets is pressed, Enter follows a text. */
async function play(steps: readonly (readonly [wanted: string | RegExp, said: string])[]): Promise<void> {
  for (const [wanted, said] of steps) {
    await pty.waitFor(wanted);
    const key = /^\[(.+)\]$/.exec(said)?.[1];
    if (key !== undefined) pty.press(key as Key);
    else {
      pty.type(said);
      pty.press("enter");
    }
  }
}

const untilDomain = [
  ["? Mastodon directory", ""],
  ["? How Mastodon runs", ""],
] as const;
const untilDatabase = [...untilDomain, ["? Domain people", ""], ["? Only for yourself", ""]] as const;
const untilRedis = [
  ...untilDatabase,
  ["? PostgreSQL host", ""],
  ["? PostgreSQL port", ""],
  ["? Database name", ""],
  ["? PostgreSQL user", ""],
  ["? Password of", "swordfish"],
] as const;
const untilStorage = [...untilRedis, ["? Redis host", ""], ["? Redis port", ""], ["? Redis password", ""]] as const;
const untilReview = [
  ...untilStorage,
  ["? Where to keep", ""],
  ["? Who sends", ""],
  ["? Sender", ""],
  ["? Send a test mail", ""],
  ["? Check for important", ""],
  ["? Prepare the database", ""],
  ["? Compile", ""],
  ["? Create an admin", ""],
  ["? User name", "alice"],
  [/\? E-mail/, "alice@example.org"],
] as const;

describe("the interview in a terminal", () => {
  it("goes from the first question to the review, shows the file, and writes on w", async () => {
    start({ rows: 40 });
    await play(untilReview);
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
    start();
    await play([
      ["? Mastodon directory", ""],
      ["? How Mastodon runs", "[escape]"],
      ["? Mastodon directory", ""],
    ]);
    await pty.waitFor("❯ 1  On the machine");
    pty.type("?");
    await pty.waitFor(/systemd: installed from source[\s\S]*\? How Mastodon runs/);
    pty.press("enter");
    await play([
      ["? Domain people", "?"],
      [/part of every address[\s\S]*\? Domain people/, ""],
      ["? Only for yourself", "<"],
    ]);
    await pty.waitFor("? Domain people");
  });

  it("offers a remedy that was tried, and goes on when it works", async () => {
    start({ env: { DEMO_FAIL: "redis" }, rows: 40 });
    await play(untilStorage);
    const screen = await pty.waitFor("Save and quit");
    expect(screen).toMatch(/❯ 1 {2}.*tried just now: works/);
    expect(screen).toContain("REDIS_PORT  (not set) → 6380");
    expect(screen).toContain("5  Save and quit");
    pty.press("enter");
    await pty.waitFor("? Where to keep");
  });

  it("edits a section from the review and comes back to it", async () => {
    start({ rows: 50 });
    await play(untilReview);
    await pty.waitFor("Nothing has been written yet.");
    pty.type("7");
    await pty.waitFor("❯ 7  Updates");
    pty.press("enter");
    await play([["? Check for important", "no"]]);
    await pty.waitFor("Check for important updates: no\n  8");
  });

  it("does not take keys that are typed while a probe runs", async () => {
    start({ env: { DEMO_SLOW: "domain" } });
    await play(untilDatabase);
    await pty.waitFor("Looking the domain up");
    pty.type("stray");
    pty.press("enter", "enter");
    const screen = await pty.waitFor("? PostgreSQL host");
    expect(screen).not.toContain("stray");
    expect(screen).not.toContain("? PostgreSQL port");
  });
});

describe("leaving", () => {
  const prompts = [
    ["a text", untilDomain.slice(0, 0), "? Mastodon directory"],
    ["a choice", untilDomain.slice(0, 1), "? How Mastodon runs"],
    ["a secret", untilRedis.slice(0, -1), "? Password of"],
  ] as const;

  it.each(prompts)("ends with 130 on Ctrl-C at %s, the terminal as it was", async (_name, steps, question) => {
    startUnderShell();
    await play(steps);
    await pty.waitFor(question);
    pty.press("ctrl-c");
    expect(await pty.exit).toEqual({ code: 130, signal: 0 });
    expectRestored();
  });

  it("ends at once on Ctrl-C under a spinner", async () => {
    startUnderShell({ DEMO_HANG: "domain" });
    await play(untilDatabase);
    await pty.waitFor("Looking the domain up");
    const pressed = performance.now();
    pty.press("ctrl-c");
    expect((await pty.exit).code).toBe(130);
    expect(performance.now() - pressed).toBeLessThan(1000);
    expectRestored();
  });

  it("ends on SIGINT and SIGTERM from outside, at a prompt and under a spinner", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      start();
      await pty.waitFor("? Mastodon directory");
      process.kill(pty.pid, signal);
      expect(await pty.exit).toEqual({ code: 130, signal: 0 });
      start({ env: { DEMO_HANG: "domain" } });
      await play(untilDatabase);
      await pty.waitFor("Looking the domain up");
      process.kill(pty.pid, signal);
      expect(await pty.exit).toEqual({ code: 130, signal: 0 });
      expect(pty.cursorVisible()).toBe(true);
    }
  });

  it.each(prompts)("does not hang on Ctrl-D at %s", async (_name, steps, question) => {
    startUnderShell();
    await play(steps);
    await pty.waitFor(question);
    pty.press("ctrl-d");
    expect((await pty.exit).code).toBe(130);
    expectRestored();
  });

  function expectRestored(): void {
    const left = pty.scrollback();
    expect(left).toMatch(/[^-]\becho\b/);
    expect(left).toMatch(/[^-]\bicanon\b/);
    expect(left).not.toMatch(/-echo\b|-icanon\b/);
    expect(pty.cursorVisible()).toBe(true);
  }
});

describe("terminals of all kinds", () => {
  it("keeps every line within 40 columns, in Japanese", async () => {
    start({ columns: 40, rows: 24, env: { DEMO_LANG: "ja", DEMO_FAIL: "redis" } });
    await play([
      ["? Mastodonのディレクトリ", "?"],
      [/例: [\s\S]*\? Mastodonのディレクトリ/, ""],
      ["? Mastodonの動かし方", ""],
      [/後ろに付くドメイン/, "a-rather-long-name.social.example"],
      ["? 自分専用", ""],
    ]);
    for (const question of [
      "のホスト",
      "のポート",
      "データベース名",
      "のユーザー",
      "パスワード",
      "Redisのホスト",
      "Redisのポート",
      "Redisのパスワード",
    ])
      await play([[new RegExp(`\\? .*${question}`), ""]]);
    const screen = await pty.waitFor("保存して終了する");
    expect(screen).toContain("REDIS_PORT  (未設定) → 6380");
    expect(pty.brokenLines()).toEqual([]);
  });

  it("survives being resized in the middle of a line", async () => {
    start();
    await pty.waitFor("? Mastodon directory");
    pty.type("/srv/a-rather-long-directory");
    await pty.waitFor("long-directory");
    pty.resize(40, 20);
    pty.type("-name");
    await pty.waitFor("-name");
    pty.resize(100, 30);
    pty.press("enter");
    await pty.waitFor(/directory-name\n\? Mastodon version/);
  });

  it("writes no more than a few lines on a terminal without columns", async () => {
    start({ columns: 0, env: { DEMO_SLOW: "domain" } });
    await play(untilDatabase);
    await pty.waitFor("? PostgreSQL host");
    expect(pty.raw().length).toBeLessThan(20_000);
  });

  it.each([
    ["TERM=dumb", { TERM: "dumb" }],
    ["--plain", { DEMO_PLAIN: "1" }],
  ])("only adds lines under %s", async (_name, env) => {
    start({ env: { ...env, NO_COLOR: "1", DEMO_FAIL: "redis" }, rows: 60, columns: 100 });
    await play([
      [/Mastodon directory \(.*\):$/m, "?"],
      [/For example[\s\S]*Mastodon directory \(.*\):/, ""],
      [/number or letter of a line \(1\):/, ""],
      [/Domain people.*:/, "<"],
      [/letter of a line \(1\):[^:]*$/, "1"],
      [/Domain people.*:[^:]*$/, ""],
      [/Only for yourself.*:/, ""],
      [/PostgreSQL host.*:/, ""],
      [/PostgreSQL port.*:/, ""],
      [/Database name.*:/, ""],
      [/PostgreSQL user.*:/, ""],
      [/Password of.*:/, "swordfish"],
      [/Redis host.*:/, ""],
      [/Redis port.*:/, ""],
      [/Redis password.*:/, ""],
      [/tried just now: works[\s\S]*letter of a line \(1\):/, "4"],
    ]);
    await pty.waitFor(/Where to keep/);
    expect(pty.raw()).not.toContain("swordfish");
    expect(pty.raw()).not.toContain("\u001b");
    pty.press("ctrl-c");
    expect((await pty.exit).code).toBe(130);
  });

  it("has ASCII for everything but letters where the locale is not UTF-8", async () => {
    start({ env: { LANG: "C", DEMO_FAIL: "redis" }, rows: 40 });
    await play(untilStorage);
    const screen = await pty.waitFor("Save and quit");
    expect(screen).toContain("> 1 ");
    expect(screen).toContain("[x]");
    expect([...screen].filter((one) => one > "~")).toEqual([]);
  });

  it("has no colour with NO_COLOR", async () => {
    start({ env: { NO_COLOR: "1" } });
    await pty.waitFor("? Mastodon directory");
    expect(pty.raw()).not.toMatch(/\u001b\[[0-9;]*m/);
  });
});
