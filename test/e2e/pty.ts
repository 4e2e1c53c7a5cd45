import { type IPty, spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** The whole environment, but for PATH, HOME, TERM and LANG, which are there unless said otherwise. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Exit {
  readonly code: number;
  /** The number of the signal that ended it; 0 where it ended by itself. */
  readonly signal: number;
}

const keys = {
  enter: "\r",
  up: "\u001b[A",
  down: "\u001b[B",
  right: "\u001b[C",
  left: "\u001b[D",
  tab: "\t",
  escape: "\u001b",
  backspace: "\u007f",
  "ctrl-c": "\u0003",
  "ctrl-d": "\u0004",
  "ctrl-u": "\u0015",
  "ctrl-z": "\u001a",
} as const;
export type Key = keyof typeof keys;

/** A program in a real pseudo-terminal, and the screen that a person would see. */
export interface Pty {
  /** What stands on the screen, without the blanks at the ends of lines and at the end. */
  readonly screen: () => string;
  /** Everything that was ever on it, scrolled away or not. */
  readonly scrollback: () => string;
  /** Lines that were too long, so that the terminal broke them. */
  readonly brokenLines: () => readonly string[];
  /** The bytes, escape sequences and all. */
  readonly raw: () => string;
  /** Waits until the screen's text (lines, no colours) fits; rejects with the screen when it does not in time. */
  readonly waitFor: (wanted: RegExp | string, ms?: number) => Promise<string>;
  readonly press: (...pressed: readonly Key[]) => void;
  readonly type: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly cursorVisible: () => boolean;
  readonly exit: Promise<Exit>;
  /** Ends it for certain; for `afterEach`. */
  readonly kill: () => void;
  readonly pid: number;
}

export function startPty(command: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const { columns = 80, rows = 24, cwd = process.cwd(), env = {} } = options;
  const kept = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/", TERM: "xterm-256color", LANG: "C.UTF-8" };
  const terminal = new xterm.Terminal({
    // A pty may have no columns; what reads it still has some.
    cols: columns || 80,
    rows: Math.max(1, rows),
    scrollback: 10_000,
    allowProposedApi: true,
  });
  const child: IPty = spawn(command, [...args], { cols: columns, rows, cwd, env: { ...kept, ...env } });
  let raw = "";
  let ended = false;
  const waiting = new Set<() => void>();
  child.onData((data) => {
    raw += data;
    terminal.write(data, () => {
      for (const look of [...waiting]) look();
    });
  });
  // The terminal parses what it was given a little later; an empty write comes back when it has.
  const exit = new Promise<Exit>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      ended = true;
      terminal.write("", () => {
        for (const look of [...waiting]) look();
        resolve({ code: exitCode, signal: signal ?? 0 });
      });
    });
  });

  const linesFrom = (first: number) => {
    const buffer = terminal.buffer.active;
    const lines: string[] = [];
    for (let index = first; index < buffer.length; index++)
      lines.push(buffer.getLine(index)?.translateToString(true) ?? "");
    return lines.join("\n").trimEnd();
  };
  const brokenLines = () => {
    const buffer = terminal.buffer.active;
    const broken: string[] = [];
    for (let index = 0; index < buffer.length; index++) {
      const line = buffer.getLine(index);
      if (line?.isWrapped) broken.push(line.translateToString(true));
    }
    return broken;
  };
  const screen = () => linesFrom(terminal.buffer.active.baseY);
  const scrollback = () => linesFrom(0);

  return {
    screen,
    scrollback,
    brokenLines,
    raw: () => raw,
    pid: child.pid,
    waitFor: (wanted, ms = 10_000) =>
      new Promise((resolve, reject) => {
        const fits = () => (typeof wanted === "string" ? screen().includes(wanted) : wanted.test(screen()));
        const look = () => {
          if (fits()) finish(() => resolve(screen()));
          else if (ended) finish(() => reject(new Error(`the program ended without ${wanted}:\n${scrollback()}`)));
        };
        const timer = setTimeout(() => finish(() => reject(new Error(`no ${wanted} in ${ms} ms:\n${screen()}`))), ms);
        const finish = (end: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          end();
        };
        waiting.add(look);
        look();
      }),
    press: (...pressed) => {
      for (const key of pressed) child.write(keys[key]);
    },
    type: (text) => child.write(text),
    resize: (width, height) => {
      terminal.resize(width, height);
      child.resize(width, height);
    },
    cursorVisible: () => raw.lastIndexOf("\u001b[?25l") <= raw.lastIndexOf("\u001b[?25h"),
    exit,
    kill: () => {
      if (!ended) child.kill("SIGKILL");
    },
  };
}
