import type { Entry } from "./entry.ts";

export const secrets = {} as const satisfies Record<string, Entry>;
