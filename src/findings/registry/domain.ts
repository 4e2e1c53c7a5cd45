import type { Entry } from "./entry.ts";

export const domain = {
  "domain.ok": { status: "info", remedies: [] },
  "domain.crash": { status: "crash", remedies: [] },
  "domain.skipped": { status: "skip", remedies: [] },
} as const satisfies Record<string, Entry>;
