import { render } from "@inquirer/testing";
import { describe, expect, it } from "vitest";
import { choicePrompt } from "../../../src/interview/asker/choice-prompt.ts";
import type { ChoiceQuestion } from "../../../src/interview/asker/prompts.ts";
import { choiceQuestion } from "../../../src/interview/asker/setting-question.ts";
import { widthOf } from "../../../src/report/width.ts";
import { plainDrawing } from "../drawing.ts";
import { messages, viewOf } from "../questions.ts";

const provider = choiceQuestion(viewOf("storage", "provider"), messages, true);

async function ask(question: ChoiceQuestion = provider, drawing = plainDrawing(messages)) {
  const asked = await render(choicePrompt, { question, drawing }, { clearPromptOnDone: true });
  // A prompt that a test leaves open is rejected when the worker ends.
  asked.answer.catch(() => undefined);
  return asked;
}

const menu: ChoiceQuestion = {
  ...provider,
  label: "What now?",
  fallback: 0,
  items: [
    { key: "1", lines: ["Use TLS from the start", "SMTP_TLS  (not set) → true"], aside: "tried just now: works" },
    { key: "2", lines: ["Try again"] },
    { key: "q", lines: ["Save and quit"] },
  ],
};

describe("a choice", () => {
  it("stands at its default and takes it on Enter", async () => {
    const { answer, events, getScreen } = await ask();
    expect(getScreen()).toContain("❯  1  On this machine");
    events.keypress("enter");
    expect(await answer).toMatchObject({ kind: "value", value: 0 });
  });

  it("moves with the arrows, around the ends too", async () => {
    const { answer, events } = await ask();
    events.keypress("up");
    events.keypress("up");
    events.keypress("down");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: provider.items.length - 1 });
  });

  it("goes to a typed number, of two digits too, and waits for Enter", async () => {
    const { answer, events, getScreen } = await ask();
    events.type("1");
    events.type("1");
    expect(getScreen()).toMatch(/❯ 11/);
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: 10 });
  });

  it("does not keep what leads nowhere", async () => {
    const { answer, events, getScreen } = await ask();
    events.type("x");
    events.type("2");
    expect(getScreen()).toMatch(/❯ {2}2/);
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: 1 });
  });

  it.each([
    ["?", "help"],
    ["？", "help"],
    ["<", "back"],
  ])("takes %s at once", async (typed, kind) => {
    const { answer, events } = await ask();
    events.type(typed);
    expect(await answer).toEqual({ kind });
  });

  it("takes a letter at once", async () => {
    const { answer, events } = await ask(menu);
    events.type("q");
    expect(await answer).toMatchObject({ value: 2 });
  });

  it("shows what a line would change, and at the edge whether it was tried", async () => {
    const { getScreen } = await ask(menu);
    const lines = getScreen().split("\n");
    expect(lines[1]).toMatch(/^❯ 1 {2}Use TLS from the start {10,}tried just now: works$/);
    expect(lines[2]).toBe("       SMTP_TLS  (not set) → true");
  });

  it("puts that below where the terminal is narrow", async () => {
    const { getScreen } = await ask(menu, plainDrawing(messages, 40));
    for (const line of getScreen().split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(40);
    expect(getScreen()).toContain("\n     tried just now: works\n");
  });

  it("shows the part around the pointer that a low terminal has room for", async () => {
    const { events, getScreen } = await ask(provider, plainDrawing(messages, 80, 12));
    expect(getScreen()).toMatch(/… \d more/);
    expect(getScreen().split("\n").length).toBeLessThanOrEqual(12);
    events.keypress("up");
    expect(getScreen()).toContain("❯ 11");
  });
});
