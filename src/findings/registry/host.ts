import type { Entry } from "./entry.ts";

/** The machine and Mastodon's directory on it. */
export const host = {
  "host.ok": { status: "info", remedies: [] },
  "host.crash": { status: "crash", remedies: [] },
  "host.directory-missing": { status: "fail", effect: "stops", remedies: ["another"] },
  "host.directory": { status: "fail", effect: "breaks", remedies: ["another"] },
  "host.release": { status: "warn", remedies: [] },
  "host.user": { status: "fail", effect: "stops", remedies: ["as-owner"] },
} as const satisfies Record<string, Entry>;
