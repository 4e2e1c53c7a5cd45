import { answersSchema } from "../../interview/answers/schema.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import type { Speaker } from "../say.ts";

/** The JSON Schema (draft 2020-12) of the answers file, made from the settings. */
export function schema(_io: Io, _options: Options, speaker: Speaker): ExitCode {
  speaker.data(`${JSON.stringify(answersSchema(speaker.messages), null, 2)}\n`);
  return exitCode.done;
}
