import type { Answers, Draft } from "../../../prompts/answers.ts";
import type { Finding } from "../../findings/finding.ts";
import { draftStore } from "../draft.ts";
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
}

/** A person's answers. What was answered is kept without secrets until the file is written. */
export async function asked(session: Session, given: Draft): Promise<Settled | { readonly exit: ExitCode }> {
  const { speaker, io, options } = session;
  const { draft: words } = speaker.messages.cli;
  const asker = terminalAsker(session);
  const drafts = draftStore(session.envFile({}), io.env);
  if (options.on.fresh) drafts.drop();
  const kept = drafts.load();
  const goOn =
    kept !== null &&
    (options.on.yes ||
      (await asker.confirm(format(words.resume, { when: kept.at.toLocaleString() }), true, io.signal)));
  const initial = mergeDrafts(session.stored, given, goOn ? kept.answers : {});
  const outcome = await interview(session, asker, initial, drafts);
  if (outcome.kind !== "write") {
    const sentence = drafts.load() === null ? format(words.notSaved, { path: drafts.path }) : words.saved;
    speaker.complain("", `  ${sentence}`);
    if (outcome.kind === "saved") return { exit: exitCode.done };
    const terminated = outcome.reason === "aborted" && io.signal.reason !== "SIGINT";
    return { exit: terminated ? exitCode.terminated : exitCode.interrupted };
  }
  const { planFile } = await import("./text.ts");
  const planning = await planFile(session, outcome.answers);
  if (!planning.ok) throw new Error(`the review let ${planning.path} through`);
  drafts.drop();
  return { answers: outcome.answers, file: planning.file, findings: outcome.findings };
}
