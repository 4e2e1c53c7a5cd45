import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Service } from "./case.ts";
import { keyOf } from "./redis-keys.ts";
import type { Workshop } from "./workshop.ts";

export interface Answer {
  readonly works: boolean;
  readonly said: string;
}

/** `stopped`: it did not start, and why; nothing else of that file can be seen then. */
export type RailsAnswers =
  | { readonly stopped: string }
  | { readonly stopped: null; readonly answers: Readonly<Record<string, Answer>> };

export interface Rails {
  /** Starts Mastodon with the workshop's env file and asks its own classes about these. One at a time. */
  ask(wanted: readonly Service[]): Promise<RailsAnswers>;
  stop(): Promise<void>;
}

/** A Ruby that has Mastodon's gems at hand, so that a start of Mastodon takes one second and not three. */
export async function openRails(workshop: Workshop): Promise<Rails> {
  const { directory, environment } = workshop;
  const script = (name: string) => join(import.meta.dirname, name);
  const child = spawn("bundle", ["exec", "ruby", script("zygote.rb")], {
    cwd: directory,
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await nextLine(lines, child);
  const [answers, log] = [join(directory, "tmp/answers.json"), join(directory, "log/start.log")];
  return {
    ask: async (wanted) => {
      rmSync(answers, { force: true });
      const order = { script: script("ask.rb"), arguments: [answers, keyOf(workshop), ...wanted], log };
      child.stdin.write(`${JSON.stringify(order)}\n`);
      await nextLine(lines, child);
      if (!existsSync(answers)) return { stopped: complaint(readFileSync(log, "utf8")) };
      return { stopped: null, answers: JSON.parse(readFileSync(answers, "utf8")) };
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      if (child.exitCode === null) await gone;
    },
  };
}

async function nextLine(lines: AsyncIterator<string>, child: ChildProcess): Promise<void> {
  const { done } = await lines.next();
  if (done) throw new Error(`Mastodon's gems can't be loaded (exit ${child.exitCode})`);
}

/** Ruby prints the reason first and then where it was, between lines of the log. */
function complaint(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s+from |^[A-Z], \[|^fatal: not/.test(line));
  return (lines.find((line) => /Error|Exception|\(\w+::/.test(line)) ?? lines[0] ?? "").replace(/^\/.*?:in .*?': /, "");
}
