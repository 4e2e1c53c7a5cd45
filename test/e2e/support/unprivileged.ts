import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { unprivileged } from "../../services/scratch.ts";
import { cleanEnv, distDirectory, program, type Run, type RunOptions } from "../../support/program.ts";

/**
 * The program as somebody whom file modes stop: where we are root, as `nobody`, from a copy in `directory` that nobody can read.
 * Gives back what runs it.
 */
export function asNobody(directory: string): (args: readonly string[], options?: RunOptions) => Promise<Run> {
  const entry = unprivileged ? join(directory, "dist/mastosetup.mjs") : program;
  if (unprivileged) cpSync(distDirectory, join(directory, "dist"), { recursive: true });
  return (args, { cwd = directory, env } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [entry, ...args], {
        cwd,
        env: { ...cleanEnv(env), HOME: directory },
        stdio: ["ignore", "pipe", "pipe"],
        ...(unprivileged ?? {}),
      });
      const output = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name].setEncoding("utf8").on("data", (text: string) => {
          output[name] += text;
        });
      }
      child.once("error", reject);
      child.once("close", (status) => resolve({ status, ...output }));
    });
}
