import type { Entry } from "./entry.ts";

export const database = {
  "database.ok": { status: "info", remedies: [] },
  "database.crash": { status: "crash", remedies: [] },
  "database.skipped": { status: "skip", remedies: [] },
} as const satisfies Record<string, Entry>;
