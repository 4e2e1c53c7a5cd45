import type { Messages } from "../../prompts/locales/load.ts";
import type { Drawing } from "../../src/interview/asker/drawing.ts";
import { markSymbol, renderFinding } from "../../src/report/finding-lines.ts";
import { createLook, type Look } from "../../src/report/look.ts";
import { markOf, ranked } from "../../src/report/rank.ts";
import { widthOf } from "../../src/report/width.ts";
import { findingWords } from "../../src/report/words.ts";

/** The asker's view of the report, as the program's own commands give it. */
export function drawingOf(messages: Messages, look: Look, rows: () => number = () => 24): Drawing {
  return {
    columns: look.columns,
    rows: () => rows() || 24,
    pointer: look.symbols.pointer,
    paint: look.paint,
    say: look.say,
    width: widthOf,
    wrap: look.wrap,
    finding: (finding, advice) => renderFinding(finding, messages, look, advice ? "advice" : "none"),
    remedy: (finding, index) => look.say(findingWords(finding, messages).remedies[index]?.text ?? ""),
    mark: (findings) => markSymbol(markOf(findings), look),
    rank: ranked,
  };
}

/** A terminal without colours. */
export function plainDrawing(messages: Messages, columns = 80, rows = 24): Drawing {
  return drawingOf(messages, createLook({ columns, colour: 0, unicode: true }), () => rows);
}
