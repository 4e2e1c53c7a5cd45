import type { Messages } from "../../prompts/locales/load.ts";
import type { Finding } from "../findings/finding.ts";
import type { Style } from "./colour.ts";
import { duration } from "./duration.ts";
import type { Look } from "./look.ts";
import { groupOf, type Mark, markOfGroup } from "./rank.ts";
import { padEnd, widthOf } from "./width.ts";
import { findingWords, type RemedyWords } from "./words.ts";

/** `none` where a menu offers the remedies itself; `advice` leaves out those that change settings. */
export type RemediesShown = "all" | "advice" | "none";

const styles: Readonly<Record<Mark, Style>> = { ok: "good", fail: "bad", warn: "careful", skip: "dim" };

/** Symbol, sentence and duration; below it the reason and what helps. No line ends with a line break. */
export function renderFinding(
  finding: Finding,
  messages: Messages,
  look: Look,
  shown: RemediesShown = "all",
): readonly string[] {
  const words = findingWords(finding, messages);
  return [
    ...titleLines(finding, words.title, look),
    ...indented(words.detail, 4, look),
    ...words.remedies.filter((one) => isShown(one, shown)).flatMap((one) => remedyLines(one, look)),
  ];
}

/** Remedies as advice: the sentence, and the commands unbroken so that they can be copied. */
export function remedyLines({ text, commands }: RemedyWords, look: Look, indent = 4): readonly string[] {
  return [...indented(text, indent, look), ...commandLines(commands, look, indent + 2)];
}

export function commandLines(commands: readonly string[], look: Look, indent: number): readonly string[] {
  return commands
    .flatMap((one) => one.split("\n"))
    .map((one) => " ".repeat(indent) + look.paint("accent", look.say(one)));
}

/** A paragraph with a left margin; nothing for an empty text. */
export function indented(text: string, indent: number, look: Look, style?: Style): readonly string[] {
  if (text === "") return [];
  return look
    .wrap(look.say(text), look.columns() - indent)
    .map((line) => " ".repeat(indent) + (style ? look.paint(style, line) : line));
}

/** The symbol that a finding begins with, in its colour. */
export function symbolOf(finding: Finding, look: Look): string {
  const mark = markOfGroup(groupOf(finding));
  return look.paint(styles[mark], look.symbols[mark]);
}

/** The mark of a section, or nothing. */
export function markSymbol(mark: Mark | null, look: Look): string {
  return mark === null ? "" : look.paint(styles[mark], look.symbols[mark]);
}

/** The duration stands at the right edge where there is room for a column of its own, else behind the sentence. */
function titleLines(finding: Finding, title: string, look: Look): readonly string[] {
  return markedLines(markOfGroup(groupOf(finding)), title, finding.ms, look);
}

/** Something that happened: its mark, a sentence, and how long it took where somebody waited. */
export function markedLines(mark: Mark, title: string, ms: number | null, look: Look): readonly string[] {
  const time = ms === null ? "" : duration(ms);
  const symbol = `  ${look.paint(styles[mark], look.symbols[mark])} `;
  const margin = widthOf(symbol);
  const aside = time !== "" && look.columns() >= 60;
  const text = look.say(title) + (time !== "" && !aside ? ` (${time})` : "");
  const room = look.columns() - margin - (aside ? 10 : 0);
  return look.wrap(text, room).map((line, index) => {
    if (index > 0) return " ".repeat(margin) + line;
    return symbol + (aside ? padEnd(line, room) + look.paint("dim", time.padStart(9)) : line);
  });
}

export function isShown(remedy: RemedyWords, shown: RemediesShown): boolean {
  return shown === "all" || (shown === "advice" && Object.keys(remedy.set).length === 0);
}
