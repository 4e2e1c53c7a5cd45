import { en } from "../../../prompts/locales/en/index.ts";
import { ja } from "../../../prompts/locales/ja/index.ts";
import { parseRelease } from "../../../src/environment/release.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import type { VariableChanges } from "../../../src/findings/variables.ts";
import type { View } from "../../../src/mastodon/views.ts";
import type { ProbeContext } from "../../../src/probes/context.ts";
import { within } from "../../../src/probes/net/abort.ts";
import { probeStorage } from "../../../src/probes/storage/probe.ts";
import { speak } from "../../support/speak.ts";

export type Values = Readonly<Record<string, string | null>>;

export interface Setting {
  readonly release?: string;
  readonly runtime?: "systemd" | "docker";
  readonly directory?: string | null;
}

/** What web and sidekiq find in these variables; `null` leaves one out. */
export function views(
  values: Values,
  { release = "4.6.5", runtime = "systemd", directory = null }: Setting = {},
): View[] {
  const parsed = parseRelease(release);
  if (parsed === null) throw new Error(`no release: ${release}`);
  const variables = new Map(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  const place = { release: parsed, runtime, directory };
  return (["web", "sidekiq", "streaming"] as const).map((process) => ({ process, place, variables }));
}

export function context(overrides: Partial<ProbeContext> = {}): ProbeContext {
  return {
    signal: new AbortController().signal,
    deadline: 10_000,
    databaseStep: false,
    osUser: "root",
    testTo: null,
    ...overrides,
  };
}

/** Runs the probe and has every finding said in both languages, which throws where a sentence lacks a fact. */
export async function probe(
  values: Values,
  overrides: Partial<ProbeContext> = {},
  setting: Setting = {},
): Promise<readonly Finding[]> {
  const asked = context(overrides);
  const { signal, release } = within(asked.signal, asked.deadline);
  const findings = await probeStorage(views(values, setting), { ...asked, signal }).finally(release);
  for (const finding of findings) for (const language of [en, ja]) speak(finding, language);
  return findings;
}

export function ids(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ id }) => id.replace("storage.", ""));
}

/** The finding of that name; fails with what there was instead. */
export function only(findings: readonly Finding[], id: string): Finding {
  const found = findings.find((one) => one.id === `storage.${id}`);
  if (found === undefined) throw new Error(`no storage.${id} in ${JSON.stringify(findings, null, 1)}`);
  return found;
}

/** The change that the finding's first remedy with one makes. */
export function remedy(finding: Finding): VariableChanges {
  const set = finding.remedies.find((one) => one.set !== undefined)?.set;
  if (set === undefined) throw new Error(`${finding.id} has no remedy that changes variables`);
  return set;
}
