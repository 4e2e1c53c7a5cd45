import type { Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import { type DatabaseConnection, databaseConnections } from "../../mastodon/connections/database.ts";
import { writeDatabaseUrl } from "../../mastodon/connections/database-url.ts";
import type { View } from "../../mastodon/views.ts";
import type { Probe, ProbeContext } from "../context.ts";
import { addressText } from "../net/address.ts";
import { mergeProcesses } from "../processes.ts";
import { tlsParameters } from "./around.ts";
import { type Attempt, type Failed, lost, type Reached, targetOf, tryDatabase } from "./attempt.ts";
import { baseFacts, failureFinding } from "./explain.ts";
import { inspect } from "./inspect.ts";
import { askMaintenance } from "./maintenance.ts";
import { createDatabase } from "./remedies.ts";
import { type Overview, readOverview, stateOf } from "./state.ts";

interface Said {
  readonly processes: readonly ProcessName[];
  readonly finding: Finding;
}

interface Group {
  readonly processes: readonly ProcessName[];
  readonly connection: DatabaseConnection;
}

interface Tried extends Group {
  readonly attempt: Attempt;
  readonly overview: Overview | null;
}

/** Connects once for each different connection of the processes, looks at what is there, and compares web with streaming. Read-only. */
export const probeDatabase: Probe = async (views, context) => {
  const connections = databaseConnections(views);
  const invalid = connections.flatMap((one): Said[] =>
    one.kind === "invalid" ? [{ processes: [one.process], finding: one.finding }] : [],
  );
  const groups = grouped(connections.filter((one) => one.kind === "connection"));
  const tried = await Promise.all(groups.map((group) => tryGroup(group, context.signal)));
  try {
    const said = await Promise.all(tried.map((one) => findingsOf(one, views, context)));
    const all = views.map((view) => view.process);
    return mergeProcesses(
      [...invalid, ...said.flat(), ...(await contents(tried, views, context)), ...differs(tried)],
      all,
    );
  } finally {
    await Promise.all(tried.map(({ attempt }) => (attempt.ok ? attempt.session.close() : null)));
  }
};

/** Equal but for the process; without TLS it does not matter which client it is. */
function grouped(connections: readonly DatabaseConnection[]): readonly Group[] {
  const groups = new Map<string, { processes: ProcessName[]; connection: DatabaseConnection }>();
  for (const connection of connections) {
    const { process, kind: _kind, from: _from, client, ...same } = connection;
    const key = JSON.stringify([same, same.tls.use === "never" ? null : client]);
    const group = groups.get(key);
    if (group) group.processes.push(process);
    else groups.set(key, { processes: [process], connection });
  }
  return [...groups.values()];
}

async function tryGroup(group: Group, signal: AbortSignal): Promise<Tried> {
  const attempt = await tryDatabase(group.connection, signal);
  if (!attempt.ok) return { ...group, attempt, overview: null };
  try {
    return { ...group, attempt, overview: await readOverview(attempt.session) };
  } catch (error) {
    await attempt.session.close();
    return { ...group, attempt: lost(attempt, error), overview: null };
  }
}

async function findingsOf(tried: Tried, views: readonly View[], context: ProbeContext): Promise<readonly Said[]> {
  const { attempt, overview, processes } = tried;
  if (attempt.ok) return overview ? [{ processes, finding: okFinding(attempt, overview) }] : [];
  if (attempt.cause === "missing") return missing(attempt, processes, context);
  const around = views.every((view) => view.place.runtime !== "docker");
  const [process = "web"] = processes;
  return [
    { processes, finding: await failureFinding(attempt, context.signal, { process, around, osUser: context.osUser }) },
  ];
}

function okFinding({ connection, session, ms }: Reached, { version, user, database, tls }: Overview): Finding {
  const address = session.peer ?? addressText(targetOf(connection));
  return finding("database.ok", { ms, facts: { version, user, database, address, tls: tls ?? "off" } });
}

/** A warning only where the step that follows can create it. */
async function missing(
  attempt: Failed,
  processes: readonly ProcessName[],
  context: ProbeContext,
): Promise<readonly Said[]> {
  const { connection } = attempt;
  const maintenance = await askMaintenance(connection, context.signal);
  const facts = baseFacts(attempt);
  const { user, database } = facts;
  const create = createDatabase(String(database), String(user));
  const variables = [connection.from.database];
  const said: Said[] = [];
  if (maintenance.kind === "denied") {
    said.push({ processes, finding: finding("database.maintenance-denied", { variables, facts }) });
  }
  const mayCreate = maintenance.kind === "asked" && maintenance.mayCreate;
  if (maintenance.kind === "asked" && maintenance.templateEncoding !== "UTF8") {
    const encoding = { ...facts, encoding: maintenance.templateEncoding, database: "template1" };
    const remedies = [{ ...create, key: "recreate" as const }];
    said.push({ processes, finding: finding("database.encoding", { variables, facts: encoding, remedies }) });
  }
  const status = mayCreate && context.databaseStep ? "warn" : "fail";
  const effect = processes.includes("web") ? "stops" : "breaks";
  const details = {
    variables,
    facts: { ...facts, mayCreate },
    remedies: [create],
    ms: attempt.ms,
    status,
    effect,
  } as const;
  return [...said, { processes, finding: finding("database.missing", details) }];
}

/** What is in the database of the first process that reached one; the others' is compared by its identity. */
async function contents(
  tried: readonly Tried[],
  views: readonly View[],
  context: ProbeContext,
): Promise<readonly Said[]> {
  const first = tried.find((one) => one.attempt.ok && one.overview !== null);
  const release = views[0]?.place.release;
  if (!first?.attempt.ok || first.overview === null || release === undefined) return [];
  try {
    const state = await stateOf(first.attempt.session, first.overview);
    const same = tried.filter((one) => one.overview?.identity === first.overview?.identity);
    const processes = same.flatMap((one) => one.processes);
    const found = inspect(first.overview, state, first.connection, release, "all");
    return found.map((one) => ({ processes, finding: one }));
  } catch (error) {
    const failed = lost(first.attempt, error);
    return [{ processes: first.processes, finding: await failureFinding(failed, context.signal) }];
  }
}

/** Two sources of settings (DATABASE_URL, DB_*) that name two databases, both of them there (mastodon#26288). */
function differs(tried: readonly Tried[]): readonly Said[] {
  const web = tried.find((one) => one.attempt.ok && one.overview && one.processes.includes("web"));
  const streaming = tried.find((one) => one.attempt.ok && one.overview && one.processes.includes("streaming"));
  if (!web?.overview || !streaming?.overview || web.overview.identity === streaming.overview.identity) return [];
  const place = ({ connection, overview }: Tried) => `${addressText(targetOf(connection))} ${overview?.database ?? ""}`;
  const primary = web.connection.from.host === "PRIMARY_DATABASE_URL" ? { PRIMARY_DATABASE_URL: null } : {};
  const set = { ...primary, DATABASE_URL: writeDatabaseUrl(web.connection, tlsParameters(web.connection)) };
  return [
    {
      processes: ["streaming"],
      finding: finding("database.streaming-differs", {
        variables: [...new Set([streaming.connection.from.host, web.connection.from.host])],
        facts: { web: place(web), streaming: place(streaming) },
        remedies: [{ key: "one-url", set }],
      }),
    },
  ];
}
