import type { Entry } from "./entry.ts";

export const storage = {
  "storage.ok": { status: "info", remedies: [] },
  "storage.crash": { status: "crash", remedies: [] },
  "storage.skipped": { status: "skip", remedies: [] },
} as const satisfies Record<string, Entry>;
