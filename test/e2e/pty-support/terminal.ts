import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { eventually } from "../../services/daemon.ts";
import { program } from "../../support/program.ts";
import { type Pty, type PtyOptions, startPty } from "../pty.ts";
import type { Place } from "./place.ts";

export interface Started extends PtyOptions {
  readonly args?: readonly string[];
  /** Under a shell that says afterwards in which state the terminal was left. */
  readonly shell?: boolean;
}

/** The wizard in a terminal, as somebody in Mastodon's directory starts it. It is gone when `use` is through, however that ends. */
export async function inTerminal<T>(place: Place, started: Started, use: (pty: Pty) => Promise<T>): Promise<T> {
  const { args = [], shell = false, env, ...options } = started;
  const whole = { cwd: place.live, ...options, env: { XDG_STATE_HOME: place.state, ...env } };
  const command = [process.execPath, program, ...args];
  // The shell gets the terminal's SIGINT too; it is to live on and look.
  const watched = ["-c", 'trap : INT; "$@"; code=$?; stty -a; exit $code', "sh", ...command];
  const pty = shell ? startPty("/bin/sh", watched, whole) : startPty(process.execPath, command.slice(1), whole);
  try {
    return await use(pty);
  } finally {
    pty.kill();
  }
}

/** The terminal echoes, gives lines, and shows its cursor again. */
export function expectRestored(pty: Pty): void {
  const left = pty.scrollback();
  expect(left).toMatch(/[^-]\becho\b/);
  expect(left).toMatch(/[^-]\bicanon\b/);
  expect(left).not.toMatch(/-echo\b|-icanon\b/);
  expect(pty.cursorVisible()).toBe(true);
}

/** Closes the terminal under the wizard after `use`, as a lost connection does, and waits until the wizard is gone. */
export async function closed(place: Place, args: readonly string[], use: (pty: Pty) => Promise<void>): Promise<void> {
  // `script` holds the inner terminal; without it the kernel takes that terminal from the wizard.
  const inner = [process.execPath, program, ...args].map((one) => `'${one}'`).join(" ");
  const pidFile = join(place.state, "pid");
  const holder = startPty("script", ["-qc", `echo $$ >'${pidFile}'; exec ${inner}`, "/dev/null"], {
    cwd: place.live,
    env: { XDG_STATE_HOME: place.state, SHELL: "/bin/sh" },
  });
  try {
    await use(holder);
    const pid = Number(readFileSync(pidFile, "utf8"));
    holder.kill();
    await eventually(async () => expect(isAlive(pid)).toBe(false));
  } finally {
    holder.kill();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
