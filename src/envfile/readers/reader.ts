import type { Variables } from "../../findings/variables.ts";

/** Who reads the file. `ruby` is dotenv 3 (4.3 and newer), `ruby-2` is dotenv 2.8 (4.2); `node` is what streaming uses. */
export type ReaderId = "ruby" | "ruby-2" | "node" | "compose" | "systemd" | "sh";

/**
 * A model of one parser: the text of a file to what that parser makes of it. `environment` is what `$NAME` expands from.
 * Where the real parser refuses the whole file, there is nothing in the answer; nothing is ever executed. That a variable of the
 * process beats the file's is not said here: it depends on who started the process, not on the file.
 */
export type Reader = (text: string, environment?: Variables) => Variables;

/**
 * Dotenv's patterns, Ruby's and Node's alike, take time by the square of a run of blank lines: a megabyte of them is an hour.
 * A run of 64 and more is as good as one blank line.
 */
export function withoutLongGaps(text: string): string {
  return text.replace(/\n\s{64,}\n/g, "\n\n");
}
