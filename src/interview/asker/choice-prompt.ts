import type { Drawing } from "./drawing.ts";
import { createPrompt, useKeypress, useState } from "./inquirer.ts";
import { type ChoiceItem, type ChoiceQuestion, keyReply, narrowed, type Reply } from "./prompts.ts";
import { hintLines, lines, useEnd } from "./text-prompt.ts";

export interface ChoicePrompt {
  readonly question: ChoiceQuestion;
  readonly drawing: Drawing;
}

/** Lines of the screen that the list leaves to the question, the hints and what stands above. */
const reserved = 5;

/**
 * One of a list: arrows or its number, then Enter; a letter acts at once. The numbers are typed into the line, so that "11" can
 * be typed, and so that a stray digit takes nothing.
 */
export const choicePrompt = createPrompt<Reply<number> | { readonly kind: "ended" }, ChoicePrompt>(
  ({ question, drawing }, done) => {
    const { items } = question;
    const [active, setActive] = useState(Math.max(0, Math.min(question.fallback ?? 0, items.length - 1)));
    const [typed, setTyped] = useState("");
    useEnd(() => done({ kind: "ended" }));

    const chosen = (index: number) => done({ kind: "value", value: index, typed: items[index]?.key ?? "" });

    useKeypress((key, rl) => {
      const line = narrowed(rl.line);
      const move = (by: number) => {
        setActive((active + by + items.length) % items.length);
        setTyped("");
        rl.clearLine(0);
      };
      if (key.name === "return" || key.name === "enter") return chosen(active);
      if (key.name === "escape" && question.keys.back) return done({ kind: "back" });
      if (key.name === "up") return move(-1);
      if (key.name === "down") return move(1);
      const reply = keyReply(line, question.keys);
      if (reply !== null) return done(reply);
      const index = items.findIndex((one) => one.key === line.toLowerCase());
      if (index >= 0 && !/^\d/.test(line)) return chosen(index);
      if (index >= 0) setActive(index);
      // What leads to no line of the list is not kept.
      const leads = items.some((one) => one.key.startsWith(line));
      if (!leads) rl.clearLine(0);
      setTyped(leads ? line : "");
    });

    const { paint, say } = drawing;
    const title = `${paint("accent", "?")} ${paint("strong", say(question.label))} ${typed}`;
    const complaint = question.complaint === null ? [] : lines(question.complaint, "bad", drawing);
    return [
      fitted(title, question, typed, drawing),
      [...listLines(question, active, drawing), ...complaint, hintLines(question, drawing)].filter(Boolean).join("\n"),
    ];
  },
);

/** A label that does not fit beside the typed digits stands above them (see the head of a text prompt). */
function fitted(title: string, question: ChoiceQuestion, typed: string, drawing: Drawing): string {
  const { columns, paint, pointer, say, width, wrap } = drawing;
  if (width(title) < columns()) return title;
  const label = wrap(say(question.label), columns() - 2).map((one) => paint("strong", one));
  return [
    ...label.map((one, index) => `${index === 0 ? paint("accent", "?") : " "} ${one}`),
    `${pointer} ${typed}`,
  ].join("\n");
}

/** The list, or the part of it around the active line that the screen has room for: what is taller can't be redrawn. */
function listLines(question: ChoiceQuestion, active: number, drawing: Drawing): readonly string[] {
  const blocks = question.items.map((item, index) => itemLines(item, index === active, question, drawing));
  const room = Math.max(3, drawing.rows() - reserved - question.hints.length);
  let [from, to] = [active, active + 1];
  let height = blocks[active]?.length ?? 0;
  for (let grown = true; grown; ) {
    grown = false;
    const below = blocks[to];
    if (below !== undefined && height + below.length <= room)
      [to, height, grown] = [to + 1, height + below.length, true];
    const above = blocks[from - 1];
    if (above !== undefined && height + above.length <= room)
      [from, height, grown] = [from - 1, height + above.length, true];
  }
  const left = (count: number) => (count > 0 ? lines(question.moreLines(count), "dim", drawing) : []);
  return [...left(from), ...blocks.slice(from, to).flat(), ...left(blocks.length - to)];
}

/** "❯ 1  Use TLS from the start             tried just now: works", and what belongs to it further to the right. */
export function itemLines(
  item: ChoiceItem,
  active: boolean,
  question: Pick<ChoiceQuestion, "items">,
  { columns, paint, pointer, say, width, wrap }: Drawing,
): readonly string[] {
  const keys = Math.max(...question.items.map((one) => one.key.length));
  const margin = keys + 4;
  const [title = "", ...rest] = item.lines;
  const aside = say(item.aside ?? "");
  const beside = aside !== "" && margin + width(say(title)) + width(aside) + 3 <= columns();
  return [
    ...wrap(say(title), columns() - margin - 1).map((line, index) => {
      const head =
        index > 0 ? " ".repeat(margin) : `${active ? pointer : " "} ${item.key.padStart(keys)}  `.padEnd(margin);
      const text = `${head}${line}`;
      const full = index === 0 && beside ? `${text}${" ".repeat(columns() - 1 - width(text) - width(aside))}` : text;
      return `${active ? paint("accent", full) : full}${index === 0 && beside ? paint("good", aside) : ""}`;
    }),
    ...(aside !== "" && !beside
      ? wrap(aside, columns() - margin - 1).map((line) => " ".repeat(margin) + paint("good", line))
      : []),
    ...rest
      .flatMap((line) => wrap(say(line), columns() - margin - 3))
      .map((line) => " ".repeat(margin + 2) + paint("dim", line)),
  ];
}
