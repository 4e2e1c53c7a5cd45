import type { ui as English } from "../en/ui.ts";

export const ui: typeof English = {};
