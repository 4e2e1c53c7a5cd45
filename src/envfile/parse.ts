/** What every line of the file is; the texts one after the other are the file again. */
export type Line = Assignment | OtherLine;

export interface Assignment {
  readonly kind: "assignment";
  readonly key: string;
  readonly exported: boolean;
  /** ":" is YAML's, which Ruby, Node and compose take; "" is a name alone, which Ruby takes as an empty value. */
  readonly separator: "=" | ":" | "";
  /** As it stands there: quotes and all, without the blanks around it and the comment behind it. May span lines. */
  readonly raw: string;
  /** The comment behind the value, from its "#" on. */
  readonly comment: string | null;
  /** The number of its first line, from 1. */
  readonly line: number;
  /** The whole of it, with its line end. */
  readonly text: string;
}

export interface OtherLine {
  readonly kind: "blank" | "comment" | "unparsable";
  readonly line: number;
  readonly text: string;
}

export interface Document {
  /** A byte order mark, as Windows' editors write it, or nothing. */
  readonly mark: string;
  readonly lines: readonly Line[];
}

/**
 * Takes a file apart without losing a byte. A quoted value goes on over line ends as it does for Ruby and Node, if nothing but
 * blanks and a comment follow its closing quote; else its quote is a character like others.
 */
export function parse(text: string): Document {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const lines: Line[] = [];
  let number = 1;
  for (let at = mark.length; at < text.length; ) {
    const line = assignmentAt(text, at, number) ?? otherAt(text, at, number);
    lines.push(line);
    at += line.text.length;
    number += line.text.match(/\r\n?|\n/g)?.length ?? 0;
  }
  return { mark, lines };
}

export function render(document: Document): string {
  return document.mark + document.lines.map((line) => line.text).join("");
}

const head =
  /[ \t]*(?<exported>export[ \t]+)?(?<key>[A-Za-z0-9_.-]+)(?:[ \t]*(?<equals>=)|(?<colon>:)(?=[ \t])|(?=[ \t]*(?:#|[\r\n]|$)))/y;
const quoted = /[ \t]*(?<raw>'(?:\\'|[^'])*'|"(?:\\"|[^"])*")[ \t]*(?<comment>#[^\r\n]*)?(?:\r\n?|\n|$)/y;
const bare = /[ \t]*(?<raw>[^\r\n]*?)[ \t]*(?<comment>(?<=^|[ \t=:])#[^\r\n]*)?(?:\r\n?|\n|$)/y;
const wholeLine = /[^\r\n]*(?:\r\n?|\n|$)/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function assignmentAt(text: string, at: number, line: number): Assignment | null {
  const start = matchAt(head, text, at);
  if (!start) return null;
  const valueAt = at + start[0].length;
  const { exported, key = "", equals, colon } = start.groups ?? {};
  const value = matchAt(quoted, text, valueAt) ?? matchAt(bare, text, valueAt);
  return {
    kind: "assignment",
    key,
    exported: exported !== undefined,
    separator: equals !== undefined ? "=" : colon !== undefined ? ":" : "",
    raw: value?.groups?.raw ?? "",
    comment: value?.groups?.comment ?? null,
    line,
    text: start[0] + (value?.[0] ?? ""),
  };
}

function otherAt(text: string, at: number, line: number): OtherLine {
  const whole = matchAt(wholeLine, text, at)?.[0] ?? "";
  const content = whole.trim();
  return { kind: content === "" ? "blank" : content.startsWith("#") ? "comment" : "unparsable", line, text: whole };
}
