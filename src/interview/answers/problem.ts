import type { Params, Problem } from "../../../prompts/setting.ts";
import type { Json, Place } from "./json.ts";

/**
 * What is wrong with an answers file, by its code; the sentences are in the locales. `params` never hold the value of a secret.
 *
 * - `syntax`: not JSON. `error`: the parser's name for it.
 * - `unknown-key`: `nearest` is the key that was probably meant, or "".
 * - `duplicate-key`
 * - `wrong-type`: `expected`, `found`: object, array, string, number, integer, boolean, null; `secret` is a string or a reference.
 * - `unknown-choice`: `value`, `choices`, `nearest`.
 * - `invalid`: the setting refuses the value; `problem` says why.
 * - `reference`: an object for a secret that is neither {"env": NAME} nor {"file": PATH}.
 * - `env-unset`: `name`. `file-unreadable`: `file`, `reason` (the system's code).
 * - `extra-name`: not a name that a variable can have. `extra-secret`: a key that is kept, never set.
 */
export interface AnswerProblem extends Place {
  readonly code:
    | "syntax"
    | "unknown-key"
    | "duplicate-key"
    | "wrong-type"
    | "unknown-choice"
    | "invalid"
    | "reference"
    | "env-unset"
    | "file-unreadable"
    | "extra-name"
    | "extra-secret";
  /** `database.port`; "" for the whole file. */
  readonly path: string;
  readonly params: Params;
  readonly problem?: Problem;
}

export function pathText(path: readonly string[]): string {
  return path.join(".");
}

export function wrongType(path: string, json: Json, expected: string): AnswerProblem {
  return { code: "wrong-type", path, ...json.place, params: { expected, found: json.kind } };
}
