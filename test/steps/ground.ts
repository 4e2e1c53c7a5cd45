import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyStandIn } from "../../fixtures/mastodon/stand-in/copy.mjs";
import type { StepsAnswers } from "../../prompts/answers.ts";
import { parseRelease } from "../../src/environment/release.ts";
import { databaseConnections } from "../../src/mastodon/connections/database.ts";
import { latestMigration } from "../../src/mastodon/directory.ts";
import { viewsOf } from "../../src/mastodon/views.ts";
import { tryDatabase } from "../../src/probes/database/attempt.ts";
import { readDatabaseState } from "../../src/probes/database/state.ts";
import { childEnvironment } from "../../src/steps/environment.ts";
import type { Progress } from "../../src/steps/execute.ts";
import { halfLoadable, type JournalEntry, journalPath, readJournal } from "../../src/steps/journal.ts";
import { planSteps } from "../../src/steps/plan.ts";
import { runSteps, type StepsOutcome } from "../../src/steps/run.ts";
import type { StepId, StepPlan, StepResult } from "../../src/steps/types.ts";
import { countRoles, type Query } from "../../src/steps/verify.ts";

/** Canaries: none of these may be found in anything that a step leaves behind. */
export const secrets = { database: "db-canary-7c1", key: "key-canary-93f", redis: "redis-canary-55a" } as const;

export interface Where {
  readonly root: string;
  readonly postgresPort: number;
  readonly redisPort: number;
}

export interface StandIn {
  readonly directory: string;
  readonly envFile: string;
  readonly release: string;
  /** Lines of `stand-in.env`, from now on. */
  switches(lines: Readonly<Record<string, string>>): void;
}

/** A copy of the stand-in Mastodon, with a file for that database and role. */
export function standIn(
  { root, postgresPort, redisPort }: Where,
  { name, release = "4.5.15", user = "creator" }: { name: string; release?: string; user?: string },
): StandIn {
  const directory = copyStandIn(join(root, name), { release });
  const envFile = join(directory, ".env.production");
  writeEnvFile(envFile, { postgresPort, redisPort, name, user });
  const switches = (set: Readonly<Record<string, string>>) =>
    writeFileSync(
      join(directory, "stand-in.env"),
      Object.entries(set)
        .map(([one, value]) => `${one}=${value}\n`)
        .join(""),
    );
  return { directory, envFile, release, switches };
}

/** What those processes need and no more. The keys are no real ones. */
export function writeEnvFile(
  path: string,
  { postgresPort, redisPort, name, user }: { postgresPort: number; redisPort: number; name: string; user: string },
): void {
  const key = (one: string) => `ACTIVE_RECORD_ENCRYPTION_${one}=${secrets.key}`;
  const lines = [
    "LOCAL_DOMAIN=social.example",
    `SECRET_KEY_BASE=${secrets.key}`,
    `OTP_SECRET=${secrets.key}`,
    ...["PRIMARY_KEY", "DETERMINISTIC_KEY", "KEY_DERIVATION_SALT"].map(key),
    "DB_HOST=127.0.0.1",
    `DB_PORT=${postgresPort}`,
    `DB_NAME=${name}`,
    `DB_USER=${user}`,
    `DB_PASS=${secrets.database}`,
    "REDIS_HOST=127.0.0.1",
    `REDIS_PORT=${redisPort}`,
    `REDIS_PASSWORD=${secrets.redis}`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
}

export interface Ran extends StepsOutcome {
  readonly plans: readonly StepPlan[];
  readonly progress: readonly Progress[];
  readonly journal: readonly JournalEntry[];
  result(id: StepId): StepResult;
  /** Everything that the run left or said, for the search for secrets. */
  readonly traces: string;
}

export interface RunOptions {
  readonly steps?: Partial<StepsAnswers>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

const everything: StepsAnswers = {
  database: true,
  assets: true,
  admin: { username: "alice", email: "alice@social.example" },
};

/** Looks, plans and runs, as `setup` does it, on the real database of the file. */
export async function runOn(
  place: StandIn,
  { steps, signal = new AbortController().signal, onProgress }: RunOptions = {},
): Promise<Ran> {
  const text = readFileSync(place.envFile, "utf8");
  const [, name = ""] = /^DB_NAME=(.*)$/m.exec(text) ?? [];
  const [, user = ""] = /^DB_USER=(.*)$/m.exec(text) ?? [];
  const release = parseRelease(place.release);
  if (release === null) throw new Error(place.release);
  const mastodon = { release, runtime: "systemd", directory: place.directory } as const;
  const [view] = viewsOf(text, mastodon).filter(({ process }) => process === "command");
  const [connection] = view === undefined ? [] : databaseConnections([view]);
  if (connection?.kind !== "connection") throw new Error("the file has no connection");
  const never = new AbortController().signal;
  const query: Query = async (sql) => {
    const attempt = await tryDatabase(connection, AbortSignal.timeout(10_000));
    if (!attempt.ok) throw new Error(attempt.cause);
    return attempt.session.query(sql).finally(() => attempt.session.close());
  };
  const journal = journalPath(place.envFile);
  const state = await readDatabaseState(connection, never);
  const plans = planSteps({
    steps: { ...everything, ...steps },
    place: mastodon,
    envFile: place.envFile,
    database: state.kind === "mastodon" ? { ...state, roles: await countRoles(query) } : state,
    connection: { database: name, user },
    latestMigration: await latestMigration(place.directory),
    halfLoadable: await halfLoadable(journal, place.directory),
    machine: { memory: { available: 8e9, source: "proc" }, node: "24.10.0", yarn: "4.5.0", bundler: true },
    mailDomainResolves: false,
  });
  const progress: Progress[] = [];
  const outcome = await runSteps(plans, {
    environment: childEnvironment(
      { ...process.env, DB_HOST: "nowhere.invalid", RAILS_ENV: "development" },
      "systemd",
      [],
    ),
    query,
    redact: (line) => Object.values(secrets).reduce((rest, secret) => rest.replaceAll(secret, "••••"), line),
    onProgress: (one) => {
      progress.push(one);
      onProgress?.(one);
    },
    journal,
    logDirectory: join(place.directory, "log"),
    now: () => new Date(),
    signal,
    kill: process.kill,
    patience: { int: 2000, term: 2000 },
  });
  const logs = outcome.results.flatMap(({ log }) => (log === null ? [] : readFileSync(log, "utf8")));
  const result = (id: StepId) => {
    const found = outcome.results.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no result of ${id}`);
    return found;
  };
  const entries = await readJournal(journal);
  const traces = [...logs, JSON.stringify([progress, outcome.results, plans, entries])].join("\n");
  return { ...outcome, plans, progress, journal: entries, result, traces };
}
