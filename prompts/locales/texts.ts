import type { FindingId, RemedyKey } from "../../src/findings/registry/index.ts";

/**
 * The sentences of one section's findings. Placeholders in braces are the finding's facts (and the remedy's).
 * `title` is one line that says what is wrong; `detail` says why it matters and may be empty.
 */
export type FindingTexts<Section extends string> = {
  readonly [Id in Extract<FindingId, `${Section}.${string}`>]: {
    readonly title: string;
    readonly detail: string;
    readonly remedies: { readonly [Key in RemedyKey<Id>]: string };
  };
};
