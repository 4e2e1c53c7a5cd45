import { spellings } from "./spellings.ts";

export interface Redactor {
  /** From now on this value is replaced. Shorter than four characters it is not: too much of every text would be gone, and nothing hidden. */
  learn(value: string): void;
  redact(text: string): string;
}

export const mask = "••••••••";

const shortest = 4;

/**
 * Replaces secrets by their values, however they are spelled (percent-encoded, base64, JSON …), wherever they stand. Where several
 * overlap, all of what they cover goes, so that no piece of one is left beside another.
 */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    learn(value) {
      for (const spelling of spellings(value)) if (spelling.length >= shortest) known.add(spelling);
    },
    redact: (text) => cover(text, intervals(text, known)),
  };
}

interface Interval {
  readonly start: number;
  readonly end: number;
}

function intervals(text: string, known: ReadonlySet<string>): readonly Interval[] {
  const found: Interval[] = [];
  for (const secret of known) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
      found.push({ start: at, end: at + secret.length });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

function cover(text: string, found: readonly Interval[]): string {
  let result = "";
  let at = 0;
  for (const { start, end } of found) {
    if (start >= at) result += text.slice(at, start) + mask;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
}

/** Text that arrives in pieces, whose borders may lie inside a secret. */
export interface StreamRedactor {
  /** What can be said so far: whole lines. */
  push(chunk: string | Uint8Array): string;
  /** The rest, which had no line end. */
  end(): string;
}

/** Holds back the last line until it is complete. No secret goes over a line end: of those with several lines each is known. */
export function redactStream(redactor: Redactor): StreamRedactor {
  const decoder = new TextDecoder();
  let held = "";
  return {
    push(chunk) {
      held += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      const end = Math.max(held.lastIndexOf("\n"), held.lastIndexOf("\r")) + 1;
      const lines = held.slice(0, end);
      held = held.slice(end);
      return redactor.redact(lines);
    },
    end() {
      const rest = redactor.redact(held + decoder.decode());
      held = "";
      return rest;
    },
  };
}
