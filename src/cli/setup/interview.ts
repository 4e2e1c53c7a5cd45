import type { Draft } from "../../../prompts/answers.ts";
import { createAsker, type TerminalAsker } from "../../interview/asker/create-asker.ts";
import { canAnimate, canRedraw } from "../../interview/asker/spinner.ts";
import { type Outcome, runInterview } from "../../interview/run.ts";
import type { DraftStore } from "../draft.ts";
import { drawingFor } from "../drawing.ts";
import type { Session } from "./session.ts";

export function terminalAsker({ io, speaker }: Session): TerminalAsker {
  const terminal = { env: io.env, isTTY: io.stderr.isTTY === true, columns: io.stderr.columns, plain: speaker.plain };
  return createAsker({
    io: { input: io.stdin, output: io.stderr },
    messages: speaker.messages,
    drawing: drawingFor(io, speaker),
    redraw: canRedraw(terminal),
    animate: canAnimate(terminal),
  });
}

type Trial = typeof import("./trial.ts");

/**
 * Asks a person at the terminal, tries each section as soon as it is complete, and shows what would be written.
 * What tries and reviews is loaded while the first questions are read, so that the first one need not wait for it.
 */
export function interview(
  session: Session,
  asker: TerminalAsker,
  initial: Draft,
  drafts: DraftStore,
): Promise<Outcome> {
  let trial: Trial | null = null;
  const load = async (): Promise<Trial> => {
    trial ??= await import("./trial.ts");
    return trial;
  };
  const loaded = (): Trial => {
    if (trial === null) throw new Error("a remedy before any probe");
    return trial;
  };
  return runInterview({
    asker,
    found: session.found,
    initial,
    probe: session.options.on.offline ? null : async (...tried) => (await load()).probe(session, ...tried),
    applyRemedy: (draft, set) => loaded().remedied(draft, set),
    changes: (draft, set) => loaded().changesOf(draft, set),
    review: async (answers) => (await load()).review(session, answers),
    saveDraft: async (answers) => void (await drafts.save(answers)),
    signal: session.io.signal,
  });
}
