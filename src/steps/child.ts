import { setTimeout as wait } from "node:timers/promises";
import { execa } from "execa";
import { Lines } from "./lines.ts";

/** Sends a signal to a process, or with a negative id to its whole group; throws where it is gone. */
export type Kill = (pid: number, signal: NodeJS.Signals | 0) => unknown;

export interface Supervision {
  /** Stops the child and everything that it started. */
  readonly signal: AbortSignal;
  readonly kill: Kill;
  /** Process groups that are running now, for who must end at once and leave no orphan. */
  readonly groups?: Set<number>;
  /** Milliseconds from SIGINT to SIGTERM, and from there to SIGKILL. */
  readonly patience?: { readonly int: number; readonly term: number };
}

export interface ChildRequest extends Supervision {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** All of it: nothing of ours is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string, stream: "stdout" | "stderr") => void;
}

export interface ChildEnd {
  /** Null where a signal ended it or it did not start. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** ENOENT, EACCES … where it could not be started. */
  readonly startError: string | null;
  /** We stopped it, because `signal` fired. */
  readonly stopped: boolean;
  readonly ms: number;
}

/**
 * Runs one command to its end, standard input closed, in a process group of its own: Ctrl-C at the terminal reaches us
 * alone, and we ask the whole group to stop. Never rejects for what the command does.
 */
export async function runChild(request: ChildRequest): Promise<ChildEnd> {
  const { signal } = request;
  const started = performance.now();
  if (signal.aborted) return { exitCode: null, signal: null, startError: null, stopped: true, ms: 0 };
  const [file = "", ...args] = request.argv;
  const child = execa(file, args, {
    cwd: request.cwd,
    env: { ...request.environment },
    extendEnv: false,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  const lines = (["stdout", "stderr"] as const).map((name) => {
    const splitter = new Lines((line) => request.onLine(line, name));
    child[name].on("data", (chunk: Buffer) => splitter.push(chunk));
    return splitter;
  });
  const { pid } = child;
  if (pid !== undefined) request.groups?.add(pid);
  let stopping: Promise<void> | null = null;
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  const stop = () => {
    if (pid !== undefined) stopping = stopGroup(pid, hasExited, request);
  };
  signal.addEventListener("abort", stop, { once: true });
  const result = await child;
  signal.removeEventListener("abort", stop);
  // The leader may be gone while what it started still stops.
  await stopping;
  if (pid !== undefined) request.groups?.delete(pid);
  for (const splitter of lines) splitter.end();
  return {
    exitCode: result.exitCode ?? null,
    signal: result.signal ?? null,
    startError: pid === undefined ? (result.code ?? "unknown") : null,
    stopped: stopping !== null,
    ms: performance.now() - started,
  };
}

/** What its children still get to do, in milliseconds, once the command itself has gone. */
const stragglers = 500;

/**
 * What Ctrl-C would do, then less and less politely; returns when nothing of the group is left. A group of nothing but
 * dead processes that nobody has buried (a container without an init) still answers, so no wait is for ever.
 */
async function stopGroup(
  pid: number,
  hasExited: () => boolean,
  { kill, patience = { int: 10_000, term: 5_000 } }: Supervision,
): Promise<void> {
  const steps = [
    ["SIGINT", patience.int],
    ["SIGTERM", patience.term],
    ["SIGKILL", stragglers],
  ] as const;
  for (const [signal, ms] of steps) {
    if (!send(kill, -pid, signal)) return;
    const started = performance.now();
    let gone: number | null = null;
    for (let now = started; now < started + ms && now < (gone ?? now) + stragglers; now = performance.now()) {
      await wait(20);
      if (!send(kill, -pid, 0)) return;
      if (hasExited()) gone ??= now;
    }
  }
}

/** False where there is nobody to send it to. */
function send(kill: Kill, pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
