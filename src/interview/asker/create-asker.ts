import { format } from "../../../prompts/locales/format.ts";
import type { Messages } from "../../../prompts/locales/load.ts";
import type { Event } from "../state.ts";
import { sectionText, settingText, typedText, valueText } from "../texts.ts";
import type { Asker, QuestionView, SectionView } from "./asker.ts";
import type { Drawing } from "./drawing.ts";
import { askFindings } from "./findings-menu.ts";
import type { TerminalIo } from "./io.ts";
import { linePrompts } from "./line-prompts.ts";
import { livePrompts } from "./live-prompts.ts";
import type { Prompts, Reply } from "./prompts.ts";
import { askReview } from "./review-menu.ts";
import { choiceQuestion, choiceValues, textQuestion } from "./setting-question.ts";

export interface AskerOptions {
  readonly io: TerminalIo;
  readonly messages: Messages;
  readonly drawing: Drawing;
  /** `canRedraw`: false asks line by line. */
  readonly redraw: boolean;
  /** `canAnimate`: false says one line where a spinner would turn. */
  readonly animate: boolean;
}

export interface TerminalAsker extends Asker {
  /** A yes or no outside of the interview: go on with kept answers, run a step. */
  readonly confirm: (question: string, fallback: boolean, signal: AbortSignal) => Promise<boolean>;
  /** Whole lines below whatever was asked. */
  readonly print: Prompts["print"];
}

/** Asks a person on a terminal. */
export function createAsker({ io, messages, drawing, redraw, animate }: AskerOptions): TerminalAsker {
  const prompts = redraw ? livePrompts(io, drawing, animate) : linePrompts(io, drawing);
  const tools = { prompts, messages, drawing };
  return {
    question: (view, signal) => askQuestion(view, tools, signal),
    probing: (view, work, signal) => {
      const probe = view.probe;
      const text = probe === null ? "" : messages.ui.probing.trying[probe];
      return prompts.busy(text, work, messages.ui.probing.remedies, signal);
    },
    passed: (findings) => prompts.print([...drawing.rank(findings).flatMap((one) => drawing.finding(one, true))]),
    findings: (view, signal) => askFindings(view, tools, signal),
    review: (view, signal) => askReview(view, tools, signal),
    confirm: (question, fallback, signal) => confirm(question, fallback, tools, signal),
    print: prompts.print,
  };
}

export interface Tools {
  readonly prompts: Prompts;
  readonly messages: Messages;
  readonly drawing: Drawing;
}

async function askQuestion(view: QuestionView, tools: Tools, signal: AbortSignal): Promise<Event> {
  const { prompts, messages } = tools;
  if (view.opens) prompts.print(headLines(view, tools));
  const isChoice = view.setting.kind === "choice";
  for (;;) {
    const reply: Reply<unknown> = isChoice
      ? await prompts.choice(choiceQuestion(view, messages, prompts.live), signal)
      : await prompts.text(textQuestion(view, messages, prompts.live), signal);
    switch (reply.kind) {
      case "help":
        prompts.print(helpLines(view, tools));
        break;
      case "back":
      case "more":
        return { type: reply.kind };
      case "value": {
        const value = isChoice ? choiceValues(view)[Number(reply.value)] : reply.value;
        if (prompts.live) prompts.print(answerLines(view, value, isChoice ? "" : reply.typed, tools));
        return { type: "answer", value };
      }
    }
  }
}

/** "4 of 6 · Mail", and what the section is about. */
function headLines({ section, number, of }: SectionView, { messages, drawing }: Tools): readonly string[] {
  const { title, line } = sectionText(messages, section);
  const head = format(messages.ui.interview.position, { number, of, title });
  const about = drawing.wrap(drawing.say(line), drawing.columns() - 2);
  return ["", drawing.paint("strong", drawing.say(head)), ...about.map((one) => `  ${drawing.paint("dim", one)}`)];
}

/** Help stays on the screen above the question that is asked again. */
function helpLines({ section, id }: QuestionView, { messages, drawing }: Tools): readonly string[] {
  const { help, example } = settingText(messages, section, id);
  const said = example === undefined ? [] : [format(messages.ui.interview.example, { example })];
  return [...paragraphs(help, drawing), ...said]
    .flatMap((text) => drawing.wrap(drawing.say(text), drawing.columns() - 3))
    .map((line) => `  ${line}`);
}

/** The locale's lines are at most 76 columns. On narrower terminals those that run on are joined, to be broken anew. */
function paragraphs(lines: readonly string[], { columns, width }: Drawing): readonly string[] {
  if (columns() >= 79) return lines;
  const joined: string[] = [];
  for (const [index, line] of lines.entries()) {
    const last = joined.at(-1);
    const runsOn = width(lines[index - 1] ?? "") >= 56 && !/^[\w-]+: /.test(line);
    if (last === undefined || !runsOn) joined.push(line);
    else joined[joined.length - 1] = /[\u3001-\u9fff]$/.test(last) ? last + line : `${last} ${line}`;
  }
  return joined;
}

/** What stays of an answered question: label and value; where it was mended, what it was taken as. A secret by its dots. */
function answerLines(
  view: QuestionView,
  value: unknown,
  typed: string,
  { messages, drawing }: Tools,
): readonly string[] {
  const { section, id, setting } = view;
  const text = settingText(messages, section, id);
  const shown = valueText(messages, text, setting, value);
  const mended =
    typed.trim() !== "" &&
    setting.kind !== "secret" &&
    setting.kind !== "boolean" &&
    value !== null &&
    typedText(messages, setting, value) !== typed.trim();
  const said = mended ? `${typed.trim()} (${format(messages.ui.interview.mended, { value: shown })})` : shown;
  const line = drawing.say(`${text.label}: ${said}`);
  const room = drawing.columns() - 3;
  if (drawing.width(line) <= room) return [`  ${line}`];
  const label = drawing.wrap(drawing.say(`${text.label}:`), room).map((one) => `  ${one}`);
  return [...label, ...drawing.wrap(drawing.say(said), room - 2).map((one) => `    ${one}`)];
}

async function confirm(
  question: string,
  fallback: boolean,
  { prompts, messages }: Tools,
  signal: AbortSignal,
): Promise<boolean> {
  const { yes, no, default: parentheses, anyway, hints } = messages.ui.interview;
  const reply = await prompts.text(
    {
      label: question,
      fallback: format(parentheses, { value: fallback ? yes : no }),
      secret: false,
      suggestions: [],
      hints: [hints.yesNo],
      complaint: null,
      keys: { help: false, back: false, more: false },
      check: (raw) => yesOrNo(raw.trim() === "" ? String(fallback) : raw, messages),
      length: () => "",
      anyway,
    },
    signal,
  );
  return reply.kind === "value" && reply.value === true;
}

function yesOrNo(raw: string, { errors }: Messages) {
  const text = raw.trim().toLowerCase();
  if (["y", "yes", "true", "はい"].includes(text)) return { ok: true, value: true } as const;
  if (["n", "no", "false", "いいえ"].includes(text)) return { ok: true, value: false } as const;
  return { ok: false, sentence: format(errors.yesNo, { value: raw }) } as const;
}
