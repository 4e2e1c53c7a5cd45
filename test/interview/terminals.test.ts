import { describe, expect, it } from "vitest";
import { play, untilDatabase, untilStorage, useDemo } from "./play.ts";

const { start } = useDemo();

describe("terminals of all kinds", () => {
  it("keeps every line within 40 columns, in Japanese", async () => {
    const pty = start({ columns: 40, rows: 24, env: { DEMO_LANG: "ja", DEMO_FAIL: "redis" } });
    await play(pty, [
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
      await play(pty, [[new RegExp(`\\? .*${question}`), ""]]);
    const screen = await pty.waitFor("保存して終了する");
    expect(screen).toContain("REDIS_PORT  (未設定) → 6380");
    expect(pty.brokenLines()).toEqual([]);
  });

  it("survives being resized in the middle of a line", async () => {
    const pty = start();
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
    const pty = start({ columns: 0, env: { DEMO_SLOW: "domain" } });
    await play(pty, untilDatabase);
    await pty.waitFor("? PostgreSQL host");
    expect(pty.raw().length).toBeLessThan(20_000);
  });

  it.each([
    ["TERM=dumb", { TERM: "dumb" }],
    ["--plain", { DEMO_PLAIN: "1" }],
  ])("only adds lines under %s", async (_name, env) => {
    const pty = start({ env: { ...env, NO_COLOR: "1", DEMO_FAIL: "redis" }, rows: 60, columns: 100 });
    await play(pty, [
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
    const pty = start({ env: { LANG: "C", DEMO_FAIL: "redis" }, rows: 40 });
    await play(pty, untilStorage);
    const screen = await pty.waitFor("Save and quit");
    expect(screen).toContain("> 1 ");
    expect(screen).toContain("[x]");
    expect([...screen].filter((one) => one > "~")).toEqual([]);
  });

  it("has no colour with NO_COLOR", async () => {
    const pty = start({ env: { NO_COLOR: "1" } });
    await pty.waitFor("? Mastodon directory");
    expect(pty.raw()).not.toMatch(/\u001b\[[0-9;]*m/);
  });
});
