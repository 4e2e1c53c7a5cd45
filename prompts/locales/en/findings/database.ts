import type { FindingTexts } from "../../texts.ts";

export const database: FindingTexts<"database"> = {
  "database.ok": { title: "TODO", detail: "", remedies: {} },
  "database.crash": { title: "TODO", detail: "", remedies: {} },
  "database.skipped": { title: "TODO", detail: "", remedies: {} },
};
