import type { Finding, Remedy } from "../findings/finding.ts";
import type { VariableChanges } from "../findings/variables.ts";

/** A change of settings that one key press makes. */
export interface Offer {
  readonly finding: Finding;
  /** Its place among the finding's remedies. */
  readonly remedy: number;
  readonly set: VariableChanges;
  /** It was tried with the change and the finding was gone. */
  readonly works: boolean;
}

/** What stands in the way: the interview stops at these. */
export function isProblem(finding: Finding): boolean {
  return finding.status === "fail" || finding.status === "crash";
}

/** The remedies that change settings: those of failures first, each change once, at most nine (the digits). */
export function offersOf(findings: readonly Finding[]): readonly Offer[] {
  const worstFirst = [...findings.filter(isProblem), ...findings.filter((one) => !isProblem(one))];
  const all = worstFirst.flatMap((finding) => finding.remedies.flatMap((one, remedy) => offer(finding, one, remedy)));
  const seen = new Set<string>();
  const once = all.filter(({ set }) => {
    const key = JSON.stringify(Object.entries(set).sort());
    return !seen.has(key) && seen.add(key);
  });
  return [...once.filter((one) => one.works), ...once.filter((one) => !one.works)].slice(0, 9);
}

function offer(finding: Finding, { set, tried }: Remedy, remedy: number): readonly Offer[] {
  return set && Object.keys(set).length > 0 ? [{ finding, remedy, set, works: tried === "works" }] : [];
}
