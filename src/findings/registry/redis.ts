import type { Entry } from "./entry.ts";

export const redis = {
  "redis.ok": { status: "info", remedies: [] },
  "redis.crash": { status: "crash", remedies: [] },
  "redis.skipped": { status: "skip", remedies: [] },
} as const satisfies Record<string, Entry>;
