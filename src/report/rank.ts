import type { Finding } from "../findings/finding.ts";

export type Group = "stops" | "loses" | "breaks" | "crash" | "warn" | "info" | "skip";

/** What people see first. A crash is our own bug: it says less about the server than a fail, and more than a warning. */
export const groups: readonly Group[] = ["stops", "loses", "breaks", "crash", "warn", "info", "skip"];

export function groupOf(finding: Finding): Group {
  if (finding.status === "fail") return finding.effect ?? "breaks";
  return finding.status === "ok" ? "info" : finding.status;
}

/** Worst first; among equals the order in which they were found. */
export function ranked(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => groups.indexOf(groupOf(a)) - groups.indexOf(groupOf(b)));
}

export type Mark = "ok" | "warn" | "fail" | "skip";

/** One mark for many findings: the worst there is; null where there are none. */
export function markOf(findings: readonly Finding[]): Mark | null {
  const [worst] = ranked(findings);
  return worst === undefined ? null : markOfGroup(groupOf(worst));
}

export function markOfGroup(group: Group): Mark {
  if (group === "warn" || group === "skip") return group;
  return group === "info" ? "ok" : "fail";
}
