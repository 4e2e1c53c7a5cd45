import type { Redis } from "../services/redis.ts";
import type { Ground } from "./ground.ts";

export const services = ["database", "redis", "storage", "mail"] as const;
export type Service = (typeof services)[number];

export type Column = "web" | "sidekiq" | "streaming";

/** One way to configure one service: the lines of the file that are about it. */
export interface Case {
  readonly name: string;
  readonly lines: (ground: Ground) => Lines;
  /** Rails or streaming may not get so far that anything else of the file could be seen. */
  readonly alone?: true;
  /** The tests' CA is in the system's store, which Ruby trusts and Node does not. */
  readonly trusting?: true;
  /** Where we differ on purpose, by process, and why. */
  readonly deliberate?: Readonly<Partial<Record<Column, string>>>;
  /** The server that is meant; the one without a password where not given. */
  readonly redis?: (ground: Ground) => Redis;
}

/** Values are written as they are, with no quotes around them: how a value is written is part of a case. */
export type Lines = Readonly<Record<string, string>>;

export function written(lines: Lines): string {
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
