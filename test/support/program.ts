import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Set by the global set-up of this very run: two runs side by side must not build over each other. */
export const distDirectory = process.env.MASTOSETUP_DIST ?? join(root, "dist");
export const program = join(distDirectory, "mastosetup.mjs");

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input; closed where there is none. */
  readonly input?: string;
}

/** The environment of a test's children: nothing of ours but what programs need, English, no colour. */
export function cleanEnv(more: Readonly<Record<string, string | undefined>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, LANG: "C.UTF-8", ...more };
}

/** Runs the built program without a terminal, to its end. */
export function mastosetup(args: readonly string[], { cwd, env, input }: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: cleanEnv(env),
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      output.stderr += text;
    });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output }));
    child.stdin?.end(input);
  });
}
