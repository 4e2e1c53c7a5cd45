import type { FindingTexts } from "../../texts.ts";

export const storage: FindingTexts<"storage"> = {
  "storage.ok": { title: "TODO", detail: "", remedies: {} },
  "storage.crash": { title: "TODO", detail: "", remedies: {} },
  "storage.skipped": { title: "TODO", detail: "", remedies: {} },
};
