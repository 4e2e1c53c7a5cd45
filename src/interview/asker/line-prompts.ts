import { orAbort } from "../../probes/net/abort.ts";
import { Cancelled } from "../cancelled.ts";
import type { Work } from "./asker.ts";
import type { Drawing } from "./drawing.ts";
import type { TerminalIo } from "./io.ts";
import { type ChoiceQuestion, keyReply, narrowed, type Prompts, type Reply, type TextQuestion } from "./prompts.ts";
import { readLine, readSecret } from "./read-line.ts";

/**
 * Prompts that only ever add lines: for `TERM=dumb`, screen readers and `--plain`. The terminal itself edits the line; choices
 * are numbered; nothing moves.
 */
export function linePrompts(io: TerminalIo, drawing: Drawing): Prompts {
  const print = (lines: readonly string[]) => void io.output.write(lines.map((line) => `${line}\n`).join(""));
  const complain = (sentence: string | null) => sentence !== null && print([`  ${drawing.say(sentence)}`]);
  return {
    live: false,
    print,
    text: async (question, signal) => {
      complain(question.complaint);
      hint(question, print, drawing);
      return askText(
        question,
        (prompt) => (question.secret ? readSecret : readLine)(io, prompt, signal),
        complain,
        drawing,
      );
    },
    choice: async (question, signal) => {
      complain(question.complaint);
      print([drawing.say(question.label), ...question.items.flatMap((one) => plainItem(one, drawing))]);
      hint(question, print, drawing);
      return askChoice(question, (prompt) => readLine(io, prompt, signal), complain, drawing);
    },
    busy: async <T>(text: string, work: Work<T>, progressText: string, signal: AbortSignal) => {
      print([`  ${drawing.say(text)}`]);
      try {
        return await orAbort(
          work(signal, (now) => now === "remedies" && print([`  ${drawing.say(progressText)}`])),
          signal,
        );
      } catch (error) {
        throw signal.aborted ? new Cancelled("aborted") : error;
      }
    },
  };
}

type Read = (prompt: string) => Promise<string>;
type Complain = (sentence: string) => unknown;

async function askText(
  question: TextQuestion,
  read: Read,
  complain: Complain,
  drawing: Drawing,
): Promise<Reply<unknown>> {
  let insisted: { readonly typed: string; readonly value: unknown } | null = null;
  for (;;) {
    const fallback = question.fallback === null ? "" : ` ${question.fallback}`;
    const typed = await read(drawing.say(`${question.label}${fallback}: `));
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

async function askChoice(
  question: ChoiceQuestion,
  read: Read,
  complain: Complain,
  drawing: Drawing,
): Promise<Reply<number>> {
  const { fallback: initial, items } = question;
  const offered = initial === null ? undefined : items[initial];
  for (;;) {
    const fallback = offered === undefined ? "" : ` (${offered.key})`;
    const typed = narrowed(await read(drawing.say(`${question.typeNumber}${fallback}: `)));
    const key = keyReply(typed, question.keys);
    if (key !== null) return key;
    const index =
      typed === "" && initial !== null ? initial : items.findIndex((one) => one.key === typed.toLowerCase());
    if (index >= 0) return { kind: "value", value: index, typed };
    complain(question.notOffered(typed));
  }
}

function hint(question: { readonly hints: readonly string[] }, print: Prompts["print"], drawing: Drawing): void {
  print([drawing.paint("dim", drawing.say(`  ${question.hints.join(" · ")}`))]);
}

function plainItem({ key, lines, aside }: ChoiceQuestion["items"][number], { say }: Drawing): readonly string[] {
  const [title = "", ...rest] = lines;
  return [`  ${key}  ${title}${aside ? ` (${aside})` : ""}`, ...rest.map((line) => `       ${line}`)].map(say);
}
