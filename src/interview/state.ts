import type { Draft } from "../../prompts/answers.ts";
import type { Finding } from "../findings/finding.ts";
import type { SectionId } from "./section.ts";

/** Where a section was entered from, which is where one returns to after it. */
export type Origin = "flow" | "review";

export type At =
  | { readonly kind: "question"; readonly section: SectionId; readonly id: string; readonly from: Origin }
  | { readonly kind: "probing"; readonly section: SectionId; readonly from: Origin }
  | { readonly kind: "findings"; readonly section: SectionId; readonly from: Origin }
  | { readonly kind: "review" }
  | { readonly kind: "done"; readonly how: "write" | "save" };

/** What a probe found, and for which answers. */
export interface Probed {
  readonly key: string;
  readonly findings: readonly Finding[];
}

/** A value that no way of writing carries to every reader of the file. */
export interface Refusal {
  /** The setting's path in the answers: `database.password`. */
  readonly path: string;
  /** Which readers would see another value. */
  readonly readers: readonly string[];
}

export interface State {
  /** What was answered, applied or read from a file; what follows from it is not in here (see `filled`). */
  readonly answers: Draft;
  readonly at: At;
  readonly probed: Readonly<Partial<Record<SectionId, Probed>>>;
  /** The sections that are asked in every detail. */
  readonly details: readonly SectionId[];
  /** Why the question is asked again, where the answer was good in itself but no file can carry it. */
  readonly refusal: Refusal | null;
}

export type Event =
  | { readonly type: "answer"; readonly value: unknown }
  | { readonly type: "back" }
  /** Ask this section's details, too. */
  | { readonly type: "more" }
  | { readonly type: "probed"; readonly findings: readonly Finding[] }
  /** The offers of `offersOf`, by index. */
  | { readonly type: "remedy"; readonly index: number }
  | { readonly type: "change" }
  | { readonly type: "retry" }
  | { readonly type: "proceed" }
  | { readonly type: "edit"; readonly section: SectionId }
  | { readonly type: "refused"; readonly refusal: Refusal }
  | { readonly type: "write" }
  | { readonly type: "save" };
