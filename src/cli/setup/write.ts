import { readerIds } from "../../envfile/readers/index.ts";
import { writeEnvFile } from "../../envfile/write.ts";
import { indented, markedLines } from "../../report/finding-lines.ts";
import { ownerOf } from "../become.ts";
import { exitCode, Stop } from "../exit.ts";
import { envFileProblem, format, refusal } from "../say.ts";
import type { Session } from "./session.ts";
import type { Planned } from "./text.ts";

export interface WrittenFile {
  readonly path: string;
  readonly changed: boolean;
  readonly backup: string | null;
}

/** Writes the reviewed text: whole or not at all, for the owner of Mastodon's directory, with a copy of what was there. */
export async function writeFile({ speaker, io }: Session, file: Planned, directory: string): Promise<WrittenFile> {
  const { messages, look } = speaker;
  const owner = process.getuid?.() === 0 ? ownerOf(directory) : null;
  const written = await writeEnvFile(file.path, file.text, { now: io.now(), ...(owner === null ? {} : { owner }) });
  if (!written.ok) {
    throw new Stop(exitCode.unreadable, refusal(envFileProblem(messages, file.path, written, "unwritable")));
  }
  const { path, changed, backup } = written;
  const facts = { path, count: file.variables.size, readers: readerIds.length - file.others.length };
  const sentence = changed ? messages.cli.file.written : messages.cli.file.unchanged;
  speaker.say(...markedLines("ok", format(sentence, facts), null, look));
  if (backup !== null) speaker.say(...indented(format(messages.cli.file.backup, { path: backup }), 4, look));
  return { path, changed, backup };
}
