import { commandLines, indented, markedLines } from "../../report/finding-lines.ts";
import type { StepPlan, StepResult } from "../../steps/types.ts";
import { doneText, planText, reasonText } from "../../steps/words.ts";
import { format, type Speaker } from "../say.ts";

const marks = { done: "ok", nothing: "ok", skipped: "skip", refused: "skip", failed: "fail" } as const;

/** One step as it ended: symbol, sentence, duration; where it did not end well also why, the last lines, and what to do. */
export function stepLines(
  result: StepResult,
  plan: StepPlan | undefined,
  { look, messages }: Speaker,
): readonly string[] {
  const { steps } = messages;
  const mark = marks[result.status];
  const why = result.reason === null ? null : reasonText(result.reason, result.facts, messages);
  const name = steps.names[result.id];
  const done = plan === undefined ? name : doneText(plan, messages);
  const title = why === null ? done : `${name}: ${steps.status[result.status]}. ${why.title}`;
  const tail = result.facts.tail;
  const last = result.status === "failed" && Array.isArray(tail) ? tail.slice(-6) : [];
  return [
    ...markedLines(mark, title, result.ms, look),
    ...indented(why?.detail ?? "", 6, look),
    ...(last.length > 0
      ? [...indented(steps.lastLines, 6, look), ...last.map((line) => look.paint("dim", `        ${line}`))]
      : []),
    ...(result.remedy.length > 0
      ? [...indented(why?.remedy ?? "", 6, look), ...commandLines(result.remedy, look, 8)]
      : []),
    ...(result.status === "failed" && result.log !== null
      ? indented(format(steps.log, { log: result.log }), 6, look)
      : []),
    ...(mark !== "ok" && asked(result)
      ? indented(format(steps.again, { command: againWith(result.id) }), 6, look)
      : []),
    ...(result.status === "done" && !result.verified ? indented(steps.unverified, 6, look, "dim") : []),
  ];
}

/** Who the administrator shall be stands in no file: that is asked again, with everything else as it is. */
function againWith(id: StepResult["id"]): string {
  return id === "administrator" ? "mastosetup" : `mastosetup --step ${id}`;
}

/** Whether another run can be of help once the cause is mended. */
function asked({ status }: StepResult): boolean {
  return status === "refused" || status === "failed";
}

/** The plans as `--dry-run` shows them: each command where and why, or why nothing runs. */
export function planLines(plans: readonly StepPlan[], { look, messages }: Speaker): readonly string[] {
  return plans.flatMap((plan) => {
    const { name, commands, reason } = planText(plan, messages);
    const title =
      reason === null
        ? name
        : `${name}: ${messages.steps.status[plan.action === "run" ? "done" : plan.action]}. ${reason.title}`;
    return [
      `  ${look.say(title)}`,
      ...commands.flatMap(({ line, cwd, why }) => [
        ...indented(why, 6, look),
        ...commandLines([`cd ${cwd}`, line], look, 8),
      ]),
      ...indented(reason?.detail ?? "", 6, look),
      ...(plan.action === "run" ? [] : commandLines(plan.remedy, look, 8)),
    ];
  });
}
