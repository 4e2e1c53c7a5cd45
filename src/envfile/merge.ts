import type { Runtime } from "../../prompts/answers.ts";
import type { VariableChanges, Variables } from "../findings/variables.ts";
import { encode, isVariableName, type Unencodable } from "./encode.ts";
import { type Assignment, type Line, parse } from "./parse.ts";
import { readBack } from "./readback.ts";
import { readerIds } from "./readers/index.ts";
import type { ReaderId } from "./readers/reader.ts";

/** A variable that can't be written: for its value, or for a name that no reader takes. */
export interface MergeRefusal {
  readonly key: string;
  readonly reason: Unencodable | "name";
  /** Who would read something else. */
  readonly readers: readonly ReaderId[];
}

export type Merged =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refused: readonly MergeRefusal[] };

/** Variables that stand together under a comment. */
export interface Group {
  readonly title: string;
  readonly keys: readonly string[];
}

/**
 * Puts the wanted variables into a file. Order, comments, blank lines and keys that are nobody's stay as they are; a managed
 * variable that is not wanted goes. What all readers already see as wanted is not touched, so a second merge changes nothing.
 * What is new stands behind its group's last variable, or at the end under the group's title. Line ends become "\n" throughout
 * and a byte order mark goes: a shell keeps the one in the value and the other in the first name.
 */
export function merge(
  existing: string | null,
  wanted: Variables,
  managed: ReadonlySet<string>,
  groups: readonly Group[] = [],
  header = "",
  runtime: Runtime = "systemd",
): Merged {
  const texts = encodeAll(wanted, runtime);
  if (!(texts instanceof Map)) return { ok: false, refused: texts };
  const isOurs = (key: string) => managed.has(key) || wanted.has(key);
  const lines = parse((existing ?? "").replace(/^\uFEFF/, "").replace(/\r\n/g, "\n")).lines;
  const kept = replaceInPlace(lines, wanted, texts, isOurs);
  const complete = addMissing(kept, texts, groups);
  const opening = existing === null ? comment(header) : "";
  return { ok: true, text: opening === "" || complete === "" ? opening + complete : `${opening}\n${complete}` };
}

/** Applies a remedy's change to a file: a string sets, `null` takes the line out; every other line stays. */
export function applyChanges(text: string, changes: VariableChanges, runtime: Runtime = "systemd"): Merged {
  const entries = Object.entries(changes);
  const wanted = new Map(entries.filter((entry): entry is [string, string] => entry[1] !== null));
  return merge(text, wanted, new Set(entries.map(([key]) => key)), [], "", runtime);
}

function encodeAll(wanted: Variables, runtime: Runtime): Map<string, string> | readonly MergeRefusal[] {
  const texts = new Map<string, string>();
  const refused: MergeRefusal[] = [];
  for (const [key, value] of wanted) {
    const encoded = encode(value, runtime);
    if (!isVariableName(key)) refused.push({ key, reason: "name", readers: readerIds });
    else if (!encoded.ok) refused.push({ key, reason: encoded.reason, readers: encoded.readers });
    else texts.set(key, `${key}=${encoded.text}\n`);
  }
  return refused.length > 0 ? refused : texts;
}

/** A piece of the file to be; `key` where it is the line of one of ours. */
interface Piece {
  readonly key: string | null;
  readonly text: string;
}

function replaceInPlace(
  lines: readonly Line[],
  wanted: Variables,
  texts: ReadonlyMap<string, string>,
  isOurs: (key: string) => boolean,
): readonly Piece[] {
  const lastOf = new Map(lines.flatMap((line) => (line.kind === "assignment" ? [[line.key, line] as const] : [])));
  return lines.flatMap((line): Piece[] => {
    const text = line.text.endsWith("\n") ? line.text : `${line.text}\n`;
    if (line.kind !== "assignment" || !isOurs(line.key)) return [{ key: null, text }];
    const wish = wanted.get(line.key);
    // Every reader takes the last of several lines; the others would only mislead whoever edits the first.
    if (wish === undefined || lastOf.get(line.key) !== line) return [];
    const reads = readBack(text, new Map([[line.key, wish]])).length === 0;
    return [{ key: line.key, text: reads ? text : rewritten(line, texts) }];
  });
}

/** A comment behind a value moves above it: systemd and docker would read it as part of the value. */
function rewritten(line: Assignment, texts: ReadonlyMap<string, string>): string {
  return comment(line.comment?.replace(/^#\s?/, "") ?? "") + (texts.get(line.key) ?? "");
}

function addMissing(pieces: readonly Piece[], texts: ReadonlyMap<string, string>, groups: readonly Group[]): string {
  const present = new Set(pieces.map((piece) => piece.key));
  const missing = [...texts.keys()].filter((key) => !present.has(key));
  const inGroups = new Set(groups.flatMap((group) => group.keys));
  const write = (keys: readonly string[]) => keys.map((key) => texts.get(key) ?? "").join("");
  const behind = new Map<Piece, string>();
  const end: string[] = [];
  for (const { title, keys } of groups) {
    const added = write(keys.filter((key) => missing.includes(key)));
    const last = pieces.findLast((piece) => piece.key !== null && keys.includes(piece.key));
    if (last !== undefined) behind.set(last, (behind.get(last) ?? "") + added);
    else if (added !== "") end.push(comment(title) + added);
  }
  const alone = write(missing.filter((key) => !inGroups.has(key)));
  if (alone !== "") end.push(alone);
  const before = pieces.map((piece) => piece.text + (behind.get(piece) ?? "")).join("");
  return [before, ...end].filter((part) => part !== "").join(groups.length > 0 || before.endsWith("\\\n") ? "\n" : "");
}

/** Lines of comment. None ends in a backslash, behind which systemd would read the next line as comment too. */
function comment(text: string): string {
  if (text.trim() === "") return "";
  return text
    .trim()
    .split("\n")
    .map((line) => `${`# ${line}`.trimEnd().replace(/\\+$/, "")}\n`)
    .join("");
}
