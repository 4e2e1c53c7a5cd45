import { expect } from "vitest";
import { parseRelease } from "../../../src/environment/release.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import type { VariableChanges } from "../../../src/findings/variables.ts";
import type { View } from "../../../src/mastodon/views.ts";
import type { ProbeContext } from "../../../src/probes/context.ts";
import { probeMail } from "../../../src/probes/mail/probe.ts";
import { within } from "../../../src/probes/net/abort.ts";

export type Lines = Readonly<Record<string, string>>;

export interface Circumstances extends Partial<Omit<ProbeContext, "signal">> {
  readonly release?: string;
  readonly runtime?: "systemd" | "docker";
  /** Ctrl-C. */
  readonly cancel?: AbortSignal;
}

/** What web, Sidekiq and streaming find when the file has these lines. */
export function viewsWith(
  lines: Lines,
  { release = "4.6.5", runtime = "systemd" }: Circumstances = {},
): readonly View[] {
  const known = parseRelease(release);
  if (known === null) throw new Error(`${release} is no release`);
  const place = { release: known, runtime, directory: null };
  return (["web", "sidekiq", "streaming"] as const).map((process) => ({
    process,
    place,
    variables: new Map(Object.entries(lines)),
  }));
}

export async function probe(lines: Lines, circumstances: Circumstances = {}): Promise<readonly Finding[]> {
  const { release: _release, runtime: _runtime, cancel = new AbortController().signal, ...rest } = circumstances;
  const deadline = rest.deadline ?? 5000;
  const limit = within(cancel, deadline);
  try {
    return await probeMail(viewsWith(lines, circumstances), {
      deadline,
      databaseStep: false,
      osUser: "mastodon",
      testTo: null,
      ...rest,
      signal: limit.signal,
    });
  } finally {
    limit.release();
  }
}

export function ids(findings: readonly Finding[]): readonly string[] {
  return findings.map((one) => one.id);
}

/** The finding of that id; fails the test where there is none. */
export function only(findings: readonly Finding[], id: string): Finding {
  const one = findings.find((each) => each.id === id);
  expect(one, `${id} among ${ids(findings).join(", ")}`).toBeDefined();
  if (one === undefined) throw new Error(id);
  return one;
}

export function apply(lines: Lines, changes: VariableChanges): Lines {
  const changed = new Map(Object.entries(lines));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  return Object.fromEntries(changed);
}

/** Applies the remedy of that key to the lines and probes again. */
export async function mended(finding: Finding, key: string, lines: Lines, circumstances: Circumstances = {}) {
  const remedy = finding.remedies.find((one) => one.key === key);
  expect(remedy, `${key} among ${finding.remedies.map((one) => one.key).join(", ")}`).toBeDefined();
  return probe(apply(lines, remedy?.set ?? {}), circumstances);
}
