import { type ExitCode, exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import { isTerminal } from "../io.ts";
import { refusal, type Speaker } from "../say.ts";
import { asked } from "../setup/asked.ts";
import { withFlags } from "../setup/flag-answers.ts";
import { prepare } from "../setup/prepare.ts";

/** The wizard: answers, from a person or from files ▸ tests ▸ review ▸ the file ▸ the steps. */
export async function setup(io: Io, options: Options, speaker: Speaker): Promise<ExitCode> {
  const replays =
    options.value.answers !== undefined || options.value.step !== undefined || options.on["no-input"] === true;
  if (!replays && !isTerminal(io)) throw new Stop(exitCode.usage, noTerminal(speaker));
  const file = options.value.answers ?? options.value.defaults;
  const read = file === undefined ? {} : await (await import("../setup/given.ts")).readAnswers(file, io, speaker);
  const given = withFlags(read, io, options);
  const session = await prepare(io, options, speaker, given);
  const settled = replays
    ? await (await import("../setup/replay.ts")).replayed(session, given)
    : await asked(session, given);
  if ("exit" in settled) return settled.exit;
  const { conclude } = await import("../setup/ending.ts");
  return conclude(session, settled);
}

function noTerminal({ messages }: Speaker): readonly string[] {
  const { title, answers, questions } = messages.cli.noTerminal;
  return refusal(title, answers, questions);
}
