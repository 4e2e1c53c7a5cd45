import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0,
  ];
  return (low + high) / 2;
}

/** Runs the tasks in turn, `rounds` times each, so that a noisy minute hits all of them; medians in milliseconds. */
export async function interleaved<Name extends string>(
  rounds: number,
  tasks: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, number>>> {
  const entries = Object.entries<() => Promise<number>>(tasks);
  const times = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, task] of entries) times.get(name)?.push(await task());
  }
  return Object.fromEntries(entries.map(([name]) => [name, median(times.get(name) ?? [])])) as Record<Name, number>;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** From spawning a program to its end. */
export function timeOfRun(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  return timed(
    () =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(command, args, { stdio: "ignore", ...options });
        child.once("error", reject);
        child.once("exit", (code) =>
          code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")}: exit ${code}`)),
        );
      }),
  );
}

/** From spawning a program in a terminal to the moment a text is on it; without a text, to its end. */
export function timeInTerminal(args: readonly string[], text: string | null, cwd: string): Promise<number> {
  const { spawn: spawnPty } = require("@lydell/node-pty") as typeof import("@lydell/node-pty");
  return timed(
    () =>
      new Promise<void>((resolve) => {
        const env = { ...process.env, LANG: "C.UTF-8", TERM: "xterm-256color" };
        const pty = spawnPty(process.execPath, [...args], { cols: 80, rows: 24, cwd, env });
        let seen = "";
        pty.onData((data) => {
          seen += data;
          if (text === null || !seen.includes(text)) return;
          resolve();
          pty.kill("SIGKILL");
        });
        pty.onExit(() => resolve());
      }),
  );
}

/** The highest resident memory of a Node program, in megabytes, as it says itself when it ends. */
export function peakMemory(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { readonly megabytes: number; readonly status: number | null } {
  const report = 'process.on("exit",()=>process._rawDebug("maxrss="+process.resourceUsage().maxRSS))';
  const hook = `data:text/javascript,${encodeURIComponent(report)}`;
  const { stderr, status } = spawnSync(process.execPath, ["--import", hook, ...args], { encoding: "utf8", env });
  return { megabytes: Number(/maxrss=(\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024, status };
}
