import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Key, type Pty, type PtyOptions, startPty } from "../e2e/pty.ts";
import { discard, scratch } from "../services/scratch.ts";

const keys: readonly string[] = ["escape", "enter", "up", "down", "tab"] satisfies readonly Key[];

/** Builds the demo for this file's tests; what `start` started is ended after each. */
export function useDemo() {
  const directory = scratch("interview");
  const program = join(directory, "demo.mjs");
  let pty: Pty | null = null;

  beforeAll(async () => {
    await build({
      entryPoints: [fileURLToPath(new URL("demo.ts", import.meta.url))],
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      target: "node20",
      mainFields: ["module", "main"],
      outdir: directory,
      outExtension: { ".js": ".mjs" },
      banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
      logLevel: "error",
    });
  });
  afterEach(() => pty?.kill());
  afterAll(() => discard(directory));

  const started = (one: Pty) => {
    pty = one;
    return one;
  };
  return {
    start: (options: PtyOptions = {}) => started(startPty(process.execPath, [program], options)),
    /** Under a shell that says afterwards in which state the terminal was left. */
    startUnderShell: (env: PtyOptions["env"] = {}) => {
      const script = `'${process.execPath}' '${program}'; code=$?; stty -a; exit $code`;
      return started(startPty("/bin/sh", ["-c", script], { env }));
    },
  };
}

export type Step = readonly [wanted: string | RegExp, said: string];

/** Waits for each text, then types what follows it; a key in brackets is pressed, Enter follows a text. */
export async function play(pty: Pty, steps: readonly Step[]): Promise<void> {
  for (const [wanted, said] of steps) {
    await pty.waitFor(wanted);
    const key = said.slice(1, -1);
    if (said.startsWith("[") && isKey(key)) pty.press(key);
    else {
      pty.type(said);
      pty.press("enter");
    }
  }
}

function isKey(name: string): name is Key {
  return keys.includes(name);
}

export const untilDomain = [
  ["? Mastodon directory", ""],
  ["? How Mastodon runs", ""],
] as const;
export const untilDatabase = [...untilDomain, ["? Domain people", ""], ["? Only for yourself", ""]] as const;
export const untilRedis = [
  ...untilDatabase,
  ["? PostgreSQL host", ""],
  ["? PostgreSQL port", ""],
  ["? Database name", ""],
  ["? PostgreSQL user", ""],
  ["? Password of", "swordfish"],
] as const;
export const untilStorage = [
  ...untilRedis,
  ["? Redis host", ""],
  ["? Redis port", ""],
  ["? Redis password", ""],
] as const;
export const untilReview = [
  ...untilStorage,
  ["? Where to keep", ""],
  ["? Who sends", ""],
  ["? Sender", ""],
  ["? Send a test mail", ""],
  ["? Check for important", ""],
  ["? Prepare the database", ""],
  ["? Compile", ""],
  ["? Create an admin", ""],
  ["? User name", "alice"],
  [/\? E-mail/, "alice@example.org"],
] as const;
