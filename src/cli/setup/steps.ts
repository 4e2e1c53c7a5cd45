import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Answers } from "../../../prompts/answers.ts";
import { databaseConnections } from "../../mastodon/connections/database.ts";
import { latestMigration } from "../../mastodon/directory.ts";
import { viewsOf } from "../../mastodon/views.ts";
import { tryDatabase } from "../../probes/database/attempt.ts";
import { readDatabaseState } from "../../probes/database/state.ts";
import { within } from "../../probes/net/abort.ts";
import { childEnvironment, pathWithShims } from "../../steps/environment.ts";
import { halfLoadable, journalPath } from "../../steps/journal.ts";
import { readMachine } from "../../steps/machine.ts";
import { mailDomainResolves } from "../../steps/maildomain.ts";
import { planSteps } from "../../steps/plan.ts";
import { runSteps, type StepsOutcome } from "../../steps/run.ts";
import type { DatabaseState, StepPlan } from "../../steps/types.ts";
import { countRoles, type Query } from "../../steps/verify.ts";
import { planSentence } from "../../steps/words.ts";
import { onlyStep } from "./only-step.ts";
import type { Session } from "./session.ts";
import { type Planned, type Planning, placeOf } from "./text.ts";

/** What the steps look at and run with, for one text of the file. */
interface Ground {
  readonly plans: readonly StepPlan[];
  readonly environment: Readonly<Record<string, string>>;
  readonly query: Query | null;
}

const kill = (pid: number, signal: NodeJS.Signals | 0) => process.kill(pid, signal);

/** The planned steps as short sentences, for the review. */
export async function plannedSteps(session: Session, answers: Answers, planning: Planning): Promise<readonly string[]> {
  if (!planning.ok || session.options.on["skip-steps"]) return [];
  const { plans } = await survey(session, answers, planning.file);
  return plans.filter(({ action }) => action !== "skipped").map((plan) => planSentence(plan, session.speaker.messages));
}

export async function planned(session: Session, answers: Answers, file: Planned): Promise<readonly StepPlan[]> {
  return (await survey(session, answers, file)).plans;
}

/** Runs what the answers ask for. The journal lies beside the file, the logs too. */
export async function performSteps(
  session: Session,
  answers: Answers,
  file: Planned,
  onProgress: Parameters<typeof runSteps>[1]["onProgress"],
): Promise<StepsOutcome> {
  const { plans, environment, query } = await survey(session, answers, file);
  return runSteps(plans, {
    environment,
    query,
    redact: session.speaker.redactor.redact,
    onProgress,
    journal: journalPath(file.path),
    logDirectory: join(file.path, "../log"),
    now: session.io.now,
    signal: session.io.signal,
    kill,
    groups: session.io.groups,
  });
}

/** Looks at directory, database, machine and DNS; changes nothing. */
async function survey(session: Session, answers: Answers, file: Planned): Promise<Ground> {
  const { io, options } = session;
  const place = placeOf(answers);
  const directory = answers.mastodon.directory;
  const wanted = onlyStep(answers.steps, options.value.step);
  const shell = { ...io.env, PATH: await pathWithShims(io.env.HOME, io.env.PATH ?? "") };
  const environment = childEnvironment(shell, place.runtime, file.variables.keys());
  const [view] = viewsOf(file.text, place).filter(({ process }) => process === "command");
  const [connection] = view === undefined ? [] : databaseConnections([view]);
  const visible = place.runtime === "systemd" && connection?.kind === "connection" ? connection : null;
  const supervision = { signal: io.signal, kill, groups: session.io.groups };
  const [database, migration, machine, resolves] = await Promise.all([
    wanted.database !== false || wanted.admin !== null ? stateOf(session, visible) : unknown,
    latestMigration(directory),
    wanted.assets && place.runtime === "systemd" && existsSync(directory)
      ? readMachine(directory, place.release, environment, supervision)
      : null,
    wanted.admin === null ? null : mailDomainResolves(wanted.admin.email),
  ]);
  // What was interrupted has not seen that anything is missing.
  io.signal.throwIfAborted();
  const query = visible === null ? null : queryOn(session, visible);
  const plans = planSteps({
    steps: wanted,
    place: { ...place, directory },
    envFile: file.path,
    database:
      database.kind === "mastodon" && query !== null ? { ...database, roles: await countRoles(query) } : database,
    halfLoadable: await halfLoadable(journalPath(file.path), directory),
    connection: { database: answers.database.name, user: answers.database.user },
    latestMigration: migration,
    machine,
    mailDomainResolves: resolves,
  });
  return { plans, environment, query };
}

const unknown: DatabaseState = { kind: "unknown" };

type Connection = Parameters<typeof readDatabaseState>[0];

async function stateOf(session: Session, connection: Connection | null): Promise<DatabaseState> {
  if (connection === null) return unknown;
  const { signal, release } = within(session.io.signal, session.deadline);
  try {
    return await readDatabaseState(connection, signal);
  } finally {
    release();
  }
}

/** One connection for each question: steps take minutes, and a database that is being made has none to keep. */
function queryOn(session: Session, connection: Connection): Query {
  return async (sql) => {
    const { signal, release } = within(session.io.signal, session.deadline);
    try {
      const attempt = await tryDatabase(connection, signal);
      if (!attempt.ok) throw new Error("no connection");
      try {
        return await attempt.session.query(sql);
      } finally {
        await attempt.session.close();
      }
    } finally {
      release();
    }
  };
}
