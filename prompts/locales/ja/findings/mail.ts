import type { FindingTexts } from "../../texts.ts";

export const mail: FindingTexts<"mail"> = {
  "mail.ok": { title: "TODO", detail: "", remedies: {} },
  "mail.crash": { title: "TODO", detail: "", remedies: {} },
  "mail.skipped": { title: "TODO", detail: "", remedies: {} },
};
