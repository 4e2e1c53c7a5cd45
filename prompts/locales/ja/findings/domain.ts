import type { FindingTexts } from "../../texts.ts";

export const domain: FindingTexts<"domain"> = {
  "domain.ok": { title: "TODO", detail: "", remedies: {} },
  "domain.crash": { title: "TODO", detail: "", remedies: {} },
  "domain.skipped": { title: "TODO", detail: "", remedies: {} },
};
