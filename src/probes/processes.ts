import type { Finding, ProcessName } from "../findings/finding.ts";

const order: readonly ProcessName[] = ["web", "sidekiq", "streaming", "command"];

/** How to name several processes at once: "all" when no view is left out, else the first. */
export function processLabel(some: readonly ProcessName[], all: readonly ProcessName[]): ProcessName | "all" {
  if (all.every((one) => some.includes(one))) return "all";
  return order.find((one) => some.includes(one)) ?? "all";
}

/** One of several findings that say the same of different processes. The time that it took is the longest. */
export function mergeProcesses(
  findings: readonly { readonly processes: readonly ProcessName[]; readonly finding: Finding }[],
  all: readonly ProcessName[],
): readonly Finding[] {
  const merged = new Map<string, { processes: ProcessName[]; finding: Finding }>();
  for (const { processes, finding } of findings) {
    const key = JSON.stringify([finding.id, finding.status, finding.facts]);
    const before = merged.get(key);
    if (before) {
      before.processes.push(...processes);
      before.finding = joined(before.finding, finding);
    } else merged.set(key, { processes: [...processes], finding });
  }
  return [...merged.values()].map(({ processes, finding }) => {
    const process = processLabel(processes, all);
    return { ...finding, process };
  });
}

/** What mends it for one of the processes is offered for all; the effect is that on the process that was told first. */
function joined(one: Finding, other: Finding): Finding {
  const known = new Set(one.remedies.map((remedy) => JSON.stringify(remedy)));
  const further = other.remedies.filter((remedy) => !known.has(JSON.stringify(remedy)));
  return { ...one, remedies: [...one.remedies, ...further], ms: longer(one.ms, other.ms) };
}

function longer(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
