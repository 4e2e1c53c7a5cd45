import type { Effect, Facts, Finding, ProcessName, Remedy, Status } from "./finding.ts";
import type { Entry } from "./registry/entry.ts";
import { type FindingId, type RemedyKey, registry, type SectionOf } from "./registry/index.ts";

export interface Details<Id extends FindingId> {
  readonly process?: ProcessName | "all";
  readonly variables?: readonly string[];
  readonly facts?: Facts;
  readonly remedies?: readonly Remedy<RemedyKey<Id>>[];
  readonly ms?: number | null;
  /** Where findings.md allows two (missing: W / F), the probe says which; otherwise the registry's. */
  readonly status?: Status;
  readonly effect?: Effect | null;
}

/** Makes a finding with the registry's status and effect for its id, unless the details say otherwise. */
export function finding<Id extends FindingId>(id: Id, details: Details<Id> = {}): Finding<Id> {
  const entry: Entry = registry[id];
  const status: Status = details.status ?? entry.status;
  return {
    id,
    section: id.slice(0, id.indexOf(".")) as SectionOf<Id>,
    status,
    effect: status === "fail" ? (details.effect ?? entry.effect ?? "breaks") : null,
    process: details.process ?? "all",
    variables: details.variables ?? [],
    facts: details.facts ?? {},
    remedies: details.remedies ?? [],
    docs: entry.docs ?? null,
    ms: details.ms ?? null,
  };
}
