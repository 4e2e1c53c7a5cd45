import type { Facts } from "../findings/finding.ts";
import { type ExecuteDeps, type Execution, execute, note } from "./execute.ts";
import { isUnfinished, readJournal } from "./journal.ts";
import { newPassword } from "./mask.ts";
import type { Cause, Reason } from "./reasons.ts";
import type { NewAdministrator, RunPlan, StepPlan, StepResult } from "./types.ts";
import { firstFilled, isFresh, type Query, type Verdict, verify } from "./verify.ts";

export interface RunDeps extends ExecuteDeps {
  /** Null where the database can't be asked from here (docker): then nothing is verified, and the results say so. */
  readonly query: Query | null;
}

export interface StepsOutcome {
  readonly results: readonly StepResult[];
  /** Only where this run made the account. */
  readonly administrator: NewAdministrator | null;
}

/**
 * Runs the plans in their order. What is found done is not run again; a failure stops what depends on it; every effect
 * is looked at afterwards. Never rejects for what a command does.
 */
export async function runSteps(plans: readonly StepPlan[], deps: RunDeps): Promise<StepsOutcome> {
  const results: StepResult[] = [];
  let administrator: NewAdministrator | null = null;
  for (const plan of plans) {
    const stopped = notStarted(plan, results, deps.signal);
    if (stopped !== null) {
      results.push(stopped);
      continue;
    }
    if (plan.action !== "run") continue;
    const step = (await foundDone(plan, deps)) ?? (await runOne(plan, deps));
    results.push(step.result);
    administrator = step.administrator ?? administrator;
  }
  return { results, administrator };
}

interface Step {
  readonly result: StepResult;
  readonly administrator?: NewAdministrator | null;
}

type Known = Partial<Omit<StepResult, "id" | "status">>;

function result(plan: StepPlan, status: StepResult["status"], reason: Reason | null, more: Known = {}): StepResult {
  const none = { exitCode: null, ms: null, log: null, changed: false, verified: false, remedy: [] };
  return { ...none, ...more, id: plan.id, status, reason, facts: { ...plan.facts, ...more.facts } };
}

/** The plans that are no command, and those that may not start any more. */
function notStarted(plan: StepPlan, before: readonly StepResult[], signal: AbortSignal): StepResult | null {
  if (plan.action !== "run") return result(plan, plan.action, plan.reason, { remedy: plan.remedy });
  if (signal.aborted) return result(plan, "refused", "interrupted");
  const database = before.find((one) => one.id === "database");
  const lacksTables = plan.id === "administrator" && (database?.status === "failed" || database?.status === "refused");
  return lacksTables ? result(plan, "refused", "needs-database") : null;
}

const foundReason = {
  database: "database-current",
  assets: "assets-there",
  administrator: "administrator-there",
} as const;

/** By looking, not by believing the journal, which only tells that a manifest may be half of one. */
async function foundDone(plan: RunPlan, deps: RunDeps): Promise<Step | null> {
  const verdict = await verify(plan.effect, deps.query);
  if (verdict === "partly" || verdict === "other") return { result: taken(plan, verdict) };
  if (verdict !== "there") return stillHolds(plan, deps);
  if (plan.effect.kind === "assets") {
    const cutOff = isUnfinished(await readJournal(deps.journal), "assets");
    if (cutOff || !(await isFresh(plan.effect))) return null;
  }
  return { result: result(plan, "nothing", foundReason[plan.id], { verified: true }) };
}

/** Loading drops tables of the same names. What an earlier run left behind has no rows; anything else is somebody's. */
async function stillHolds(plan: RunPlan, deps: RunDeps): Promise<Step | null> {
  if (plan.effect.kind !== "database" || plan.effect.mustBeEmpty.length === 0) return null;
  const filled =
    deps.query === null ? plan.effect.mustBeEmpty[0] : await firstFilled(plan.effect.mustBeEmpty, deps.query);
  if (filled === null || filled === undefined) return null;
  return { result: result(plan, "refused", "database-foreign", { facts: { tables: [filled] } }) };
}

/** An account of that name or address is never changed by us; the command that would is shown. */
function taken(
  plan: StepPlan,
  verdict: "partly" | "other",
  more: Known = {},
  status: "refused" | "failed" = "refused",
): StepResult {
  if (verdict === "other") return result(plan, status, "administrator-taken", more);
  return result(plan, status, "administrator-half-made", { ...more, remedy: plan.remedy });
}

async function runOne(plan: RunPlan, deps: RunDeps): Promise<Step> {
  const ran = await execute(plan, deps);
  const changed = ran.cause === null || mayHaveChanged.has(ran.cause);
  const known = { exitCode: ran.exitCode, ms: ran.ms, log: ran.log, changed };
  if (ran.cause !== null) return { result: await failed(plan, ran, known, deps) };
  const verdict = await verify(plan.effect, deps.query);
  const verified = verdict === "there";
  if (!verified && verdict !== "unknown") return { result: await notThere(plan, verdict, ran, known, deps) };
  const done = result(plan, "done", null, { ...known, verified, changed: hasChanged(ran) });
  if (plan.effect.kind !== "administrator") return { result: done };
  const password = newPassword(ran.output);
  // The account is there, its password is lost with the output: a new one can be made.
  if (password === null)
    return { result: result(plan, "failed", "password-unread", { ...known, verified, remedy: plan.remedy }) };
  const { username, email } = plan.effect;
  return { result: done, administrator: { username, email, password } };
}

/** Failures that come in the middle; all others were told before anything was written. */
const mayHaveChanged: ReadonlySet<Reason> = new Set<Cause>([
  "unknown",
  "stopped",
  "out-of-memory",
  "disk-full",
  "redis-unreachable",
]);

/** webpacker's words where its sources have not changed since it last compiled them. */
function hasChanged(ran: Execution): boolean {
  return !ran.output.some((line) => /Everything's up-to-date/.test(line));
}

async function failed(plan: RunPlan, ran: Execution, known: Known, deps: RunDeps): Promise<StepResult> {
  // Rails' own guard: a database in use was left alone. That is no failure where we could not see it before.
  if (ran.cause === "database-protected" && plan.commands.at(-1)?.why === "set-up-unseen") {
    return result(plan, "nothing", "database-there", { ...known, changed: false });
  }
  const facts = endFacts(ran);
  if (plan.effect.kind === "administrator") {
    // With Redis down the row is written and then the command fails (mastodon#30945): the next try would say "taken".
    const verdict = await verify(plan.effect, deps.query);
    if (verdict === "partly") return taken(plan, verdict, { ...known, facts }, "failed");
    const remedy = ran.cause === "redis-unreachable" || ran.cause === "administrator-taken" ? plan.remedy : [];
    return result(plan, "failed", ran.cause, { ...known, facts, remedy });
  }
  return result(plan, "failed", ran.cause, { ...known, facts });
}

/** Exit 0, and yet the effect is not there: "All done!" over a failure is what people met before (mastodon#21464). */
async function notThere(
  plan: RunPlan,
  verdict: Verdict,
  ran: Execution,
  known: Known,
  deps: RunDeps,
): Promise<StepResult> {
  const entry = {
    step: plan.id,
    event: "failed",
    command: null,
    ms: null,
    log: ran.log,
    reason: "not-verified",
  } as const;
  await note(deps, { ...entry, exitCode: ran.exitCode });
  const facts = endFacts(ran);
  if (verdict === "partly") return taken(plan, verdict, { ...known, facts }, "failed");
  return result(plan, "failed", "not-verified", { ...known, facts });
}

function endFacts({ command, exitCode, tail, log }: Execution): Facts {
  return { command, exitCode: exitCode ?? "", tail, log: log ?? "" };
}
