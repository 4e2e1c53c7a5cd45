import { type ExitCode, exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import { isTerminal } from "../io.ts";
import { refusal, type Speaker } from "../say.ts";
import { asked } from "../setup/asked.ts";
import { conclude } from "../setup/ending.ts";
import { givenAnswers } from "../setup/given.ts";
import { prepare } from "../setup/prepare.ts";
import { replayed } from "../setup/replay.ts";

/** The wizard: answers, from a person or from files ▸ tests ▸ review ▸ the file ▸ the steps. */
export async function setup(io: Io, options: Options, speaker: Speaker): Promise<ExitCode> {
  const replays =
    options.value.answers !== undefined || options.value.step !== undefined || options.on["no-input"] === true;
  if (!replays && !isTerminal(io)) throw new Stop(exitCode.usage, noTerminal(speaker));
  const given = await givenAnswers(io, options, speaker);
  const session = await prepare(io, options, speaker, given);
  const settled = replays ? await replayed(session, given) : await asked(session, given);
  if ("exit" in settled) return settled.exit;
  return conclude(session, settled.answers, settled.file, settled.findings);
}

function noTerminal({ messages }: Speaker): readonly string[] {
  const { title, answers, questions } = messages.cli.noTerminal;
  return refusal(title, answers, questions);
}
