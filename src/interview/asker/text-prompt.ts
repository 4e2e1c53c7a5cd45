import { Cancelled } from "../cancelled.ts";
import type { Drawing } from "./drawing.ts";
import { createPrompt, useEffect, useKeypress, useState } from "./inquirer.ts";
import { keyReply, narrowed, type Reply, type TextQuestion } from "./prompts.ts";

export interface TextPrompt {
  readonly question: TextQuestion;
  readonly drawing: Drawing;
}

type Ended = { readonly kind: "ended" };
type Complaint = { readonly sentence: string; readonly typed: string; readonly anyway?: { readonly value: unknown } };

/**
 * One line of text. Enter takes it or what is offered; Tab offers; Esc or `<` goes back; `?` explains. A refusal stands below
 * and the typed text stays to be mended.
 */
export const textPrompt = createPrompt<Reply<unknown> | Ended, TextPrompt>(({ question, drawing }, done) => {
  const [typed, setTyped] = useState("");
  const [offered, setOffered] = useState(-1);
  const first: Complaint | null = question.complaint === null ? null : { sentence: question.complaint, typed: "" };
  const [complaint, setComplaint] = useState<Complaint | null>(first);
  useEnd(() => done({ kind: "ended" }));

  const submit = (put: (line: string) => void) => {
    const key = keyReply(narrowed(typed), question.keys);
    if (key !== null) return done(key);
    if (complaint?.anyway !== undefined && complaint.typed === typed) return done(given(complaint.anyway.value, typed));
    const checked = question.check(typed);
    if (checked.ok) return done(given(checked.value, typed));
    setComplaint({ typed, ...checked });
    put(typed);
  };

  useKeypress((key, rl) => {
    const put = (line: string) => {
      rl.clearLine(0);
      rl.write(line);
      setTyped(line);
    };
    if (key.name === "return" || key.name === "enter") return submit(put);
    if (key.name === "escape" && question.keys.back) return done({ kind: "back" });
    if (key.name === "tab") {
      const stem = offered < 0 ? typed : "";
      const fitting = question.suggestions.filter((one) => one.startsWith(stem));
      const next = (offered + 1) % Math.max(1, fitting.length);
      if (fitting.length === 0) return put(typed);
      setOffered(stem === "" ? next : -1);
      return put(fitting[next] ?? typed);
    }
    setTyped(rl.line);
    setOffered(-1);
    if (complaint !== null && rl.line !== complaint.typed) setComplaint(null);
  });

  const below = complaint ? complaintLines(complaint, question, drawing) : hintLines(question, drawing);
  return [head(question, typed, typed, drawing), below];
});

/**
 * A secret. It never enters readline's own line (which is drawn, and kept in its history) but is taken out of it key by key; what
 * is shown is its length. No key reveals it.
 */
export const secretPrompt = createPrompt<Reply<unknown> | Ended, TextPrompt>(({ question, drawing }, done) => {
  const [typed, setTyped] = useState("");
  const first: Complaint | null = question.complaint === null ? null : { sentence: question.complaint, typed: "" };
  const [complaint, setComplaint] = useState<Complaint | null>(first);
  useEnd(() => done({ kind: "ended" }));

  useKeypress((key, rl) => {
    const taken = rl.line;
    rl.clearLine(0);
    if (key.name === "return" || key.name === "enter") {
      const reply = keyReply(typed, question.keys);
      if (reply !== null) return done(reply);
      if (complaint?.anyway !== undefined && complaint.typed === typed) return done(given(complaint.anyway.value, ""));
      const checked = question.check(typed);
      if (checked.ok) return done(given(checked.value, ""));
      return setComplaint({ typed, ...checked });
    }
    if (key.name === "escape" && question.keys.back) return done({ kind: "back" });
    if (key.name === "backspace") setTyped([...typed].slice(0, -1).join(""));
    else if (key.ctrl && (key.name === "u" || key.name === "w")) setTyped("");
    else setTyped(typed + taken);
    if (complaint !== null) setComplaint(null);
  });

  const shown = typed === "" ? "" : question.length([...typed].length);
  const below = complaint ? complaintLines(complaint, question, drawing) : hintLines(question, drawing);
  return [head(question, typed, drawing.paint("dim", shown), drawing), below];
});

/** Ctrl-D on an empty line and a closed terminal end readline without an answer; inquirer would wait for ever. */
export function useEnd(ended: () => void): void {
  useEffect((rl) => {
    rl.on("close", ended);
    return () => rl.removeListener("close", ended);
  }, []);
}

/** What a prompt gave, or the end of the interview. */
export function answeredOr<T>(reply: Reply<T> | Ended): Reply<T> {
  if (reply.kind === "ended") throw new Cancelled("ended");
  return reply;
}

function given(value: unknown, typed: string): Reply<unknown> {
  return { kind: "value", value, typed };
}

/**
 * Label, default and what is typed on one line where that fits. Else the label has lines of its own: readline counts characters,
 * not columns, so a Japanese label before the cursor must never wrap.
 */
function head(question: TextQuestion, typed: string, shown: string, drawing: Drawing): string {
  const { columns, paint, say, wrap, width } = drawing;
  const fallback = question.fallback === null || typed !== "" ? "" : ` ${paint("dim", say(question.fallback))}`;
  const mark = paint("accent", "?");
  const line = `${mark} ${paint("strong", say(question.label))}${fallback} ${shown}`;
  if (width(line) < columns()) return line;
  const label = wrap(say(question.label), columns() - 2).map((one) => paint("strong", one));
  const below = question.fallback === null || typed !== "" ? [] : wrap(say(question.fallback), columns() - 2);
  return [
    ...label.map((one, index) => (index === 0 ? `${mark} ${one}` : `  ${one}`)),
    ...below.map((one) => `  ${paint("dim", one)}`),
    `${drawing.pointer} ${shown}`,
  ].join("\n");
}

function complaintLines(complaint: Complaint, question: TextQuestion, drawing: Drawing): string {
  const text = complaint.anyway === undefined ? complaint.sentence : `${complaint.sentence} ${question.anyway}`;
  return lines(text, "bad", drawing).join("\n");
}

/** Hints are short parts with dots between; a line breaks at a dot where it can. */
export function hintLines({ hints }: { readonly hints: readonly string[] }, drawing: Drawing): string {
  const room = drawing.columns() - 3;
  const joined: string[] = [];
  for (const part of hints.flatMap((one) => one.split(" · "))) {
    const longer = joined.length === 0 ? part : `${joined.at(-1)} · ${part}`;
    if (joined.length > 0 && drawing.width(longer) <= room) joined[joined.length - 1] = longer;
    else joined.push(part);
  }
  return joined.flatMap((one) => lines(one, "dim", drawing)).join("\n");
}

export function lines(text: string, style: "bad" | "dim", { columns, paint, say, wrap }: Drawing): readonly string[] {
  return wrap(say(text), columns() - 3).map((line) => `  ${paint(style, line)}`);
}
