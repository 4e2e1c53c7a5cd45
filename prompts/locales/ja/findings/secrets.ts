import type { FindingTexts } from "../../texts.ts";

export const secrets: FindingTexts<"secrets"> = {};
