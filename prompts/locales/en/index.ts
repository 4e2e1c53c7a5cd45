import { cli } from "./cli.ts";
import { errors } from "./errors.ts";
import { findings } from "./findings/index.ts";
import { settings } from "./settings.ts";
import { steps } from "./steps.ts";
import { ui } from "./ui.ts";

export const en = { settings, errors, findings, ui, steps, cli };
