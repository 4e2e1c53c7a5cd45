import { type Line, parse } from "./parse.ts";

export interface DiffLine {
  readonly change: "same" | "added" | "removed";
  /** Without its line end; the value of a secret is masked. */
  readonly text: string;
}

const mask = "••••••••";

/** More pairs than this are not compared: the whole middle counts as replaced. No file written by people comes near. */
const largest = 4_000_000;

/**
 * The lines of two versions of a file, with what came and went. Values are masked where `isSecret` says so, in comments too
 * (`#DB_PASS=old`), and so is every line that is no assignment and no comment: it may be a piece of a key.
 */
export function diff(before: string | null, after: string, isSecret: (key: string) => boolean): readonly DiffLine[] {
  const old = shownLines(before ?? "", isSecret);
  const now = shownLines(after, isSecret);
  let start = 0;
  while (start < old.length && start < now.length && same(old[start], now[start])) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && same(old.at(-1 - end), now.at(-1 - end))) end += 1;
  return [
    ...as("same", now.slice(0, start)),
    ...changes(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...as("same", now.slice(now.length - end)),
  ];
}

interface Shown {
  readonly text: string;
  readonly shown: string;
}

const same = (one: Shown | undefined, other: Shown | undefined) => one?.text === other?.text;
const as = (change: DiffLine["change"], lines: readonly Shown[]) => lines.map(({ shown }) => ({ change, text: shown }));

function shownLines(text: string, isSecret: (key: string) => boolean): readonly Shown[] {
  return parse(text).lines.map((line) => {
    const bare = line.text.replace(/(?:\r\n?|\n)$/, "");
    return { text: bare, shown: masked(line, bare, isSecret) };
  });
}

function masked(line: Line, text: string, isSecret: (key: string) => boolean): string {
  if (line.kind === "unparsable") return mask;
  if (line.kind === "assignment") return isSecret(line.key) ? `${line.key}=${mask}` : text;
  const retired = /^\s*#+\s*(?:export\s+)?([A-Za-z0-9_.-]+)\s*[=:]/.exec(text);
  return retired && isSecret(retired[1] ?? "") ? `${retired[0]}${mask}` : text;
}

/** The longest common subsequence, by the table of its lengths. */
function changes(old: readonly Shown[], now: readonly Shown[]): readonly DiffLine[] {
  if (old.length * now.length > largest) return [...as("removed", old), ...as("added", now)];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = same(old[i], now[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const result: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    if (same(old[i], now[j])) {
      result.push(...as("same", now.slice(j, j + 1)));
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      result.push(...as("removed", old.slice(i, i + 1)));
      i += 1;
    } else {
      result.push(...as("added", now.slice(j, j + 1)));
      j += 1;
    }
  }
  return [...result, ...as("removed", old.slice(i)), ...as("added", now.slice(j))];
}
