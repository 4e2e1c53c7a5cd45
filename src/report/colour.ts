import { Chalk, type ChalkInstance } from "chalk";

/** 1: the terminal's own sixteen colours, which people have chosen to be able to read. More we never use. */
export type ColourLevel = 0 | 1;

export interface ColourQuestion {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the stream that is written to, not of standard output in general. */
  readonly isTTY: boolean;
  /** `--no-color` was given. */
  readonly refused?: boolean;
}

/**
 * Decides once for the whole run. A non-empty NO_COLOR wins over all (no-color.org); chalk alone would not look at it (chalk#547),
 * and Node lets FORCE_COLOR win. An empty NO_COLOR is none.
 */
export function colourLevel({ env, isTTY, refused = false }: ColourQuestion): ColourLevel {
  if (env.NO_COLOR || refused) return 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced === "0" || forced === "false" ? 0 : 1;
  return isTTY && env.TERM !== "dumb" ? 1 : 0;
}

/** What a text is, not which colour it has. */
export type Style = "good" | "bad" | "careful" | "accent" | "strong" | "dim";
export type Paint = (style: Style, text: string) => string;

/** Colour only repeats what the symbol and the word already say. */
export function painter(level: ColourLevel): Paint {
  const chalk = new Chalk({ level });
  const styles: Readonly<Record<Style, ChalkInstance>> = {
    good: chalk.green,
    bad: chalk.red,
    careful: chalk.yellow,
    accent: chalk.cyan,
    strong: chalk.bold,
    dim: chalk.dim,
  };
  return (style, text) => (text === "" ? "" : styles[style](text));
}
