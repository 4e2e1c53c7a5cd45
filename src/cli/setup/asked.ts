import type { Answers, Draft } from "../../../prompts/answers.ts";
import type { Finding } from "../../findings/finding.ts";
import type { TerminalAsker } from "../../interview/asker/create-asker.ts";
import { Cancelled } from "../../interview/cancelled.ts";
import type { Outcome } from "../../interview/run.ts";
import { indented } from "../../report/finding-lines.ts";
import { type DraftStore, draftStore } from "../draft.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import { format } from "../say.ts";
import { interview, terminalAsker } from "./interview.ts";
import { mergeDrafts } from "./merge-drafts.ts";
import type { Session } from "./session.ts";
import type { Planned } from "./text.ts";

export interface Settled {
  readonly answers: Answers;
  readonly file: Planned;
  readonly findings: readonly Finding[];
  /** To be called when the file is there. */
  readonly onWritten?: () => void;
}

/** A person's answers. What was answered is kept without secrets until the file is written. */
export async function asked(session: Session, given: Draft): Promise<Settled | { readonly exit: ExitCode }> {
  const { speaker, io, options } = session;
  const { draft: words } = speaker.messages.cli;
  const asker = terminalAsker(session);
  const drafts = draftStore(session.envFile({}), io.env);
  if (options.on.fresh) drafts.drop();
  const outcome = await interviewFrom(session, asker, given, drafts);
  if (outcome.kind !== "write") {
    const sentence = drafts.load() === null ? format(words.notSaved, { path: drafts.path }) : words.saved;
    asker.print(["", ...indented(sentence, 2, speaker.look)]);
    if (outcome.kind === "saved") return { exit: exitCode.done };
    const terminated = outcome.reason === "aborted" && io.signal.reason !== "SIGINT";
    return { exit: terminated ? exitCode.terminated : exitCode.interrupted };
  }
  const { planFile } = await import("./text.ts");
  const planning = await planFile(session, outcome.answers);
  if (!planning.ok) throw new Error(`the review let ${planning.path} through`);
  return { answers: outcome.answers, file: planning.file, findings: outcome.findings, onWritten: drafts.drop };
}

/** First whether to go on with what an interrupted run has kept, then the questions. */
async function interviewFrom(
  session: Session,
  asker: TerminalAsker,
  given: Draft,
  drafts: DraftStore,
): Promise<Outcome> {
  const { speaker, io, options } = session;
  const kept = drafts.load();
  if (kept === null || options.on.yes) return interview(session, asker, initialOf(session, given, kept), drafts);
  const when = kept.at.toLocaleString(speaker.language, { dateStyle: "medium", timeStyle: "short" });
  try {
    const goOn = await asker.confirm(format(speaker.messages.cli.draft.resume, { when }), true, io.signal);
    return interview(session, asker, initialOf(session, given, goOn ? kept : null), drafts);
  } catch (error) {
    if (error instanceof Cancelled) return { kind: "cancelled", reason: error.reason };
    throw error;
  }
}

function initialOf({ stored }: Session, given: Draft, kept: ReturnType<DraftStore["load"]>): Draft {
  return mergeDrafts(stored, given, kept?.answers ?? {});
}
