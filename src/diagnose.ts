import { applyChanges } from "./envfile/merge.ts";
import type { Facts, Finding, Remedy } from "./findings/finding.ts";
import { finding } from "./findings/make.ts";
import type { Place } from "./mastodon/place.ts";
import { type View, viewsOf } from "./mastodon/views.ts";
import type { Probe, ProbeContext } from "./probes/context.ts";
import { within } from "./probes/net/abort.ts";

/** The services that can be tried, in the order people read about them. */
export const probeSections = ["host", "domain", "database", "redis", "storage", "mail"] as const;
export type ProbeSection = (typeof probeSections)[number];

/** Each probe with its client library stays on disk until it is wanted. */
const load: Readonly<Record<ProbeSection, () => Promise<Probe>>> = {
  host: async () => (await import("./probes/host/probe.ts")).probeHost,
  domain: async () => (await import("./probes/domain/probe.ts")).probeDomain,
  database: async () => (await import("./probes/database/probe.ts")).probeDatabase,
  redis: async () => (await import("./probes/redis/probe.ts")).probeRedis,
  storage: async () => (await import("./probes/storage/probe.ts")).probeStorage,
  mail: async () => (await import("./probes/mail/probe.ts")).probeMail,
};

export interface DiagnoseOptions extends Omit<ProbeContext, "signal"> {
  readonly place: Place;
  readonly sections: readonly ProbeSection[];
  /** Ends everything: Ctrl-C. Each probe has its own deadline beside it. */
  readonly signal: AbortSignal;
  /** Called as each section is done, in the order of their ends. */
  /** What is going on in a section: its probe, then the tries of what would mend it. */
  readonly onProgress?: (progress: "probe" | "remedies") => void;
  readonly onDone?: (section: ProbeSection, findings: readonly Finding[], ms: number) => void;
}

/**
 * The heart: the text of an env file ▸ what each process reads ▸ connections ▸ findings, all sections side by side.
 * A remedy that changes variables is applied to the text and probed again before it is offered; one that does not
 * take its finding away is left out. Rejects only when `signal` fires.
 */
export async function diagnose(text: string, options: DiagnoseOptions): Promise<readonly Finding[]> {
  const bySection = await Promise.all(
    options.sections.map(async (section) => {
      const started = performance.now();
      const findings = await tryRemedies(section, text, await probe(section, text, options), options);
      options.signal.throwIfAborted();
      options.onDone?.(section, findings, performance.now() - started);
      return findings;
    }),
  );
  return bySection.flat();
}

/** One probe under its own deadline. What it throws is a finding of its own and leaves the other probes alone. */
async function probe(section: ProbeSection, text: string, options: DiagnoseOptions): Promise<readonly Finding[]> {
  const { signal, release } = within(options.signal, options.deadline);
  try {
    const views: readonly View[] = viewsOf(text, options.place);
    const run = await load[section]();
    return await run(views, { ...options, signal });
  } catch (error) {
    options.signal.throwIfAborted();
    return [finding(`${section}.crash`, { facts: crashFacts(error) })];
  } finally {
    release();
  }
}

function crashFacts(error: unknown): Facts {
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

/** Probes again with each remedy's change in the text, all of them side by side, and keeps those that worked. */
async function tryRemedies(
  section: ProbeSection,
  text: string,
  findings: readonly Finding[],
  options: DiagnoseOptions,
): Promise<readonly Finding[]> {
  const quiet = { ...options, testTo: null };
  if (findings.some((one) => one.remedies.some(({ set }) => set !== undefined))) options.onProgress?.("remedies");
  return Promise.all(
    findings.map(async (one) => {
      const tried = await Promise.all(
        one.remedies.map((remedy) => tryRemedy(section, text, findings, one, remedy, quiet)),
      );
      return { ...one, remedies: tried.filter((remedy) => remedy !== null) };
    }),
  );
}

async function tryRemedy<Key extends string>(
  section: ProbeSection,
  text: string,
  before: readonly Finding[],
  mended: Finding,
  remedy: Remedy<Key>,
  options: DiagnoseOptions,
): Promise<Remedy<Key> | null> {
  if (remedy.set === undefined) return { ...remedy, tried: "untried" };
  const changed = applyChanges(text, remedy.set);
  if (!changed.ok) return null;
  const after = await probe(section, changed.text, options);
  return takesAway(mended, before, after) ? { ...remedy, tried: "works" } : null;
}

/** The finding is gone, and nothing fails that did not fail before. */
function takesAway(mended: Finding, before: readonly Finding[], after: readonly Finding[]): boolean {
  const wrong = (one: Finding) => one.status === "fail" || one.status === "crash";
  const same = (a: Finding) => (b: Finding) => a.id === b.id && a.process === b.process;
  const stays = after.some((one) => one.status === mended.status && same(mended)(one));
  return !stays && after.filter(wrong).every((one) => before.some(same(one)));
}
