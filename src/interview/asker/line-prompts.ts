import { orAbort } from "../../probes/net/abort.ts";
import { Cancelled } from "../cancelled.ts";
import type { Work } from "./asker.ts";
import type { Drawing } from "./drawing.ts";
import type { TerminalIo } from "./io.ts";
import {
  type ChoiceQuestion,
  keyReply,
  narrowed,
  type Prompts,
  printer,
  type Reply,
  type TextQuestion,
} from "./prompts.ts";
import { readLine, readSecret } from "./read-line.ts";
import { hintLines, lines } from "./text-prompt.ts";

/**
 * Prompts that only ever add lines: for `TERM=dumb`, screen readers and `--plain`. The terminal itself edits the line; choices
 * are numbered; nothing moves.
 */
export function linePrompts(io: TerminalIo, drawing: Drawing): Prompts {
  const print = printer(io.output);
  const complain = (sentence: string | null) => sentence !== null && print(lines(sentence, "bad", drawing));
  const block = (text: string) =>
    print(drawing.wrap(drawing.say(text), drawing.columns() - 3).map((one) => `  ${one}`));
  /** A question that is wider than the terminal: the answer is typed behind its last line. */
  const asked = (read: typeof readLine, signal: AbortSignal) => (question: string) => {
    const all = drawing.wrap(drawing.say(question), drawing.columns() - 2);
    print(all.slice(0, -1));
    return read(io, `${all.at(-1) ?? ""} `, signal);
  };
  return {
    live: false,
    print,
    text: async (question, signal) => {
      complain(question.complaint);
      print([hintLines(question, drawing)]);
      return askText(question, asked(question.secret ? readSecret : readLine, signal), complain);
    },
    choice: async (question, signal) => {
      complain(question.complaint);
      print([
        ...drawing.wrap(drawing.say(question.label), drawing.columns() - 1),
        ...question.items.flatMap((one) => plainItem(one, drawing)),
        hintLines(question, drawing),
      ]);
      return askChoice(question, asked(readLine, signal), complain);
    },
    busy: async <T>(text: string, work: Work<T>, progressText: string, signal: AbortSignal) => {
      block(text);
      try {
        return await orAbort(
          work(signal, (now) => now === "remedies" && block(progressText)),
          signal,
        );
      } catch (error) {
        throw signal.aborted ? new Cancelled("aborted") : error;
      }
    },
  };
}

type Read = (question: string) => Promise<string>;
type Complain = (sentence: string) => unknown;

async function askText(question: TextQuestion, read: Read, complain: Complain): Promise<Reply<unknown>> {
  let insisted: { readonly typed: string; readonly value: unknown } | null = null;
  for (;;) {
    const fallback = question.fallback === null ? "" : ` ${question.fallback}`;
    const typed = await read(`${question.label}${fallback}:`);
    const key = keyReply(question.secret ? typed : narrowed(typed), question.keys);
    if (key !== null) return key;
    const shown = question.secret ? "" : typed;
    if (insisted !== null && insisted.typed === typed) return { kind: "value", value: insisted.value, typed: shown };
    const checked = question.check(typed);
    if (checked.ok) return { kind: "value", value: checked.value, typed: shown };
    insisted = checked.anyway === undefined ? null : { typed, value: checked.anyway.value };
    complain(insisted === null ? checked.sentence : `${checked.sentence} ${question.anyway}`);
  }
}

async function askChoice(question: ChoiceQuestion, read: Read, complain: Complain): Promise<Reply<number>> {
  const { fallback: initial, items } = question;
  const offered = initial === null ? undefined : items[initial];
  for (;;) {
    const fallback = offered === undefined ? "" : ` (${offered.key})`;
    const typed = narrowed(await read(`${question.typeNumber}${fallback}:`));
    const key = keyReply(typed, question.keys);
    if (key !== null) return key;
    const index =
      typed === "" && initial !== null ? initial : items.findIndex((one) => one.key === typed.toLowerCase());
    if (index >= 0) return { kind: "value", value: index, typed };
    complain(question.notOffered(typed));
  }
}

function plainItem({ key, lines: all, aside }: ChoiceQuestion["items"][number], drawing: Drawing): readonly string[] {
  const [title = "", ...rest] = all;
  const margin = key.length + 4;
  const wrapped = (text: string, indent: number) => drawing.wrap(drawing.say(text), drawing.columns() - indent - 1);
  return [
    ...wrapped(aside ? `${title} (${aside})` : title, margin).map(
      (line, index) => (index === 0 ? `  ${key}  ` : " ".repeat(margin)) + line,
    ),
    ...rest.flatMap((line) => wrapped(line, margin + 2).map((one) => " ".repeat(margin + 2) + one)),
  ];
}
