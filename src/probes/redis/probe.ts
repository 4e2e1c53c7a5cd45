import { atLeast } from "../../environment/release.ts";
import type { Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import { type RedisConnection, type RedisRole, redisConnections } from "../../mastodon/connections/redis.ts";
import { urlParts, writeRedisUrl } from "../../mastodon/connections/redis-url.ts";
import type { View } from "../../mastodon/views.ts";
import type { Probe, ProbeContext } from "../context.ts";
import { addressText } from "../net/address.ts";
import { mergeProcesses } from "../processes.ts";
import { asUrl } from "./around.ts";
import { type Attempt, openLoggedIn, type Reached, tryRedis } from "./attempt.ts";
import { redisCause } from "./causes.ts";
import { ownName, publish, publishAndHear } from "./exercise.ts";
import { failureFinding } from "./explain.ts";
import { evictionFindings, okFinding, versionFindings } from "./inspect.ts";

interface Said {
  readonly processes: readonly ProcessName[];
  readonly finding: Finding;
}

interface Tried {
  readonly processes: readonly ProcessName[];
  readonly roles: readonly RedisRole[];
  readonly connection: RedisConnection;
  readonly attempt: Attempt;
}

/** Connects once for each different connection, exercises it as Mastodon would, and sends one message from web to streaming. */
export const probeRedis: Probe = async (views, context) => {
  const connections = redisConnections(views);
  const invalid = connections.flatMap((one): Said[] =>
    one.kind === "invalid" ? [{ processes: processesOf(one.process, one.role), finding: one.finding }] : [],
  );
  const groups = grouped(connections.filter((one) => one.kind === "connection"));
  const tried = await Promise.all(
    groups.map(async (group) => ({
      ...group,
      attempt: await tryRedis(group.connection, context.systemCas, context.signal),
    })),
  );
  try {
    const said = await Promise.all(tried.map((one) => findingsOf(one, tried, views, context)));
    const between = await betweenProcesses(tried, context);
    const merged = mergeProcesses(
      [...invalid, ...said.flat(), ...between],
      views.map((view) => view.process),
    );
    return merged.map((one) => onlyPresent(one, views));
  } finally {
    for (const { attempt } of tried) if (attempt.ok) attempt.session.close();
  }
};

/** What only the queues' connection meets is Sidekiq's, whoever else puts jobs there. */
function processesOf(process: ProcessName, role: RedisRole): readonly ProcessName[] {
  return role === "sidekiq" ? ["sidekiq"] : [process];
}

/** Equal in all that the server sees; clients differ in how they take a refused login. */
function grouped(connections: readonly RedisConnection[]): readonly Omit<Tried, "attempt">[] {
  const groups = new Map<string, { processes: ProcessName[]; roles: RedisRole[]; connection: RedisConnection }>();
  for (const connection of connections) {
    const { address, db, login, tls, userWithoutPassword, client, process, role } = connection;
    const key = JSON.stringify([
      address,
      db,
      login,
      tls,
      userWithoutPassword,
      login.kind === "none" && !tls ? null : client,
    ]);
    const group = groups.get(key) ?? { processes: [], roles: [], connection };
    group.processes.push(...processesOf(process, role));
    group.roles.push(role);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function findingsOf(
  { attempt, processes, roles }: Tried,
  all: readonly Tried[],
  views: readonly View[],
  context: ProbeContext,
): Promise<readonly Said[]> {
  const place = views[0]?.place;
  if (place === undefined) return [];
  if (attempt.ok) {
    const queue = roles.includes("sidekiq") ? evictionFindings(attempt) : [];
    const found = [okFinding(attempt), ...versionFindings(attempt, place.release), ...queue];
    return found.map((one) => ({ processes, finding: one }));
  }
  const others = all.flatMap((one) => (one.attempt.ok ? [one.attempt] : []));
  const explained = await failureFinding(attempt, context.signal, {
    processes,
    around: place.runtime !== "docker",
    working: workingUrl(others, attempt.connection),
    hasDriver: atLeast(place.release, "4.3"),
  });
  return [{ processes, finding: explained }];
}

/** Where another process does get in at the same place, its URL would let all of them in. */
function workingUrl(reached: readonly Reached[], failed: RedisConnection): VariableChanges | null {
  const where = addressText(failed.address);
  const other = reached.find(({ connection }) => addressText(connection.address) === where);
  return other ? oneUrl(other.connection) : null;
}

function oneUrl(connection: RedisConnection): VariableChanges {
  return asUrl(connection, writeRedisUrl(urlParts(connection), connection.tls !== null));
}

/** Feeds go from web to streaming through one server's channels, and streaming looks for keys in the same database. */
async function betweenProcesses(tried: readonly Tried[], context: ProbeContext): Promise<readonly Said[]> {
  const base = tried.filter((one) => one.roles.includes("base"));
  const web = ableOf(base.find((one) => one.processes.some((process) => process !== "streaming")));
  const streaming = ableOf(base.find((one) => one.processes.includes("streaming")));
  if (web === null) return [];
  if (streaming && !sameDatabase(web.attempt, streaming.attempt)) return [differs(web.attempt, streaming.attempt)];
  return channels(web, streaming ?? web, context);
}

interface Able {
  readonly processes: readonly ProcessName[];
  readonly attempt: Reached;
}

function ableOf(tried: Tried | undefined): Able | null {
  return tried?.attempt.ok ? { processes: tried.processes, attempt: tried.attempt } : null;
}

function sameDatabase(web: Reached, streaming: Reached): boolean {
  return web.info.runId === streaming.info.runId && web.connection.db === streaming.connection.db;
}

function differs(web: Reached, streaming: Reached): Said {
  const place = ({ connection }: Reached) => `${addressText(connection.address)} db ${connection.db}`;
  return {
    processes: ["streaming"],
    finding: finding("redis.streaming-differs", {
      variables: [...new Set([streaming.connection.from.address, web.connection.from.address])],
      facts: { web: place(web), streaming: place(streaming) },
      remedies: [{ key: "one-url", set: oneUrl(web.connection) }],
    }),
  };
}

/** One message through a channel of our own, on a second connection of streaming's. Either side may be refused by itself. */
async function channels(web: Able, listener: Able, context: ProbeContext): Promise<readonly Said[]> {
  const { session } = web.attempt;
  const silent = await failureOf(web, context, () => publish(session));
  const deaf = await failureOf(listener, context, async () => {
    const second = await openLoggedIn(listener.attempt.connection, context.systemCas, context.signal);
    try {
      if (silent) await second.listen(ownName(), () => undefined);
      else await publishAndHear(session, second, context.signal);
    } finally {
      second.close();
    }
  });
  return [silent, deaf].filter((one) => one !== null);
}

async function failureOf(who: Able, context: ProbeContext, deed: () => Promise<unknown>): Promise<Said | null> {
  try {
    await deed();
    return null;
  } catch (error) {
    const failed = { ...who.attempt, ok: false, cause: redisCause(error), error, protocol: null } as const;
    const options = { processes: who.processes, around: false, working: null, hasDriver: true };
    return { processes: who.processes, finding: await failureFinding(failed, context.signal, options) };
  }
}

/** A remedy need not take out lines that are not there. */
function onlyPresent(one: Finding, views: readonly View[]): Finding {
  const present = (name: string) => views.some(({ variables }) => variables.has(name));
  const remedies = one.remedies.map((remedy) => {
    if (remedy.set === undefined) return remedy;
    const set = Object.fromEntries(Object.entries(remedy.set).filter(([name, to]) => to !== null || present(name)));
    return { ...remedy, set };
  });
  return { ...one, remedies };
}
