import { type ColourLevel, type Paint, painter } from "./colour.ts";
import { wrap } from "./wrap.ts";

/** How this terminal is to be written to; decided once, asked by everything that makes lines. */
export interface Look {
  /** Of this moment: people resize. */
  readonly columns: () => number;
  readonly unicode: boolean;
  readonly paint: Paint;
  readonly symbols: Symbols;
  /** The text as this terminal can show it. */
  readonly say: (text: string) => string;
  readonly wrap: typeof wrap;
}

export interface LookOptions {
  /** 0 (a pty that nobody has sized: `script`, `docker run -t`) and undefined count as 80. */
  readonly columns: number | undefined | (() => number | undefined);
  readonly colour: ColourLevel;
  readonly unicode: boolean;
  /** Takes secrets out of a text before it is broken into lines, where it would no longer find them. */
  readonly redact?: (text: string) => string;
}

export interface Symbols {
  readonly ok: string;
  readonly fail: string;
  readonly warn: string;
  readonly skip: string;
  readonly pointer: string;
}

const unicodeSymbols: Symbols = { ok: "✔", fail: "✖", warn: "!", skip: "–", pointer: "❯" };
const asciiSymbols: Symbols = { ok: "[ok]", fail: "[x]", warn: "[!]", skip: "-", pointer: ">" };

/** What sentences use beside letters, in ASCII. Letters stay: they are the language. */
const ascii: Readonly<Record<string, string>> = {
  "·": "-",
  "–": "-",
  "—": "-",
  "…": "...",
  "→": "->",
  "↑": "up ",
  "↓": "down ",
  "❯": ">",
  "•": "*",
  "│": "|",
  "“": '"',
  "”": '"',
  "’": "'",
  "✔": "[ok]",
  "✖": "[x]",
};

export function createLook({ columns, colour, unicode, redact = (text) => text }: LookOptions): Look {
  return {
    columns: () => (typeof columns === "function" ? columns() : columns) || 80,
    unicode,
    paint: painter(colour),
    symbols: unicode ? unicodeSymbols : asciiSymbols,
    say: (text) => {
      const clean = redact(text);
      return unicode ? clean : clean.replace(/[·–—…→↑↓❯•│“”’✔✖]/g, (one) => ascii[one] ?? one);
    },
    wrap,
  };
}

/** Whether the locale's characters are UTF-8 and the terminal has the symbols (the Linux console's fonts have not). */
export function speaksUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return /utf-?8/i.test(locale) && env.TERM !== "linux";
}
