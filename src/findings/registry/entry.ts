import type { Effect, Status } from "../finding.ts";

/** One row of the contract: what an id stands for. An id never changes its meaning. */
export interface Entry {
  readonly status: Status;
  /** Only for `fail`. */
  readonly effect?: Effect;
  /** Keys of the sentences that say a remedy, in `prompts/locales/<lang>/findings/`. */
  readonly remedies: readonly string[];
  readonly docs?: string;
}
