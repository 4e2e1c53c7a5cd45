import type { FindingTexts } from "../../texts.ts";

export const redis: FindingTexts<"redis"> = {
  "redis.ok": { title: "TODO", detail: "", remedies: {} },
  "redis.crash": { title: "TODO", detail: "", remedies: {} },
  "redis.skipped": { title: "TODO", detail: "", remedies: {} },
};
