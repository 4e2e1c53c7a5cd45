import { resolve } from "node:path";
import { presentVariables } from "../../envfile/present.ts";
import { readEnvFile } from "../../envfile/read.ts";
import { parseRelease } from "../../environment/release.ts";
import { missingSecrets } from "../../secrets/generate.ts";
import { type ExitCode, exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import { locate } from "../locate.ts";
import { envFileProblem, format, refusal, type Speaker } from "../say.ts";

/** New secrets as lines of an env file; with `--missing FILE` only those that the file lacks. The one command that prints secrets. */
export async function secrets(io: Io, options: Options, speaker: Speaker): Promise<ExitCode> {
  const { messages } = speaker;
  const path = options.value.missing === undefined ? null : resolve(io.cwd, options.value.missing);
  const text = path === null ? "" : await textOf(path, speaker);
  const version = options.value["mastodon-version"];
  const directory = path === null ? null : resolve(path, "..");
  const { release } = await locate({ cwd: io.cwd, directory, version: version ?? null, runtime: null }, messages);
  if (version !== undefined && parseRelease(version) === null) {
    throw new Stop(exitCode.usage, refusal(format(messages.cli.usage.badRelease, { value: version })));
  }
  const made = await missingSecrets(presentVariables(text), release ?? { series: "4.6" });
  const lines = [...made].map(([name, value]) => `${name}=${value}\n`);
  // They are appended to that file (`>> FILE`): where its last line has no end, the first of them would become part of a value.
  const end = lines.length === 0 || text === "" || text.endsWith("\n") ? "" : "\n";
  io.stdout.write(end + lines.join(""));
  return exitCode.done;
}

async function textOf(path: string, { messages }: Speaker): Promise<string> {
  const file = await readEnvFile(path);
  if (file.state === "text") return file.text;
  const why = file.state === "absent" ? ({ reason: "missing" } as const) : file;
  throw new Stop(exitCode.unreadable, refusal(envFileProblem(messages, path, why)));
}
