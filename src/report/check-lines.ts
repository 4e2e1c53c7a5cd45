import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { Finding } from "../findings/finding.ts";
import { duration } from "./duration.ts";
import { commandLines, indented, symbolOf } from "./finding-lines.ts";
import type { Look } from "./look.ts";
import { type Group, groupOf, groups, ranked } from "./rank.ts";
import { summaryLine } from "./summary.ts";
import { padEnd, widthOf } from "./width.ts";
import { findingWords } from "./words.ts";
import { wrapDotted } from "./wrap.ts";

export interface CheckedFile {
  readonly path: string;
  /** "4.6.5" and "systemd". */
  readonly version: string;
  readonly runtime: string;
  readonly variables: number;
  readonly findings: readonly Finding[];
  /** The whole check of this file. */
  readonly ms: number;
}

/** One file as `check` shows it. Without `verbose` what is in order is only counted, and no documentation is named. */
export function checkLines(
  file: CheckedFile,
  messages: Messages,
  look: Look,
  { verbose = false, quiet = false }: { readonly verbose?: boolean; readonly quiet?: boolean } = {},
): readonly string[] {
  const shown = groups.filter((group) => verbose || (group !== "info" && (!quiet || group !== "skip")));
  const blocks = shown.flatMap((group) => groupLines(group, file.findings, verbose, messages, look));
  const { path, version, runtime, variables } = file;
  const head = format(messages.ui.report.file, { path, version, runtime, variables });
  return [
    ...wrapDotted(head, look.columns()).map((line) => look.paint("strong", look.say(line))),
    "",
    ...blocks,
    ...(blocks.length > 0 ? [""] : []),
    ...wrapDotted(`${summaryLine(file.findings, messages)}   ${duration(file.ms)}`, look.columns() - 2).map(
      (line) => `  ${look.say(line)}`,
    ),
  ];
}

function groupLines(
  group: Group,
  findings: readonly Finding[],
  verbose: boolean,
  messages: Messages,
  look: Look,
): readonly string[] {
  const members = ranked(findings).filter((one) => groupOf(one) === group);
  if (members.length === 0) return [];
  const column = Math.min(26, Math.max(...members.map((one) => one.id.length)) + 2);
  return [
    ...indented(messages.ui.report.groups[group], 2, look, "strong"),
    ...members.flatMap((one) => checkedFinding(one, { column, verbose }, messages, look)),
  ];
}

/** The id has a column of its own where the terminal is wide enough for two; else it begins the sentence's line. */
function checkedFinding(
  finding: Finding,
  { column, verbose }: { readonly column: number; readonly verbose: boolean },
  messages: Messages,
  look: Look,
): readonly string[] {
  const words = findingWords(finding, messages);
  const symbol = `  ${symbolOf(finding, look)} `;
  const narrow = look.columns() < 70;
  const indent = narrow ? widthOf(symbol) : widthOf(symbol) + column;
  const head = symbol + look.paint("dim", narrow ? finding.id : padEnd(finding.id, column));
  const [first = "", ...rest] = indented(words.title, indent, look);
  const fits = finding.id.length < column && !narrow;
  return [
    ...(fits ? [head + first.trimStart()] : [head, first]),
    ...rest,
    ...indented(words.detail, indent, look),
    ...words.remedies.flatMap(({ text, commands }) => [
      ...indented(text, indent, look),
      ...commandLines(commands, look, indent),
    ]),
    ...(verbose && finding.docs !== null ? [" ".repeat(indent) + look.paint("dim", finding.docs)] : []),
  ];
}
