import type { Entry } from "./entry.ts";

export const file = {} as const satisfies Record<string, Entry>;
