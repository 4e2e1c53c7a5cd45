import { worksheet } from "../../interview/worksheet.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import type { Speaker } from "../say.ts";

/** The worksheet: what will be asked, to be filled in at a desk. */
export function questions(speaker: Speaker): ExitCode {
  speaker.data(worksheet(speaker.messages));
  return exitCode.done;
}
