import { resolve } from "node:path";
import type { Answers } from "../../../prompts/answers.ts";
import { writePrivateFile } from "../../envfile/write.ts";
import { answersToJson } from "../../interview/answers/write.ts";
import { markedLines } from "../../report/finding-lines.ts";
import { isSecretName } from "../../secrets/names.ts";
import { exitCode, Stop } from "../exit.ts";
import { envFileProblem, format, refusal } from "../say.ts";
import type { Session } from "./session.ts";

/** `--save-answers FILE`: what replays to the same file; secrets as references unless `--with-secrets`. */
export async function saveAnswers({ io, options, speaker }: Session, answers: Answers): Promise<void> {
  const name = options.value["save-answers"];
  if (name === undefined) return;
  const path = resolve(io.cwd, name);
  const text = answersToJson(answers, {
    secrets: options.on["with-secrets"] ? "value" : "env",
    isSecretVariable: isSecretName,
  });
  const written = await writePrivateFile(path, text);
  if (!written.ok)
    throw new Stop(exitCode.unreadable, refusal(envFileProblem(speaker.messages, path, written, "unwritable")));
  speaker.say(...markedLines("ok", format(speaker.messages.cli.file.savedAnswers, { path }), null, speaker.look));
}
