import type { Known, Setting } from "../../../prompts/setting.ts";
import type { ProbeSection } from "../../diagnose.ts";
import type { Finding } from "../../findings/finding.ts";
import type { Offer } from "../offers.ts";
import type { SectionId } from "../section.ts";
import type { Event, Refusal } from "../state.ts";

/** Which of the sections that ask something this is: "4 of 6". */
export interface SectionView {
  readonly section: SectionId;
  readonly probe: ProbeSection | null;
  readonly number: number;
  readonly of: number;
}

export interface QuestionView extends SectionView {
  readonly id: string;
  readonly setting: Setting<unknown>;
  readonly known: Known;
  /** What Enter takes; undefined: there is nothing to take. */
  readonly current: unknown;
  /** The section begins here, so its name is said. */
  readonly opens: boolean;
  /** The section has settings that are not asked yet. */
  readonly more: boolean;
  readonly refusal: Refusal | null;
}

/** One variable that an offer changes, as it may be shown: secrets are masked, `null` is not set. */
export interface Change {
  readonly variable: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface FindingsView extends SectionView {
  readonly findings: readonly Finding[];
  readonly offers: readonly (Offer & { readonly changes: readonly Change[] })[];
}

/** What writing would do; nothing of it has happened. */
export interface ReviewData {
  readonly path: string;
  readonly state: "new" | "changed" | "same";
  /** The account that alone will be able to read the file. */
  readonly owner: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** How many of the added variables are secrets that were generated just now. */
  readonly generated: number;
  /** The file's diff, secrets masked: lines that begin with "+ ", "- " or two spaces. */
  readonly diff: readonly string[];
  /** The planned steps, as short sentences. */
  readonly steps: readonly string[];
  readonly refused: readonly Refusal[];
}

export interface ReviewRow {
  readonly section: SectionId;
  readonly values: readonly { readonly id: string; readonly setting: Setting<unknown>; readonly value: unknown }[];
  readonly findings: readonly Finding[];
}

export interface ReviewView {
  readonly rows: readonly ReviewRow[];
  readonly data: ReviewData;
}

/** What a probe says while it runs. */
export type Progress = "probe" | "remedies";

/**
 * Draws where the interview is and returns what the person did. Decides nothing, keeps nothing. Throws `Cancelled`, at the
 * latest when `signal` fires.
 */
export interface Asker {
  readonly question: (view: QuestionView, signal: AbortSignal) => Promise<Event>;
  /** Runs the work under a sign of life. Ctrl-C aborts the work's own signal at once. */
  readonly probing: <T>(view: SectionView, work: Work<T>, signal: AbortSignal) => Promise<T>;
  /** Says what a probe found where nothing stands in the way. */
  readonly passed: (findings: readonly Finding[]) => void;
  readonly findings: (view: FindingsView, signal: AbortSignal) => Promise<Event>;
  readonly review: (view: ReviewView, signal: AbortSignal) => Promise<Event>;
}

export type Work<T> = (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>;
