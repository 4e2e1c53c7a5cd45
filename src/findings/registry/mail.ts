import type { Entry } from "./entry.ts";

export const mail = {
  "mail.ok": { status: "info", remedies: [] },
  "mail.crash": { status: "crash", remedies: [] },
  "mail.skipped": { status: "skip", remedies: [] },
} as const satisfies Record<string, Entry>;
