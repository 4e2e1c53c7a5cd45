import type { FindingTexts } from "../../texts.ts";

export const file: FindingTexts<"file"> = {};
