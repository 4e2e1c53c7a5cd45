import type { Answers, Draft } from "../../prompts/answers.ts";
import { sections } from "../../prompts/sections.ts";
import type { Found } from "../../prompts/setting.ts";
import type { ProbeSection } from "../diagnose.ts";
import type { Finding } from "../findings/finding.ts";
import type { VariableChanges } from "../findings/variables.ts";
import type { Asker, Change, Progress, ReviewData } from "./asker/asker.ts";
import { Cancelled } from "./cancelled.ts";
import { complete, filled } from "./filled.ts";
import { isProblem } from "./offers.ts";
import { reduce, start } from "./reducer.ts";
import { eachSetting, type Flow, type SectionId, sectionOf } from "./section.ts";
import type { Event, State } from "./state.ts";
import { findingsView, questionView, reviewRows, sectionView } from "./view.ts";

export interface InterviewDeps {
  readonly asker: Asker;
  /** What looking around told. */
  readonly found: Found;
  /** From an existing file, a kept draft or prefills: each becomes the default of its question. */
  readonly initial: Draft;
  /**
   * Tries what the answers' text of the file says, with the remedies tried already. Rejects only when the signal fires.
   * null where nothing is to be tried.
   */
  readonly probe:
    | ((
        section: ProbeSection,
        answers: Draft,
        signal: AbortSignal,
        onProgress: (progress: Progress) => void,
      ) => Promise<readonly Finding[]>)
    | null;
  readonly applyRemedy: (answers: Draft, set: VariableChanges) => Draft;
  /** What a remedy changes, as it may be shown: old and new value of each variable, secrets masked. */
  readonly changes: (answers: Draft, set: VariableChanges) => readonly Change[];
  readonly review: (answers: Answers) => Promise<ReviewData>;
  /** Called after each section and at the end of an interrupted interview. Whoever writes it leaves the secrets out. */
  readonly saveDraft: (answers: Draft) => Promise<void>;
  /** Fires when the program is told to end. */
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly kind: "write"; readonly answers: Answers; readonly findings: readonly Finding[] }
  | { readonly kind: "saved" }
  | { readonly kind: "cancelled"; readonly reason: Cancelled["reason"] };

/** Asks until everything is answered and reviewed. Writes nothing but the draft. */
export async function runInterview(deps: InterviewDeps): Promise<Outcome> {
  const flow: Flow = { sections, found: deps.found, applyRemedy: deps.applyRemedy };
  let state = start(flow, deps.initial);
  let asked: SectionId | null = null;
  try {
    while (state.at.kind !== "done") {
      const event = await happen(flow, state, deps, asked);
      asked = state.at.kind === "question" ? state.at.section : null;
      const next = reduce(flow, state, event);
      if (sectionAt(next) !== sectionAt(state)) await deps.saveDraft(next.answers);
      state = next;
    }
  } catch (error) {
    if (!(error instanceof Cancelled) && !deps.signal.aborted) throw error;
    await deps.saveDraft(state.answers);
    return { kind: "cancelled", reason: error instanceof Cancelled ? error.reason : "aborted" };
  }
  if (state.at.how === "save") return { kind: "saved" };
  const findings = flow.sections.flatMap((one) => state.probed[one.id]?.findings ?? []);
  return { kind: "write", answers: complete(flow, state.answers), findings };
}

function sectionAt({ at }: State): SectionId | null {
  return "section" in at ? at.section : null;
}

/** Lets the asker draw where we are; returns what came of it. `asked`: the section of the question before. */
async function happen(flow: Flow, state: State, deps: InterviewDeps, asked: SectionId | null): Promise<Event> {
  const { asker, signal } = deps;
  const { at } = state;
  switch (at.kind) {
    case "question":
      return asker.question(questionView(flow, state, at, at.section !== asked), signal);
    case "probing":
      return probe(flow, state, at.section, deps);
    case "findings": {
      const answers = filled(flow, state.answers);
      return asker.findings(
        findingsView(flow, state, at.section, (set) => deps.changes(answers, set)),
        signal,
      );
    }
    case "review":
      return review(flow, state, deps);
    case "done":
      throw new Error("nothing happens after the end");
  }
}

async function probe(flow: Flow, state: State, id: SectionId, deps: InterviewDeps): Promise<Event> {
  const section = sectionOf(flow, id).probe;
  const tryIt = deps.probe;
  if (section === null || tryIt === null) return { type: "probed", findings: [] };
  const answers = filled(flow, state.answers);
  const findings = await deps.asker.probing(
    sectionView(flow, state, id),
    (signal, onProgress) => tryIt(section, answers, signal, onProgress),
    deps.signal,
  );
  if (!findings.some(isProblem)) deps.asker.passed(findings);
  return { type: "probed", findings };
}

/** A value that no file can carry is asked for again at once; one that no question knows stands in the review. */
async function review(flow: Flow, state: State, deps: InterviewDeps): Promise<Event> {
  const data = await deps.review(complete(flow, state.answers));
  const paths = eachSetting(flow).map(({ section, id }) => [...section.path, id].join("."));
  const refusal = data.refused.find(({ path }) => paths.includes(path));
  if (refusal !== undefined) return { type: "refused", refusal };
  return deps.asker.review({ rows: reviewRows(flow, state), data }, deps.signal);
}
