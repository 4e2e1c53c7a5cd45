import type { Variables } from "../../findings/variables.ts";

/** One word of a command, expanded. `name` where it begins as an assignment does. */
export interface Word {
  readonly name: string | null;
  readonly value: string;
  /** Holds a command, arithmetic or an operator inside `${}`: what comes out is not known without running it. */
  readonly unknown: boolean;
}

/** The shell stops reading the file here. */
export class SyntaxStop extends Error {}

const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;
const wordEnd = " \t\n;&|<>()";

/** Reads the words of shell text, expanding what needs no running. */
export class Words {
  at = 0;
  private readonly text: string;
  private readonly lookup: (name: string) => string;

  constructor(text: string, variables: Variables, environment: Variables) {
    this.text = text;
    this.lookup = (name) => variables.get(name) ?? environment.get(name) ?? "";
  }

  peek(): string | undefined {
    return this.text[this.at];
  }

  skipBlanks(): void {
    while (this.peek() === " " || this.peek() === "\t" || this.text.startsWith("\\\n", this.at)) {
      this.at += this.peek() === "\\" ? 2 : 1;
    }
    if (this.peek() === "#") this.skipLine();
  }

  skipLine(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  word(): Word {
    const start = assignment.exec(this.text.slice(this.at, this.at + 256))?.[0] ?? null;
    this.at += start?.length ?? 0;
    const pieces: Piece[] = [];
    if (start !== null) pieces.push(this.tilde());
    for (let next = this.peek(); next !== undefined && !wordEnd.includes(next); next = this.peek()) {
      pieces.push(this.piece(next));
      if (start !== null && next === ":") pieces.push(this.tilde());
    }
    return {
      name: start === null ? null : start.slice(0, -1),
      value: pieces.map((piece) => piece ?? "").join(""),
      unknown: pieces.includes(null),
    };
  }

  private piece(next: string): Piece {
    if (next === "'") return this.singleQuoted();
    if (next === '"') return this.doubleQuoted();
    if (next === "$") return this.dollar();
    if (next === "`") return this.backticks();
    this.at += 1;
    if (next !== "\\") return next;
    const escaped = this.peek();
    this.at += escaped === undefined ? 0 : 1;
    return escaped === "\n" ? "" : (escaped ?? "\\");
  }

  private tilde(): Piece {
    if (!/^~(?=[/: \t\n;&|<>()]|$)/.test(this.text.slice(this.at, this.at + 2))) return "";
    this.at += 1;
    return this.lookup("HOME");
  }

  private singleQuoted(): Piece {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) throw new SyntaxStop();
    const value = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return value;
  }

  private doubleQuoted(): Piece {
    const pieces: Piece[] = [];
    this.at += 1;
    for (let next = this.peek(); next !== '"'; next = this.peek()) {
      if (next === undefined) throw new SyntaxStop();
      pieces.push(this.pieceInQuotes(next));
    }
    this.at += 1;
    return pieces.includes(null) ? null : pieces.join("");
  }

  private pieceInQuotes(next: string): Piece {
    if (next === "$") return this.dollar();
    if (next === "`") return this.backticks();
    this.at += 1;
    if (next !== "\\") return next;
    const escaped = this.peek() ?? "";
    if (escaped === "" || !'$`"\\\n'.includes(escaped)) return next;
    this.at += 1;
    return escaped === "\n" ? "" : escaped;
  }

  private dollar(): Piece {
    const rest = this.text.slice(this.at + 1, this.at + 256);
    if (rest.startsWith("(")) return this.balanced("(", ")");
    const braced = /^\{([A-Za-z_][A-Za-z0-9_]*|[0-9]+)\}/.exec(rest);
    if (rest.startsWith("{") && !braced) return this.balanced("{", "}");
    const plain = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9])/.exec(rest);
    const found = braced ?? plain;
    if (found) {
      this.at += 1 + found[0].length;
      return this.lookup(found[1] ?? found[0]);
    }
    this.at += 1;
    if (!/^[@*#?$!-]/.test(rest)) return "$";
    this.at += 1;
    return null;
  }

  private balanced(open: string, close: string): Piece {
    let depth = 0;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      if (this.text[this.at] === open) depth += 1;
      if (this.text[this.at] === close) depth -= 1;
      if (depth === 0) {
        this.at += 1;
        return null;
      }
    }
    throw new SyntaxStop();
  }

  private backticks(): Piece {
    for (this.at += 1; this.peek() !== "`"; this.at += this.peek() === "\\" ? 2 : 1) {
      if (this.peek() === undefined) throw new SyntaxStop();
    }
    this.at += 1;
    return null;
  }
}

/** Null: not known without running it. */
type Piece = string | null;
