import { parseEnv } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Encoded, encode, isVariableName } from "../../src/envfile/encode.ts";
import { readerIds, readers } from "../../src/envfile/readers/index.ts";
import { describeWith } from "../services/available.ts";
import { describeWithRubyDotenv } from "../services/ruby-dotenv.ts";
import { askShell, askSystemd, describeWithSystemd } from "./readers/judges.ts";

const specials = [
  ..."'\"`\\$#=:;~{}()[]&|<>!*?,@% \t\n^",
  "ab",
  "Z9",
  "\\n",
  "$HOME",
  "${A}",
  "$(id)",
  " #",
  "é",
  "日本",
  "🦣",
  "\u2028",
  "\u00a0",
  "\x01",
  "\x7f",
  "\v",
  "\f",
  "\u0085",
];
const value = fc.array(fc.constantFrom(...specials), { maxLength: 12 }).map((parts) => parts.join(""));
const anyValue = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) });

function textOf(encoded: Encoded): string {
  if (!encoded.ok) throw new Error(`refused: ${encoded.reason}`);
  return encoded.text;
}

/** Values that can be written, the same on every run. */
const values = fc.sample(
  anyValue.filter((one) => encode(one).ok),
  { numRuns: 3000, seed: 20261121 },
);
const keyed = values.map((one, index) => [`K${index}`, one] as const);
const meant = Object.fromEntries(keyed);
const file = keyed.map(([key, one]) => `${key}=${textOf(encode(one))}\n`).join("");

describe("encode", () => {
  it.each([
    ["", ""],
    ["abc123", "abc123"],
    ["postgres://u:p%40@h:5432/db", "postgres://u:p%40@h:5432/db"],
    ["BCk-QqERU0q==", "BCk-QqERU0q=="],
    ["two words", "'two words'"],
    ["a#b", "'a#b'"],
    ["pa$word", "'pa$word'"],
    ["$(reboot)", "'$(reboot)'"],
    ['say "hi"', "'say \"hi\"'"],
    ["a\\b", "'a\\b'"],
    ["it's", '"it\'s"'],
    ["'quoted'", "\"'quoted'\""],
    ["two\nlines", "'two\nlines'"],
    ["Mastodon <notifications@example.social>", "'Mastodon <notifications@example.social>'"],
  ])("writes %j as %j", (one, expected) => {
    expect(encode(one)).toEqual({ ok: true, text: expected });
  });

  it.each([
    ["it's $5", "quotes", ["ruby", "ruby-2", "compose", "sh"]],
    ["both ' and \"", "quotes", ["sh"]],
    ["ends in \\", "quotes", ["compose"]],
    ["a\rb", "carriage-return", ["ruby", "ruby-2", "node"]],
  ])("refuses %j and names the readers that would differ with the best spelling", (one, reason, differing) => {
    const encoded = encode(one);
    expect(encoded).toMatchObject({ ok: false, reason });
    expect(encoded.ok ? [] : encoded.readers.length).toBeLessThanOrEqual(differing.length);
  });

  it("refuses what no environment or file can hold", () => {
    expect(encode("a\0b")).toEqual({ ok: false, reason: "nul", readers: readerIds });
    expect(encode("\ud800")).toEqual({ ok: false, reason: "not-text", readers: readerIds });
  });

  it("refuses a line break for docker, whose --env-file ends the value there", () => {
    expect(encode("a\nb", "docker")).toMatchObject({ ok: false, reason: "newline" });
    expect(encode("a b", "docker")).toEqual({ ok: true, text: "'a b'" });
  });

  it("is read back alike by every model, each value for itself and all in one file", () => {
    for (const id of readerIds) {
      for (const [key, one] of keyed) expect(readers[id](`A=1\n${key}=${textOf(encode(one))}\nB=2`).get(key)).toBe(one);
      expect(Object.fromEntries(readers[id](file)), id).toEqual(meant);
    }
  });

  it("knows the names that every reader takes", () => {
    expect(["DB_HOST", "http_proxy", "_A1"].every(isVariableName)).toBe(true);
    expect(["A-B", "A.B", "1A", "", "A B", "É"].some(isVariableName)).toBe(false);
  });
});

describe("what encode wrote is read back alike by Node", () => {
  it("with util.parseEnv", () => {
    expect(parseEnv(file)).toEqual(meant);
  });
});

for (const version of ["3.2.0", "2.8.1"] as const) {
  describeWithRubyDotenv(version, `what encode wrote is read back alike by Ruby's dotenv ${version}`, (real) => {
    it("all in one file", () => {
      expect(real([file])[0]).toEqual(meant);
    });
  });
}

for (const shell of ["dash", "bash"] as const) {
  describeWith([shell], `what encode wrote is read back alike by ${shell}`, () => {
    it("all in one file", () => {
      expect(askShell(shell, [file], Object.keys(meant))[0]).toEqual(meant);
    });
  });
}

describeWithSystemd("what encode wrote is read back alike by systemd", () => {
  it("but for `$` and empty values, which only its environment.d treats otherwise", () => {
    const plain = Object.fromEntries(keyed.filter(([, one]) => !one.includes("$") && one !== ""));
    const text = Object.entries(plain)
      .map(([key, one]) => `${key}=${textOf(encode(one))}\n`)
      .join("");
    expect(askSystemd(text)).toMatchObject(plain);
  });
});
