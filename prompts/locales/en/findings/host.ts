import type { FindingTexts } from "../../texts.ts";

export const host: FindingTexts<"host"> = {};
