import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { diagnose, probeSections } from "../../diagnose.ts";
import { readEnvFile } from "../../envfile/read.ts";
import { type Release, releaseText } from "../../environment/release.ts";
import type { Finding } from "../../findings/finding.ts";
import { registry } from "../../findings/registry/index.ts";
import type { Place } from "../../mastodon/place.ts";
import { viewsOf } from "../../mastodon/views.ts";
import { checkLines } from "../../report/check-lines.ts";
import { checkJson } from "../../report/json.ts";
import { type ExitCode, exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import { type Io, osUser } from "../io.ts";
import { locate, type Wanted } from "../locate.ts";
import { deadlineOf, envFileProblem, format, learnSecrets, refusal, type Speaker } from "../say.ts";

interface Checked {
  readonly path: string;
  readonly place: Place;
  readonly variables: number;
  readonly findings: readonly Finding[];
  readonly ms: number;
}

/** Files that exist ▸ what each process reads ▸ the same probes as the wizard's ▸ findings. */
export async function check(io: Io, options: Options, speaker: Speaker): Promise<ExitCode> {
  if (options.on.list) return list(options, speaker);
  const paths =
    options.files.length > 0
      ? options.files.map((file) => envPathOf(resolve(io.cwd, file)))
      : [await foundFile(io, options, speaker)];
  const checked: Checked[] = [];
  for (const path of paths) checked.push(await checkFile(path, io, options, speaker));
  report(checked, io, options, speaker);
  const findings = checked.flatMap((one) => one.findings);
  const wrong = findings.some(
    ({ status }) => status === "fail" || status === "crash" || (options.on.strict && status === "warn"),
  );
  return wrong ? exitCode.checkFailed : exitCode.done;
}

async function checkFile(path: string, io: Io, options: Options, speaker: Speaker): Promise<Checked> {
  const started = performance.now();
  const file = await readEnvFile(path);
  if (file.state !== "text") {
    const why = file.state === "absent" ? ({ reason: "missing" } as const) : file;
    throw new Stop(exitCode.unreadable, refusal(envFileProblem(speaker.messages, path, why)));
  }
  const where = await locate(wanted(resolve(path, ".."), options), speaker.messages);
  if (where.release === null) speaker.say(`  ${speaker.messages.cli.check.assumed}`);
  const place: Place = {
    release: where.release ?? newest,
    runtime: where.runtime ?? "systemd",
    directory: where.directory,
  };
  const views = viewsOf(file.text, place);
  for (const view of views) learnSecrets(speaker.redactor, view.variables);
  const findings = await diagnose(file.text, {
    place,
    sections: probeSections,
    signal: io.signal,
    deadline: deadlineOf(options, speaker.messages),
    databaseStep: false,
    osUser: osUser(),
    testTo: null,
  });
  return { path, place, variables: views[0]?.variables.size ?? 0, findings, ms: performance.now() - started };
}

function wanted(cwd: string, { value }: Options): Wanted {
  const { mastodon = null, "mastodon-version": version = null, runtime = null } = value;
  return { cwd, directory: mastodon, version, runtime };
}

const newest: Release = { series: "4.6", patch: null };

function envPathOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, ".env.production") : path;
}

async function foundFile(io: Io, options: Options, speaker: Speaker): Promise<string> {
  const { directory } = await locate(wanted(io.cwd, options), speaker.messages);
  const path = directory === null ? null : join(directory, ".env.production");
  if (path !== null && existsSync(path)) return path;
  throw new Stop(exitCode.usage, refusal(speaker.messages.cli.check.noFile));
}

function report(checked: readonly Checked[], io: Io, options: Options, speaker: Speaker): void {
  const { messages, look, quiet, verbose } = speaker;
  if (options.on.json) {
    const [first] = checked;
    if (first === undefined) return;
    const mastodon = { version: releaseText(first.place.release), runtime: first.place.runtime };
    speaker.json(checkJson({ version: io.version, mastodon, files: checked }, messages));
    return;
  }
  for (const { place, ...file } of checked) {
    const shown = { ...file, version: releaseText(place.release), runtime: place.runtime };
    speaker.complain(...checkLines(shown, messages, look, { verbose, quiet }));
  }
}

function list(options: Options, speaker: Speaker): ExitCode {
  const texts: Readonly<Record<string, { readonly title: string }>> = speaker.messages.findings;
  const rows = Object.entries(registry).map(([id, { status }]) => ({ id, status, title: texts[id]?.title ?? "" }));
  speaker.data(
    options.on.json
      ? `${JSON.stringify(rows, null, 2)}\n`
      : rows.map(({ id, status, title }) => format("{id}\t{status}\t{title}\n", { id, status, title })).join(""),
  );
  return exitCode.done;
}
