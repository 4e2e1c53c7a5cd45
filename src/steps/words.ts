import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { Facts } from "../findings/finding.ts";
import { commandLine } from "./commands.ts";
import type { Reason, Why } from "./reasons.ts";
import type { StepId, StepPlan } from "./types.ts";

export interface ReasonText {
  readonly title: string;
  /** May be empty. */
  readonly detail: string;
  /** What introduces the commands of `remedy`; may be empty. */
  readonly remedy: string;
}

/** Why nothing ran or what went wrong, in sentences. */
export function reasonText(reason: Reason, facts: Facts, { steps: words }: Messages): ReasonText {
  const { title, detail, remedy } = words.reasons[reason];
  return { title: format(title, facts), detail: format(detail, facts), remedy: format(remedy, facts) };
}

/** What stands beside the spinner while a command runs. */
export function doingText(why: Why, facts: Facts, { steps: words }: Messages): string {
  return format(words.doing[why], facts);
}

/** What a plan has done, by its first command: that is the one people asked for. */
export function doneText(plan: StepPlan, { steps: words }: Messages): string {
  const why = plan.action === "run" ? plan.commands[0]?.why : undefined;
  return why === undefined ? words.names[plan.id] : format(words.done[why], plan.facts);
}

export interface PlanText {
  readonly id: StepId;
  readonly name: string;
  /** Each command as one would type it, where, and why. Empty where nothing runs. */
  readonly commands: readonly { readonly line: string; readonly cwd: string; readonly why: string }[];
  /** Why nothing runs; null where something does. */
  readonly reason: ReasonText | null;
}

/** A plan for `--dry-run`. */
export function planText(plan: StepPlan, messages: Messages): PlanText {
  const { id, facts } = plan;
  const { names, why } = messages.steps;
  if (plan.action !== "run") {
    return { id, name: names[id], commands: [], reason: reasonText(plan.reason, facts, messages) };
  }
  const commands = plan.commands.map((command) => ({
    line: commandLine(command),
    cwd: command.cwd,
    why: format(why[command.why], facts),
  }));
  return { id, name: names[id], commands, reason: null };
}

/** A plan in a few words, for the review: "create the tables", or "Assets: skipped. …" */
export function planSentence(plan: StepPlan, messages: Messages): string {
  const { planned, names, status } = messages.steps;
  if (plan.action === "run") {
    return plan.commands
      .slice(0, 1)
      .map(({ why }) => format(planned[why], plan.facts))
      .join("");
  }
  const reason = reasonText(plan.reason, plan.facts, messages).title;
  return format(planned.not, { name: names[plan.id], status: status[plan.action], reason });
}
