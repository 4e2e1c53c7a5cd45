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

/** Without `verbose` what is in order is only counted. */
export function checkLines(
  file: CheckedFile,
  messages: Messages,
  look: Look,
  { verbose = false, quiet = false }: { readonly verbose?: boolean; readonly quiet?: boolean } = {},
): readonly string[] {
  const shown = groups.filter((group) => verbose || (group !== "info" && (!quiet || group !== "skip")));
  const blocks = shown.flatMap((group) => groupLines(group, file.findings, messages, look));
  const { path, version, runtime, variables } = file;
  const head = format(messages.ui.report.file, { path, version, runtime, variables });
  return [
    ...indented(head, 0, look, "strong"),
    "",
    ...blocks,
    ...(blocks.length > 0 ? [""] : []),
    ...indented(`${summaryLine(file.findings, messages)}   ${duration(file.ms)}`, 2, look),
  ];
}

function groupLines(group: Group, findings: readonly Finding[], messages: Messages, look: Look): readonly string[] {
  const members = ranked(findings).filter((one) => groupOf(one) === group);
  if (members.length === 0) return [];
  const column = Math.min(26, Math.max(...members.map((one) => one.id.length)) + 2);
  return [
    `  ${look.paint("strong", look.say(messages.ui.report.groups[group]))}`,
    ...members.flatMap((one) => checkedFinding(one, column, messages, look)),
  ];
}

/** The id has a column of its own where the terminal is wide enough for two; else it begins the sentence's line. */
function checkedFinding(finding: Finding, column: number, messages: Messages, look: Look): readonly string[] {
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
  ];
}
