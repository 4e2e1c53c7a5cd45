/** What a script can rely on. The README's table says the same in words. */
export const exitCode = {
  done: 0,
  checkFailed: 1,
  usage: 2,
  unreadable: 3,
  probeFailed: 4,
  stepFailed: 5,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** How a run ends that a signal ended. */
export function codeOf(signal: AbortSignal): ExitCode {
  return signal.reason === "SIGINT" ? exitCode.interrupted : exitCode.terminated;
}

/** Ends the run with a code and lines for the person at the terminal. Not a bug: nothing of it needs a stack. */
export class Stop extends Error {
  readonly code: ExitCode;
  readonly lines: readonly string[];

  constructor(code: ExitCode, lines: readonly string[]) {
    super(lines[0] ?? "");
    this.name = "Stop";
    this.code = code;
    this.lines = lines;
  }
}
