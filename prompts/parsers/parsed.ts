import type { Params, Parsed, Problem, ProblemKey } from "../setting.ts";

interface Refused {
  readonly ok: false;
  readonly problem: Problem;
}

export function refused(key: ProblemKey, params: Params = {}): Refused {
  return { ok: false, problem: { key, params } };
}

/** Accepts `value`. It counts as mended where it reads differently from what was typed, but for blanks around it. */
export function accepted<T>(value: T, raw: string): Parsed<T> {
  return String(value) === raw.trim() ? { ok: true, value } : { ok: true, value, mended: true };
}

/** The same refusal for a setting of another type. */
export function alsoRefused(problem: Problem): Refused {
  return { ok: false, problem };
}
