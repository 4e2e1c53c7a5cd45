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
  const present = path === null ? new Map<string, string>() : await variablesOf(path, speaker);
  const version = options.value["mastodon-version"];
  const directory = path === null ? null : resolve(path, "..");
  const { release } = await locate({ cwd: io.cwd, directory, version: version ?? null, runtime: null }, messages);
  if (version !== undefined && parseRelease(version) === null) {
    throw new Stop(exitCode.usage, refusal(format(messages.cli.usage.badRelease, { value: version })));
  }
  const made = await missingSecrets(present, release ?? { series: "4.6" });
  io.stdout.write([...made].map(([name, value]) => `${name}=${value}\n`).join(""));
  return exitCode.done;
}

async function variablesOf(path: string, { messages }: Speaker) {
  const file = await readEnvFile(path);
  if (file.state === "text") return presentVariables(file.text);
  const why = file.state === "absent" ? ({ reason: "missing" } as const) : file;
  throw new Stop(exitCode.unreadable, refusal(envFileProblem(messages, path, why)));
}
