import { worksheet } from "../../interview/worksheet.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import type { Speaker } from "../say.ts";

/** The worksheet: what will be asked, to be filled in at a desk. */
export function questions(_io: Io, _options: Options, speaker: Speaker): ExitCode {
  speaker.data(worksheet(speaker.messages));
  return exitCode.done;
}
