import { describe, expect, it } from "vitest";
import { choice, yesNo } from "../../../prompts/parsers/choice.ts";
import { identifier, redisUser } from "../../../prompts/parsers/identifier.ts";
import { integer, port } from "../../../prompts/parsers/number.ts";
import { release, releases } from "../../../prompts/parsers/release.ts";
import { credential, secret } from "../../../prompts/parsers/secret.ts";
import { username } from "../../../prompts/parsers/username.ts";
import type { Known } from "../../../prompts/setting.ts";
import { series } from "../../../src/environment/release.ts";

describe("a number", () => {
  it.each([
    ["5432", 5432, false],
    [" 5432 ", 5432, false],
    ["05432", 5432, true],
    ["５４３２", 5432, true],
  ])("reads %j as %d", (raw, value, mended) => {
    expect(port(raw)).toEqual(mended ? { ok: true, value, mended } : { ok: true, value });
  });

  it.each([
    ["", "required"],
    ["0", "numberRange"],
    ["65536", "numberRange"],
    ["-1", "numberRange"],
    ["99999999999999999999", "numberRange"],
    ["5432/tcp", "numberInvalid"],
    ["0x10", "numberInvalid"],
    ["1e3", "numberInvalid"],
    ["5.5", "numberInvalid"],
  ])("refuses %j: %s", (raw, key) => {
    expect(port(raw)).toMatchObject({ ok: false, problem: { key } });
  });

  it("has no minus zero", () => {
    expect(integer(0, 15)("-0")).toEqual({ ok: true, value: 0, mended: true });
  });
});

describe("a choice", () => {
  const parse = choice([true, "migrate", false]);
  it("is the value as the answers file has it, in any case", () => {
    expect(parse("migrate")).toEqual({ ok: true, value: "migrate" });
    expect(parse("TRUE")).toEqual({ ok: true, value: true });
  });

  it("names the choices where it is none", () => {
    expect(parse("maybe")).toMatchObject({
      problem: { key: "choiceUnknown", params: { choices: "true, migrate, false" } },
    });
  });

  it.each(["yes", "Y", "true", "1", "はい", "on"])("%s is a yes", (raw) => {
    expect(yesNo(raw)).toEqual({ ok: true, value: true });
  });

  it.each(["no", "N", "false", "0", "いいえ", "ＮＯ"])("%s is a no", (raw) => {
    expect(yesNo(raw)).toEqual({ ok: true, value: false });
  });
});

describe("the name of a database or role", () => {
  it.each(["mastodon", "mastodon_production", "Mastodon-2", "postgres.abcdef", "_x", "no1", "yesterday", "e1"])(
    "takes %s",
    (raw) => {
      expect(identifier(raw)).toEqual({ ok: true, value: raw });
    },
  );

  it.each([
    ...["yes", "no", "on", "off", "true", "false", "null", "Null", "NO", "y", "n", "~"].map((word) => [
      word,
      "identifierWord",
    ]),
    ...["12345", "0x10", "1_000", "2024-01-01", "1.5", "1e3"].map((number) => [number, "identifierWord"]),
    ...["@x", "*x", "&x", "!x", "`x", '"x', "{x", "|x", "a b", "a:b", "a#b", "データ"].map((odd) => [
      odd,
      "identifierCharacter",
    ]),
    ...["4mastodon", "-x", ".x"].map((start) => [start, "identifierStart"]),
    ["", "required"],
    ["a".repeat(64), "identifierLong"],
  ])("refuses %j: %s", (raw, key) => {
    expect(identifier(raw)).toMatchObject({ ok: false, problem: { key } });
  });

  it.each(["a:b", "a@b", "a b", "ä"])("a Redis user is not %j", (raw) => {
    expect(redisUser(raw)).toMatchObject({ ok: false, problem: { key: "redisUserCharacter" } });
  });
});

describe("a secret", () => {
  it.each(["pass", "p@ss w0rd", `a'b"c$d\`e\\f#`, "パスワード", '"quoted"'])("takes %j byte for byte", (raw) => {
    expect(secret(raw)).toEqual({ ok: true, value: raw });
  });

  it.each([
    [" pass", "secretBlanks"],
    ["pass ", "secretBlanks"],
    ["pass\u3000", "secretBlanks"],
    ["pass\n", "secretLineBreak"],
    ["pa\r\nss", "secretLineBreak"],
    ["pa\tss", "secretControl"],
    ["pass\u001b[A", "secretControl"],
    ["ｐａｓｓ", "secretFullWidth"],
  ])("asks once more for %j, and keeps it whole if that is meant", (raw, key) => {
    expect(secret(raw)).toMatchObject({ ok: false, problem: { key }, anyway: raw });
  });

  it("refuses a NUL and nothing at all", () => {
    expect(secret("a\u0000b")).toEqual({ ok: false, problem: { key: "secretNul", params: {} } });
    expect(secret("")).toMatchObject({ ok: false, problem: { key: "required" } });
  });

  it("never has the value in a problem", () => {
    for (const raw of [" canary", "canary\n", "can\tary", "ｃanary", "canary\u0000"]) {
      const parsed = secret(raw);
      expect(parsed.ok ? "" : JSON.stringify(parsed.problem)).not.toContain("canary");
    }
  });

  it("asks once more for a blank within an id", () => {
    expect(credential("AKIA 1")).toMatchObject({ ok: false, problem: { key: "credentialSpace" }, anyway: "AKIA 1" });
    expect(credential(" AKIA1\n")).toEqual({ ok: true, value: "AKIA1" });
  });
});

describe("a release", () => {
  it("knows the series that the environment knows", () => {
    expect(releases).toEqual(series);
  });

  it.each([
    ["4.6", "4.6"],
    ["v4.6.5", "4.6.5"],
    ["4.6.5+glitch", "4.6.5"],
    ["4.6.0-beta.1", "4.6.0"],
    ["４．６", "4.6"],
  ])("reads %s as %s", (raw, value) => {
    expect(release(raw)).toMatchObject({ ok: true, value });
  });

  it.each([
    ["4.1", "releaseUnknown"],
    ["4.10", "releaseUnknown"],
    ["5.0.1", "releaseUnknown"],
    ["latest", "releaseInvalid"],
    ["4", "releaseInvalid"],
    ["", "required"],
  ])("refuses %j: %s", (raw, key) => {
    expect(release(raw)).toMatchObject({ ok: false, problem: { key } });
  });
});

describe("the administrator's name", () => {
  const inRelease = (version: string): Known => ({
    answers: { mastodon: { version }, domain: { local: "social.example" } },
    found: {},
  });
  const now = inRelease("4.6");

  it.each([
    ["alice", "alice"],
    ["Alice_01", "Alice_01"],
    ["@alice", "alice"],
    ["@alice@social.example", "alice"],
    ["a".repeat(30), "a".repeat(30)],
  ])("takes %s as %s", (raw, value) => {
    expect(username(raw, now)).toMatchObject({ ok: true, value });
  });

  it.each([
    ["", "required"],
    ["a".repeat(31), "usernameLong"],
    ["alice-b", "usernameCharacter"],
    ["alice.b", "usernameCharacter"],
    ["アリス", "usernameCharacter"],
    ["alice@other.example", "usernameCharacter"],
  ])("refuses %j: %s", (raw, key) => {
    expect(username(raw, now)).toMatchObject({ ok: false, problem: { key } });
  });

  it.each([
    ["4.2.8", "Admin", true],
    ["4.3", "moderator", true],
    ["4.3.23", "owner", false],
    ["4.4.1", "owner", true],
    ["4.4", "staff", true],
    ["4.5", "admin", false],
    ["4.6.5", "root", false],
  ])("in %s %s is reserved: %s", (version, name, reserved) => {
    expect(username(name, inRelease(version)).ok).toBe(!reserved);
  });
});
