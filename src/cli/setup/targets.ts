import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import { envFileProblem, refusal, type Speaker } from "../say.ts";

/** Files that are written at the end can be written: the password of an administrator who is made by then would be lost. */
export function checkTargets(io: Io, { value }: Options, { messages }: Speaker): void {
  for (const name of [value["save-answers"], value["admin-password-file"]]) {
    const path = resolve(io.cwd, name ?? "");
    const reason = name === undefined ? null : whyUnwritable(path);
    if (reason === null) continue;
    throw new Stop(exitCode.unreadable, refusal(envFileProblem(messages, path, { reason }, "unwritable")));
  }
}

function whyUnwritable(path: string): "directory" | "not-a-file" | "missing-directory" | "denied" | null {
  try {
    if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) return "missing-directory";
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) return "directory";
    if (there && !there.isFile()) return "not-a-file";
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return "denied";
  }
}
