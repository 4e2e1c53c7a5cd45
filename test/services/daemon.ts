import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { connect } from "node:net";
import { unprivileged } from "./scratch.ts";

export interface Daemon {
  readonly pid: number;
  /** SIGTERM, then SIGKILL after five seconds; resolves when it is gone. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a server in the foreground, its output in `log`. It ends with this process, also when a test crashes. */
export function startDaemon(
  command: string,
  args: readonly string[],
  options: { log: string; cwd?: string; asRoot?: boolean; env?: NodeJS.ProcessEnv },
): Daemon {
  const log = openSync(options.log, "a");
  const child = spawn(command, args, {
    stdio: ["ignore", log, log],
    cwd: options.cwd,
    // A group of its own: Ctrl-C in the terminal is for the program under test, not for the servers it talks to.
    detached: true,
    env: options.env ?? process.env,
    ...(options.asRoot || !unprivileged ? {} : unprivileged),
  });
  running.add(child);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  gone.then(() => running.delete(child));
  return {
    pid: child.pid ?? -1,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** Resolves when something accepts connections there; rejects after `seconds`. */
export async function listening(
  target: { port: number; host?: string } | { path: string },
  seconds = 20,
): Promise<void> {
  await eventually(
    () =>
      new Promise<void>((resolve, reject) => {
        const socket = connect("path" in target ? target : { host: "127.0.0.1", ...target });
        socket.once("connect", () => {
          socket.destroy();
          resolve();
        });
        socket.once("error", reject);
      }),
    seconds,
  );
}

/** Tries until it does not throw; rejects with the last error after `seconds`. */
export async function eventually<T>(attempt: () => Promise<T>, seconds = 20): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
