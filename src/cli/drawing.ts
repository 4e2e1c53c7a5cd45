import type { Drawing } from "../interview/asker/drawing.ts";
import { markSymbol, renderFinding } from "../report/finding-lines.ts";
import { plainLines } from "../report/plain-lines.ts";
import { markOf, ranked } from "../report/rank.ts";
import { widthOf } from "../report/width.ts";
import { findingWords } from "../report/words.ts";
import type { Io } from "./io.ts";
import type { Speaker } from "./say.ts";

/** The report's look, handed to the asker. What a server said is redacted before it is drawn. */
export function drawingFor(io: Io, { look, messages, plain, redactor }: Speaker): Drawing {
  return {
    columns: look.columns,
    rows: () => io.stderr.rows || 24,
    pointer: look.symbols.pointer,
    paint: look.paint,
    say: look.say,
    width: widthOf,
    wrap: look.wrap,
    finding: (finding, advice) => {
      const shown = advice ? "advice" : "none";
      return plain ? plainLines([finding], messages, look, shown) : renderFinding(finding, messages, look, shown);
    },
    remedy: (finding, index) => redactor.redact(findingWords(finding, messages).remedies[index]?.text ?? ""),
    mark: (findings) => markSymbol(markOf(findings), look),
    rank: ranked,
  };
}
