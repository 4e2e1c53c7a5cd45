import { userInfo } from "node:os";
import type { ReadStream, WriteStream } from "node:tty";

/** The world outside, as the commands see it. Only this folder knows `process`. */
export interface Io {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: ReadStream;
  /** Data only. */
  readonly stdout: WriteStream;
  /** Everything said to people, prompts included. */
  readonly stderr: WriteStream;
  readonly now: () => Date;
  /** Fires on SIGINT, SIGTERM and SIGHUP; the reason is the signal's name. */
  readonly signal: AbortSignal;
  readonly version: string;
  /** Process groups of children that run now. */
  readonly groups: Set<number>;
}

/** Whether there is somebody to ask: keys come from a terminal, and questions go to one. */
export function isTerminal({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

export function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in the password database, as in many containers.
    return String(process.getuid?.() ?? "");
  }
}

/** One signal asks everything to end; a second one ends the program at once, whatever hangs, and its children before it. */
export function signalsOf(target: NodeJS.Process, groups: ReadonlySet<number>): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    target.on(name, () => {
      if (controller.signal.aborted) {
        for (const group of groups) kill(target, group);
        target.exit(name === "SIGINT" ? 130 : 143);
      }
      controller.abort(name);
    });
  }
  return controller.signal;
}

function kill(target: NodeJS.Process, group: number): void {
  try {
    target.kill(-group, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
