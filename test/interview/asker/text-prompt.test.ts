import { render } from "@inquirer/testing";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../../prompts/answers.ts";
import { ja } from "../../../prompts/locales/ja/index.ts";
import { textQuestion } from "../../../src/interview/asker/setting-question.ts";
import { secretPrompt, textPrompt } from "../../../src/interview/asker/text-prompt.ts";
import type { SectionId } from "../../../src/interview/section.ts";
import { widthOf } from "../../../src/report/width.ts";
import { plainDrawing } from "../drawing.ts";
import { messages, viewOf } from "../questions.ts";

async function ask(
  section: SectionId,
  id: string,
  answers: Draft = {},
  drawing = plainDrawing(messages),
  words = messages,
) {
  const question = textQuestion(viewOf(section, id, answers), words, true);
  const prompt = question.secret ? secretPrompt : textPrompt;
  const asked = await render(prompt, { question, drawing }, { clearPromptOnDone: true });
  // A prompt that a test leaves open is rejected when the worker ends.
  asked.answer.catch(() => undefined);
  return asked;
}

describe("a line of text", () => {
  it("shows its default and takes it on Enter", async () => {
    const { answer, events, getScreen } = await ask("redis", "host");
    expect(getScreen()).toContain("? Redis host (localhost)");
    events.keypress("enter");
    expect(await answer).toEqual({ kind: "value", value: "localhost", typed: "" });
  });

  it("takes what was meant where that is certain", async () => {
    const { answer, events } = await ask("domain", "local");
    events.type(" https://Social.Example/ ");
    events.keypress("enter");
    expect(await answer).toMatchObject({ kind: "value", value: "social.example" });
  });

  it("says what is wrong below and keeps the text to be mended", async () => {
    const { answer, events, getScreen } = await ask("database", "port");
    events.type("70000");
    events.keypress("enter");
    expect(getScreen()).toContain("? PostgreSQL port 70000");
    expect(getScreen()).toContain("out of range: from 1 to 65535");
    for (let index = 0; index < 5; index++) events.keypress("backspace");
    events.type("5433");
    expect(getScreen()).not.toContain("out of range");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: 5433 });
  });

  it("wants an answer where there is no default", async () => {
    const { answer, events, getScreen } = await ask("administrator", "username");
    events.keypress("enter");
    expect(getScreen()).toContain("This needs a value.");
    events.type("alice");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: "alice" });
  });

  it("brings the default and likely values into the line on Tab", async () => {
    const { answer, events, getScreen } = await ask("mail", "port", { mail: { provider: "mailgun" } });
    events.keypress("tab");
    expect(getScreen()).toContain("SMTP port 587");
    events.keypress("tab");
    expect(getScreen()).toContain("SMTP port 2525");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: 2525 });
  });

  it.each([
    ["?", "help"],
    ["？", "help"],
    ["<", "back"],
    ["+", "more"],
  ])("takes %s alone as a key of the interview", async (typed, kind) => {
    const { answer, events } = await ask("domain", "local");
    events.type(typed);
    events.keypress("enter");
    expect(await answer).toEqual({ kind });
  });

  it("goes back on Esc", async () => {
    const { answer, events } = await ask("redis", "host");
    events.keypress("escape");
    expect(await answer).toEqual({ kind: "back" });
  });

  it("leaves an optional setting empty on -, and says what that is called", async () => {
    const { answer, events, getScreen } = await ask("domain", "web", {
      domain: { local: "a.example", web: "www.a.example" },
    });
    expect(getScreen()).toContain("- for the same as the domain");
    events.type("-");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: null });
  });

  it("takes an unlikely value when Enter is pressed once more", async () => {
    const { answer, events, getScreen } = await ask("storage", "accessKeyId", { storage: { provider: "aws" } });
    events.type("AK ID");
    events.keypress("enter");
    expect(getScreen()).toMatch(/Enter once more keeps it\s+as it is\./);
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: "AK ID" });
  });

  it("asks for yes and no in words", async () => {
    const { answer, events, getScreen } = await ask("domain", "singleUser");
    expect(getScreen()).toContain("(no)");
    events.type("はい");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: true });
  });

  it("gives a Japanese label lines of its own where the terminal is narrow", async () => {
    const drawing = plainDrawing(ja, 40);
    const { events, getScreen } = await ask("domain", "local", {}, drawing, ja);
    events.type("a-long-name.social.example");
    const lines = getScreen().split("\n");
    expect(lines).toContain("❯ a-long-name.social.example");
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(40);
  });
});

describe("a secret", () => {
  it("shows how long it is and nothing of it, also when it is refused", async () => {
    const { answer, events, getScreen, getFullOutput } = await ask("redis", "password");
    events.type("hunter2 ");
    expect(getScreen()).toContain("8 characters");
    events.keypress("enter");
    expect(getScreen()).toContain("There is a space at the start or the end.");
    events.keypress("enter");
    expect(await answer).toEqual({ kind: "value", value: "hunter2 ", typed: "" });
    expect(await getFullOutput({ raw: true })).not.toContain("hunter");
  });

  it("is longer than the line without harm", async () => {
    const drawing = plainDrawing(messages, 40);
    const { answer, events, getScreen } = await ask("redis", "password", {}, drawing);
    events.type("k".repeat(100));
    expect(getScreen()).toContain("100 characters");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: "k".repeat(100) });
  });

  it("can be mended with backspace and begun anew with Ctrl-U", async () => {
    const { answer, events, getScreen } = await ask("redis", "password");
    events.type("wrong");
    events.keypress({ name: "u", ctrl: true });
    expect(getScreen()).not.toContain("character");
    events.type("rightt");
    events.keypress("backspace");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: "right" });
  });

  it("keeps what is set on Enter, saying only how long that is", async () => {
    const { answer, events, getScreen, getFullOutput } = await ask("redis", "password", {
      redis: { password: "quite-secret" },
    });
    expect(getScreen()).toContain("(the one that is set, 12 characters)");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: "quite-secret" });
    expect(await getFullOutput({ raw: true })).not.toContain("quite");
  });

  it("may begin with a key of the interview", async () => {
    const { answer, events } = await ask("redis", "password");
    events.type("?x");
    events.keypress("enter");
    expect(await answer).toMatchObject({ value: "?x" });
  });
});
