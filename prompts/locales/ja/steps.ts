import type { steps as English } from "../en/steps.ts";

export const steps: typeof English = {};
