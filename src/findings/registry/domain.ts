import type { Entry } from "./entry.ts";

export const domain = {
  "domain.ok": { status: "info", remedies: [] },
  "domain.crash": { status: "crash", remedies: [] },
  "domain.skipped": { status: "skip", remedies: [] },

  "domain.missing": { status: "fail", remedies: ["set", "remove"] },
  "domain.invalid": { status: "fail", remedies: ["name-only", "write"] },
  "domain.upper-case": { status: "fail", remedies: ["lower-case"] },
  "domain.unicode": { status: "fail", remedies: ["punycode"] },

  "domain.unresolvable": { status: "warn", remedies: ["records"] },
  "domain.unanswered": { status: "warn", remedies: [] },
  "domain.elsewhere": { status: "warn", remedies: [] },
  "domain.private": { status: "warn", remedies: [] },
  "domain.trademark": { status: "warn", remedies: [], docs: "https://joinmastodon.org/trademark" },
} as const satisfies Record<string, Entry>;
