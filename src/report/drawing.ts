import type { Messages } from "../../prompts/locales/load.ts";
import type { Finding } from "../findings/finding.ts";
import type { Paint } from "./colour.ts";
import { markSymbol, renderFinding } from "./finding-lines.ts";
import type { Look } from "./look.ts";
import { plainLines } from "./plain-lines.ts";
import { markOf, ranked } from "./rank.ts";
import { widthOf } from "./width.ts";
import { findingWords } from "./words.ts";

/** What those who ask need of the report: findings in lines, and how wide and in which colours this terminal writes. */
export interface FindingDrawing {
  readonly columns: () => number;
  readonly rows: () => number;
  readonly pointer: string;
  readonly paint: Paint;
  readonly say: (text: string) => string;
  readonly width: (text: string) => number;
  readonly wrap: (text: string, columns: number) => readonly string[];
  readonly finding: (finding: Finding, advice: boolean) => readonly string[];
  readonly remedy: (finding: Finding, index: number) => string;
  readonly mark: (findings: readonly Finding[]) => string;
  readonly rank: (findings: readonly Finding[]) => readonly Finding[];
}

/** `plain`: one event a line, nothing broken or aligned. */
export function createDrawing(
  messages: Messages,
  look: Look,
  { rows, plain = false }: { readonly rows: () => number | undefined; readonly plain?: boolean },
): FindingDrawing {
  return {
    columns: look.columns,
    rows: () => rows() || 24,
    pointer: look.symbols.pointer,
    paint: look.paint,
    say: look.say,
    width: widthOf,
    wrap: plain ? (text) => text.split("\n") : look.wrap,
    finding: (finding, advice) =>
      plain
        ? plainLines([finding], messages, look, advice ? "advice" : "none")
        : renderFinding(finding, messages, look, advice ? "advice" : "none"),
    remedy: (finding, index) => look.say(findingWords(finding, messages).remedies[index]?.text ?? ""),
    mark: (findings) => markSymbol(markOf(findings), look),
    rank: ranked,
  };
}
