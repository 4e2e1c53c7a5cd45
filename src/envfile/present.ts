import type { Variables } from "../findings/variables.ts";
import { parse } from "./parse.ts";
import { readerIds, readers } from "./readers/index.ts";

/**
 * Every variable that any reader sees in a file, and those on lines that none of them does (behind an unclosed quote, in a file that
 * one refuses as a whole). For the question "is there a key that must not be replaced?" (mastodon#33684), where "no" has to be
 * certain. The value is that of the first reader that sees one that is not blank; where none does it is the line's raw text.
 */
export function presentVariables(text: string): Variables {
  const present = new Map<string, string>();
  const note = (key: string, value: string) => {
    if ((present.get(key) ?? "").trim() === "") present.set(key, value);
  };
  for (const id of readerIds) for (const [key, value] of readers[id](text)) note(key, value);
  for (const line of parse(text).lines) {
    if (line.kind === "assignment") note(line.key, line.raw.replace(/^(["'])([\s\S]*)\1$/, "$2"));
  }
  return present;
}
