import type { Reader } from "./reader.ts";

/** Names that systemd takes into an environment; others it drops with a line in the journal. `export KEY` is such a name. */
const validName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const blank = " \t\n\r";
const lineBreak = "\n\r";

/**
 * systemd's `EnvironmentFile=` (measured with 252). Nothing is expanded, `;` begins a comment too, and there are no comments
 * behind a value. A comment that ends in a backslash goes on in the next line (up to 253; later ones end it: we say what is lost).
 * One U+FFFE or its kin in a value, and it refuses the file.
 */
export const systemd: Reader = (text) => {
  if (/\p{Noncharacter_Code_Point}/u.test(text)) return new Map();
  const variables = new Map<string, string>();
  const scanner = new Scanner(text);
  while (!scanner.ended()) {
    scanner.skip(blank);
    if ("#;".includes(scanner.peek())) {
      scanner.comment();
      continue;
    }
    const key = scanner.key();
    if (key === null) continue;
    const value = scanner.value();
    if (validName.test(key)) variables.set(key, value);
  }
  return variables;
};

class Scanner {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  ended(): boolean {
    return this.at >= this.text.length;
  }

  /** The next character; a NUL, which ends the file for systemd and is in none, where there is none. */
  peek(): string {
    return this.text[this.at] ?? "\0";
  }

  private take(): string {
    const character = this.peek();
    this.at += 1;
    return character;
  }

  skip(characters: string): void {
    while (!this.ended() && characters.includes(this.peek())) this.at += 1;
  }

  comment(): void {
    while (!this.ended()) {
      const character = this.take();
      if (character === "\\") this.at += 1;
      else if (lineBreak.includes(character)) return;
    }
  }

  /** Null for a line without "=". */
  key(): string | null {
    const start = this.at;
    while (!this.ended()) {
      const character = this.take();
      if (character === "=") return this.text.slice(start, this.at - 1).replace(/[ \t]+$/, "");
      if (lineBreak.includes(character)) return null;
    }
    return null;
  }

  /** Quoted and unquoted pieces may follow each other; quotes count only at the start of a piece, and once text has begun no more. */
  value(): string {
    let value = "";
    for (;;) {
      this.skip(" \t");
      if (this.ended() || lineBreak.includes(this.peek())) break;
      if (this.peek() === "'") value += this.singleQuoted();
      else if (this.peek() === '"') value += this.doubleQuoted();
      else return value + this.unquoted();
    }
    this.at += 1;
    return value;
  }

  private singleQuoted(): string {
    const start = this.at + 1;
    const end = this.text.indexOf("'", start);
    this.at = end < 0 ? this.text.length : end + 1;
    return this.text.slice(start, end < 0 ? undefined : end);
  }

  private doubleQuoted(): string {
    let value = "";
    this.at += 1;
    while (!this.ended()) {
      const character = this.take();
      if (character === '"') break;
      if (character !== "\\" || this.ended()) {
        if (character !== "\\") value += character;
        continue;
      }
      const escaped = this.take();
      if ('"\\`$'.includes(escaped)) value += escaped;
      else if (escaped !== "\n") value += `\\${escaped}`;
    }
    return value;
  }

  private unquoted(): string {
    let value = "";
    let kept = 0;
    while (!this.ended()) {
      const character = this.take();
      if (lineBreak.includes(character)) break;
      const escaped = character === "\\";
      const next = escaped ? (this.ended() ? "" : this.take()) : character;
      if (!escaped || !lineBreak.includes(next)) value += next;
      if (escaped || !blank.includes(character)) kept = value.length;
    }
    return value.slice(0, kept);
  }
}
