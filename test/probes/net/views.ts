import { userInfo } from "node:os";
import { parseRelease } from "../../../src/environment/release.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import type { VariableChanges } from "../../../src/findings/variables.ts";
import { processNames, type View } from "../../../src/mastodon/views.ts";
import type { ProbeContext } from "../../../src/probes/context.ts";

export type Env = Readonly<Record<string, string | number>>;

/** The views of all four processes, which find the same variables. */
export function viewsOf(env: Env, version = "4.6.5"): readonly View[] {
  const release = parseRelease(version);
  if (!release) throw new Error(`no release: ${version}`);
  const place = { release, runtime: "systemd", directory: null } as const;
  const variables = new Map(Object.entries(env).map(([name, value]) => [name, String(value)]));
  return processNames.map((process) => ({ process, place, variables }));
}

/** What a remedy makes of the variables. */
export function applied(env: Env, set: VariableChanges): Env {
  const changed: Record<string, string | number> = { ...env };
  for (const [name, value] of Object.entries(set)) {
    if (value === null) delete changed[name];
    else changed[name] = value;
  }
  return changed;
}

export function contextOf(overrides: Partial<ProbeContext> = {}): ProbeContext {
  const deadline = overrides.deadline ?? 10_000;
  return {
    signal: AbortSignal.timeout(deadline),
    deadline,
    databaseStep: false,
    osUser: userInfo().username,
    testTo: null,
    ...overrides,
  };
}

/** "database.refused web" for each finding, in order. */
export function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ id, process }) => `${id} ${process}`);
}
