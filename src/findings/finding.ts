import type { FindingId, RemedyKey, SectionOf } from "./registry/index.ts";
import type { VariableChanges } from "./variables.ts";

/** `fail` has an effect; `skip` names its reason in the facts; `crash` is our bug or the unexpected, isolated from the others. */
export type Status = "ok" | "info" | "warn" | "fail" | "skip" | "crash";

/** What a fail does to the server. People see them in this order. */
export type Effect = "stops" | "loses" | "breaks";

export type ProcessName = "web" | "sidekiq" | "streaming" | "command";

/** What was tried and what was answered. Names are the placeholders of the sentences in `prompts/locales/`. Never a secret's value. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** `works`: the probe ran green with `set` applied. `untried`: no `set`, or nothing to run it against. */
export type Tried = "works" | "untried";

export interface Remedy<Key extends string = string> {
  /** Which sentence of this finding's `remedies` says it. */
  readonly key: Key;
  /** Further placeholders of that sentence, beside the finding's facts. */
  readonly facts?: Facts;
  /** To be pasted into a shell, psql … by the administrator. */
  readonly commands?: readonly string[];
  readonly set?: VariableChanges;
  readonly tried?: Tried;
}

export interface Finding<Id extends FindingId = FindingId> {
  readonly id: Id;
  readonly section: SectionOf<Id>;
  readonly status: Status;
  readonly effect: Effect | null;
  /** Who meets it; `all` when every process that has this connection does. */
  readonly process: ProcessName | "all";
  /** The variables that a person would look at, most likely first. */
  readonly variables: readonly string[];
  readonly facts: Facts;
  /** Best first. */
  readonly remedies: readonly Remedy<RemedyKey<Id>>[];
  readonly docs: string | null;
  /** How long it took to find out; null when nothing was waited for. */
  readonly ms: number | null;
}
