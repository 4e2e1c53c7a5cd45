import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { StepId } from "./types.ts";

/** A log larger than this (bytes) is of no use to a person and may fill the disk of a small server. */
const largest = 50_000_000;

export interface Log {
  /** Null where it could not be made: the step runs all the same. */
  readonly path: string | null;
  write(line: string): void;
  close(): void;
}

/** A file of its own for one run of a step, readable by its owner alone. What is written must be masked already. */
export function openLog(directory: string, step: StepId, now: Date): Log {
  const path = join(directory, `${now.toISOString().replace(/[-:]|\.\d+/g, "")}-${step}.log`);
  let file: number;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    file = openSync(path, "a", 0o600);
  } catch {
    return { path: null, write: () => undefined, close: () => undefined };
  }
  let written = 0;
  return {
    path,
    write(line) {
      if (written > largest) return;
      written += line.length + 1;
      const text = written > largest ? "[mastosetup: the rest was left out]" : line;
      try {
        writeSync(file, `${text}\n`);
      } catch {
        // A full disk is the command's to report.
        written = Number.POSITIVE_INFINITY;
      }
    },
    close: () => closeSync(file),
  };
}
