import type { Answers, Draft } from "../../../prompts/answers.ts";
import { overridden, withoutOverrides } from "../../environment/changes.ts";
import { parseRelease } from "../../environment/release.ts";
import { type FileProblem, type MadeFile, makeFile } from "../../mastodon/file.ts";
import type { Place } from "../../mastodon/place.ts";
import { format, learnSecrets } from "../say.ts";
import type { Session } from "./session.ts";

export interface Planned extends MadeFile {
  readonly path: string;
  /** What is there now. */
  readonly before: string | null;
}

export type Planning =
  | { readonly ok: true; readonly file: Planned }
  | { readonly ok: false; readonly path: string; readonly problem: FileProblem };

/** The file that these answers make, beside the one that is there. Its secrets are known to the redactor from here on. */
export async function planFile(session: Session, answers: Answers): Promise<Planning> {
  const { file } = session.speaker.messages.cli;
  const path = session.envFile(answers);
  const before = await session.existing(path);
  const header = format(file.header, { release: answers.mastodon.version, runtime: answers.mastodon.runtime });
  const gone = Object.keys(session.stored.extra ?? {}).filter((name) => !Object.hasOwn(answers.extra, name));
  const words = { header, groups: file.groups };
  const made = await makeFile(settled(answers, session.stored), before, words, { gone, secrets: session.secrets });
  if (!made.ok) return { ok: false, path, problem: made.problem };
  learnSecrets(session.speaker.redactor, made.file.variables);
  return { ok: true, file: { ...made.file, path, before } };
}

export function placeOf(answers: Pick<Answers, "mastodon">): Place {
  const release = parseRelease(answers.mastodon.version);
  if (release === null) throw new Error(`unknown release ${answers.mastodon.version}`);
  return { release, runtime: answers.mastodon.runtime, directory: answers.mastodon.directory };
}

/**
 * An existing file may say more than answers can; those variables win until a person changes an answer of that section:
 * then they would contradict it. Where a remedy has changed those variables themselves, they are what is wanted.
 */
function settled(answers: Answers, stored: Draft): Answers {
  const changed = overridden(answers.extra).filter((section) => {
    const now: Readonly<Record<string, unknown>> = { ...answers[section] };
    const isTold = Object.entries(stored[section] ?? {}).some(([id, value]) => !isSame(value, now[id]));
    const isMended = !isSame(overrides(answers.extra, section), overrides(stored.extra ?? {}, section));
    return isTold && !isMended;
  });
  return { ...answers, extra: changed.reduce((extra, section) => withoutOverrides(extra, section), answers.extra) };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function overrides(extra: Answers["extra"], section: Parameters<typeof withoutOverrides>[1]): readonly string[] {
  const others = withoutOverrides(extra, section);
  return Object.entries(extra).flatMap(([name, value]) => (Object.hasOwn(others, name) ? [] : [`${name}=${value}`]));
}

/** Stands where nothing is answered yet, so that one section can be tried before the others are asked. */
const unanswered: Answers = {
  mastodon: { directory: "/", version: "4.6", runtime: "systemd" },
  domain: { local: "localhost", web: null, alternates: [], singleUser: false },
  database: {
    host: "localhost",
    port: 5432,
    name: "mastodon_production",
    user: "mastodon",
    password: null,
    tls: "if-offered",
    caFile: null,
  },
  redis: { host: "localhost", port: 6379, user: null, password: null, db: 0, tls: false },
  storage: {
    provider: "none",
    bucket: null,
    region: null,
    endpoint: null,
    accessKeyId: null,
    secretAccessKey: null,
    publicHost: null,
    caFile: null,
    acl: null,
    linkKey: null,
  },
  mail: {
    provider: "local",
    host: "localhost",
    port: 25,
    user: null,
    password: null,
    auth: "none",
    tls: "none",
    verify: "peer",
    caFile: null,
    from: "notifications@localhost",
    testTo: null,
  },
  updates: { check: true },
  steps: { database: false, assets: false, admin: null },
  extra: {},
};

/** Whole answers for a try, of answers that are not whole yet. */
export function wholeAnswers(draft: Draft): Answers {
  const section = <Name extends keyof Answers>(name: Name): Answers[Name] => ({ ...unanswered[name], ...draft[name] });
  return {
    mastodon: section("mastodon"),
    domain: section("domain"),
    database: section("database"),
    redis: section("redis"),
    storage: section("storage"),
    mail: section("mail"),
    updates: section("updates"),
    steps: unanswered.steps,
    extra: section("extra"),
  };
}
