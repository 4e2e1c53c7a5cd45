import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, cpSync } from "node:fs";
import { join } from "node:path";
import { unprivileged } from "../../services/scratch.ts";
import { cleanEnv, distDirectory, program, type Run, type RunOptions } from "../../support/program.ts";

/** A copy of the program in a directory; gives back its entry. */
export function copyProgram(directory: string): string {
  cpSync(distDirectory, join(directory, "dist"), { recursive: true });
  return join(directory, "dist/mastosetup.mjs");
}

/**
 * The program as somebody whom file modes stop: where we are root, as `nobody`, from a copy in `directory` that nobody can read.
 * Gives back what runs it.
 */
export function asNobody(directory: string): (args: readonly string[], options?: RunOptions) => Promise<Run> {
  const entry = unprivileged ? copyProgram(directory) : program;
  return (args, options = {}) => runFrom(entry, args, { cwd: directory, ...options }, unprivileged ?? {});
}

/** Runs that copy of the program to its end, as that user, without a terminal; its home is where it stands. */
export function runFrom(entry: string, args: readonly string[], options: RunOptions, as: As = {}): Promise<Run> {
  return startFrom(entry, args, options, as).ended;
}

interface As {
  readonly uid?: number;
  readonly gid?: number;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Run>;
  /** Resolves when that stands on its standard error. */
  says(text: string): Promise<void>;
}

/** Starts it, for who wants to do something to it before its end. */
export function startFrom(entry: string, args: readonly string[], { cwd, env }: RunOptions, as: As = {}): Started {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { ...cleanEnv(env), HOME: cwd },
    stdio: ["ignore", "pipe", "pipe"],
    ...as,
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output }));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      child.stderr.on("data", () => output.stderr.includes(text) && resolve());
      child.once("close", () => reject(new Error(`it ended without "${text}": ${output.stderr}`)));
    });
  return { child, ended, says };
}

/** Files for `asNobody` to own. */
export function giveAway(directory: string, ...names: readonly string[]): void {
  if (unprivileged === null) return;
  for (const name of names) chownSync(join(directory, name), unprivileged.uid, unprivileged.gid);
}
