import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { Finding, Status } from "../findings/finding.ts";
import { type Group, groupOf } from "./rank.ts";

export type Summary = Readonly<Record<Status, number>>;

/** How many findings have which status; every status is there, as scripts want it. */
export function summary(findings: readonly Finding[]): Summary {
  const of = (status: Status) => findings.filter((one) => one.status === status).length;
  return { ok: of("ok"), info: of("info"), warn: of("warn"), fail: of("fail"), skip: of("skip"), crash: of("crash") };
}

const order: readonly Group[] = ["info", "stops", "loses", "breaks", "crash", "warn", "skip"];

/** "12 fine · 1 stops the server · 2 break a part · 1 to know". What is fine is always said, the others where there are some. */
export function summaryLine(findings: readonly Finding[], messages: Messages): string {
  return order
    .map((group) => ({ group, count: findings.filter((one) => groupOf(one) === group).length }))
    .filter(({ group, count }) => count > 0 || group === "info")
    .map(({ group, count }) => {
      const forms = messages.ui.report.counts[group];
      return format(count === 1 ? forms.one : forms.other, { count });
    })
    .join(" · ");
}
