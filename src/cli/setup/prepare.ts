import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Draft } from "../../../prompts/answers.ts";
import { becomeOwner, ownerOf } from "../become.ts";
import { exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import { type Io, osUser } from "../io.ts";
import { type Located, locate } from "../locate.ts";
import { format, learnSecrets, refusal, type Speaker } from "../say.ts";
import { createSession, type Session } from "./session.ts";
import { checkTargets } from "./targets.ts";

/**
 * Everything before the first question: which Mastodon, whether its file can be read and written, and as whom. What only
 * root can read (answers, secret files) must have been read already.
 */
export async function prepare(io: Io, options: Options, speaker: Speaker, given: Draft): Promise<Session> {
  const located = await locateFor(io, options, speaker, given);
  const place = options.value.env === undefined ? located.directory : dirname(resolve(io.cwd, options.value.env));
  if (place !== null && !statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Stop(exitCode.unreadable, refusal(format(speaker.messages.cli.directory.missing, { path: place })));
  }
  const env = await become(io, located);
  if (place !== null) checkWritable(place, speaker);
  checkTargets(io, options, speaker);
  const session = createSession({ ...io, env }, options, speaker, located);
  return { ...session, stored: await storedAnswers(session) };
}

function locateFor(io: Io, { value }: Options, speaker: Speaker, given: Draft): Promise<Located> {
  const directory = value.mastodon ?? given.mastodon?.directory ?? null;
  const version = value["mastodon-version"] ?? given.mastodon?.version ?? null;
  const runtime = value.runtime ?? given.mastodon?.runtime ?? null;
  // A file that is named without a Mastodon is written where it is named; a Mastodon around it is looked for.
  const cwd = directory === null && value.env !== undefined ? dirname(resolve(io.cwd, value.env)) : io.cwd;
  return locate({ cwd, directory, version, runtime }, speaker.messages);
}

async function become(io: Io, { directory }: Located): Promise<Io["env"]> {
  const owner = directory === null ? null : ownerOf(directory);
  return (owner === null ? null : await becomeOwner(owner, io.env)) ?? io.env;
}

function checkWritable(place: string, { messages }: Speaker): void {
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    const { notWritable, sudo } = messages.cli.directory;
    const owner = ownerOf(place)?.name ?? "";
    throw new Stop(
      exitCode.unreadable,
      refusal(format(notWritable, { path: place, user: osUser() }), format(sudo, { owner })),
    );
  }
}

/** The answers that the existing file gives, as web reads it; nothing where there is none or the release is not known yet. */
async function storedAnswers(session: Session): Promise<Draft> {
  const { directory, release, runtime } = session.located;
  const text = await session.existing(session.envFile({}));
  if (text === null || release === null) return {};
  const [{ viewsOf }, { fromVariables }] = await Promise.all([
    import("../../mastodon/views.ts"),
    import("../../environment/index.ts"),
  ]);
  const [web] = viewsOf(text, { release, runtime: runtime ?? "systemd", directory });
  if (web === undefined) return {};
  learnSecrets(session.speaker.redactor, web.variables);
  return fromVariables(web.variables, release);
}
