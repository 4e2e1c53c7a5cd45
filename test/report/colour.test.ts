import { describe, expect, it } from "vitest";
import { colourLevel, painter } from "../../src/report/colour.ts";
import { createLook, speaksUnicode } from "../../src/report/look.ts";

describe("colour", () => {
  it.each([
    ["a terminal", { TERM: "xterm" }, true, false, 1],
    ["no terminal", { TERM: "xterm" }, false, false, 0],
    ["NO_COLOR", { NO_COLOR: "1" }, true, false, 0],
    ["NO_COLOR over FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false, 0],
    ["an empty NO_COLOR, which is none", { NO_COLOR: "" }, true, false, 1],
    ["--no-color over FORCE_COLOR", { FORCE_COLOR: "1" }, true, true, 0],
    ["FORCE_COLOR without a terminal", { FORCE_COLOR: "1" }, false, false, 1],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false, 0],
    ["TERM=dumb", { TERM: "dumb" }, true, false, 0],
  ] as const)("under %s", (_name, env, isTTY, refused, expected) => {
    expect(colourLevel({ env, isTTY, refused })).toBe(expected);
  });

  it("paints with the terminal's own colours, or not at all", () => {
    expect(painter(1)("bad", "x")).toBe("\u001b[31mx\u001b[39m");
    expect(painter(0)("bad", "x")).toBe("x");
  });
});

describe("the look of a terminal", () => {
  it.each([
    [{ LANG: "ja_JP.UTF-8" }, true],
    [{ LANG: "C.utf8" }, true],
    [{ LANG: "C" }, false],
    [{}, false],
    [{ LC_ALL: "C", LANG: "en_US.UTF-8" }, false],
    [{ LANG: "en_US.UTF-8", TERM: "linux" }, false],
  ] as const)("speaks Unicode under %j: %s", (env, expected) => {
    expect(speaksUnicode(env)).toBe(expected);
  });

  it("has 80 columns where the terminal says none", () => {
    expect(createLook({ columns: 0, colour: 0, unicode: true }).columns()).toBe(80);
    expect(createLook({ columns: () => undefined, colour: 0, unicode: true }).columns()).toBe(80);
  });
});
