import { describe, expect, it } from "vitest";
import { canAnimate, canRedraw } from "../../../src/interview/asker/spinner.ts";

const terminal = { env: { TERM: "xterm" }, isTTY: true, columns: 80 };

describe("what a terminal can do", () => {
  it.each([
    ["a terminal", terminal, true, true],
    ["no terminal", { ...terminal, isTTY: false }, false, false],
    ["TERM=dumb", { ...terminal, env: { TERM: "dumb" } }, false, false],
    ["no TERM", { ...terminal, env: {} }, false, false],
    ["--plain", { ...terminal, plain: true }, false, false],
    ["a terminal without columns", { ...terminal, columns: 0 }, true, false],
    ["CI", { ...terminal, env: { TERM: "xterm", CI: "true" } }, true, false],
  ] as const)("%s: redraw, animate", (_name, question, redraw, animate) => {
    expect(canRedraw(question)).toBe(redraw);
    expect(canAnimate(question)).toBe(animate);
  });
});
