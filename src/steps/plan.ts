import { join, resolve } from "node:path";
import { administratorPlan } from "./plan/administrator.ts";
import { assetsPlan } from "./plan/assets.ts";
import { databasePlan } from "./plan/database.ts";
import type { PlanInput, StepPlan } from "./types.ts";

/**
 * What will run and why, or why nothing will: one plan for each step, in their order. Looks at nothing but its input.
 * Mastodon reads `.env.production` of its own directory and no other file, so a file elsewhere gets no steps.
 */
export function planSteps(input: PlanInput): readonly StepPlan[] {
  const read = join(input.place.directory, ".env.production");
  const elsewhere = resolve(input.envFile) !== resolve(read);
  const database = databasePlan(input);
  const plans = [database, assetsPlan(input), administratorPlan(input, database)];
  if (!elsewhere) return plans;
  return plans.map((plan) =>
    plan.action === "skipped"
      ? plan
      : {
          id: plan.id,
          action: "refused",
          reason: "env-elsewhere",
          facts: { file: input.envFile, expected: read },
          remedy: [],
        },
  );
}
