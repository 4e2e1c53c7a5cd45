import { widthOf } from "./width.ts";

// Japanese line breaking in small (JIS X 4051): these never begin a line …
const noBegin = /^[、。，．・：；？！）」』】〕｝〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%‥…:;,.!?)\]]/u;
// … and these never end one.
const noEnd = /[（「『【〔｛〈《([]$/u;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** The smallest parts that a line may be broken between: a Latin word, one Japanese character with its punctuation, a run of spaces. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let glue = false;
  for (const one of text) {
    const last = found.at(-1);
    const joins =
      last !== undefined &&
      (glue ||
        noBegin.test(one) ||
        (kind(one) === "word" && kind(last) === "word") ||
        (one === " " && last.endsWith(" ")));
    if (joins && last !== undefined && (one === " ") === last.endsWith(" ")) found[found.length - 1] = last + one;
    else found.push(one);
    glue = noEnd.test(one);
  }
  return found;
}

function kind(part: string): "space" | "wide" | "word" {
  const last = [...part].at(-1) ?? "";
  return last === " " ? "space" : wide.test(last) ? "wide" : "word";
}

/** Cuts what is longer than a whole line, by columns. */
function cut(part: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const one of part) {
    if (piece !== "" && widthOf(piece + one) > columns) {
      pieces.push(piece);
      piece = "";
    }
    piece += one;
  }
  return [...pieces, piece];
}

/**
 * Breaks a text without colour codes into lines of at most `columns`. Latin words stay whole where they fit; Japanese breaks
 * between characters, but not before a full stop or after an opening bracket. Line breaks in the text stay.
 */
export function wrap(text: string, columns: number): readonly string[] {
  const width = Math.max(2, columns);
  return text.split("\n").flatMap((line) => {
    const lines: string[] = [];
    let current = "";
    for (const part of parts(line).flatMap((one) => (widthOf(one) > width ? cut(one, width) : [one]))) {
      if (current !== "" && widthOf(current + part.trimEnd()) > width) {
        lines.push(current.trimEnd());
        current = part.trimStart();
      } else current += part;
    }
    return [...lines, current.trimEnd()];
  });
}

/** Short parts with dots between ("12 fine · 1 to know"): a line breaks at a dot where it can, and begins without it. */
export function wrapDotted(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split(" · ")) {
    const longer = `${lines.at(-1) ?? ""} · ${part}`;
    if (lines.length > 0 && widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.flatMap((line) => wrap(line, columns));
}
