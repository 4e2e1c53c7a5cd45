import { causeOf } from "./causes.ts";
import { type ChildEnd, runChild, type Supervision } from "./child.ts";
import { commandLine } from "./commands.ts";
import { appendJournal, type JournalEntry } from "./journal.ts";
import { type Log, openLog } from "./log.ts";
import { masked } from "./mask.ts";
import type { Cause, Why } from "./reasons.ts";
import type { RunPlan, StepId } from "./types.ts";

/** How many of the last lines are kept in memory; the log has them all. */
const remembered = 400;

export interface ExecuteDeps extends Supervision {
  /** The whole environment of the children, from `childEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes every secret that is known by its value out of a text. */
  readonly redact: (text: string) => string;
  readonly onProgress: (progress: Progress) => void;
  readonly journal: string;
  readonly logDirectory: string;
  readonly now: () => Date;
}

export type Progress =
  | { readonly kind: "started"; readonly step: StepId; readonly why: Why; readonly command: string }
  | { readonly kind: "line"; readonly step: StepId; readonly line: string };

/** How the commands of a plan ended; the last one is the one that counts. */
export interface Execution {
  readonly cause: Cause | null;
  readonly exitCode: number | null;
  readonly ms: number;
  readonly log: string | null;
  readonly command: string;
  /** What the last command printed: unmasked, for reading the password; never to be shown. */
  readonly output: readonly string[];
  /** The last lines that may be shown. */
  readonly tail: readonly string[];
}

/** Runs a plan's commands one after another until one fails; every line goes to the log, masked, and to `onProgress`. */
export async function execute(plan: RunPlan, deps: ExecuteDeps): Promise<Execution> {
  const log = openLog(deps.logDirectory, plan.id, deps.now());
  const started = performance.now();
  let last: Omit<Execution, "ms" | "log"> = { cause: null, exitCode: null, command: "", output: [], tail: [] };
  try {
    for (const command of plan.commands) {
      last = await one(plan.id, command, log, deps);
      if (last.cause !== null) break;
    }
  } finally {
    log.close();
  }
  return { ...last, ms: Math.round(performance.now() - started), log: log.path };
}

async function one(
  step: StepId,
  command: RunPlan["commands"][number],
  log: Log,
  deps: ExecuteDeps,
): Promise<Omit<Execution, "ms" | "log">> {
  const text = commandLine(command);
  const said = saidLines(step, log, deps);
  log.write(`$ ${deps.redact(text)}`);
  deps.onProgress({ kind: "started", step, why: command.why, command: text });
  await note(deps, { step, event: "started", command: text, exitCode: null, ms: null, log: log.path, reason: null });
  const end = await runChild({
    ...deps,
    argv: command.argv,
    cwd: command.cwd,
    environment: { ...deps.environment, ...command.environment },
    onLine: said.push,
  });
  const cause = end.exitCode === 0 && !end.stopped ? null : causeOf(end, said.output);
  log.write(`# ${ending(end)} after ${Math.round(end.ms)} ms`);
  const { exitCode } = end;
  const ms = Math.round(end.ms);
  await note(deps, {
    step,
    event: cause === null ? "finished" : "failed",
    command: text,
    exitCode,
    ms,
    log: log.path,
    reason: cause,
  });
  return {
    cause,
    exitCode,
    command: text,
    output: said.output,
    tail: telling(said.output).map((line) => masked(line, deps.redact)),
  };
}

/** The last lines that say something: Ruby prints its message first and then where in the code it was. */
function telling(output: readonly string[]): readonly string[] {
  const backtrace = /^\s*(?:from )?\S+:\d+:in [`']|^\(See full trace|^\s*$/;
  return output.filter((line) => !backtrace.test(line)).slice(-8);
}

function saidLines(step: StepId, log: Log, deps: ExecuteDeps) {
  const output: string[] = [];
  const push = (line: string) => {
    const shown = masked(line, deps.redact);
    log.write(shown);
    if (shown.trim() !== "") deps.onProgress({ kind: "line", step, line: shown });
    output.push(line);
    if (output.length > remembered) output.shift();
  };
  return { output, push };
}

function ending(end: ChildEnd): string {
  if (end.startError !== null) return `could not start: ${end.startError}`;
  return end.signal === null ? `exit ${end.exitCode}` : `ended by ${end.signal}`;
}

/** The journal is a help for people and for the next run, which looks for itself: a line that can't be written stops nothing. */
export async function note(deps: Pick<ExecuteDeps, "journal" | "now">, entry: Omit<JournalEntry, "at">): Promise<void> {
  await appendJournal(deps.journal, { at: deps.now().toISOString(), ...entry }).catch(() => undefined);
}
