import { join, resolve } from "node:path";
import type { Draft } from "../../../prompts/answers.ts";
import type { Found } from "../../../prompts/setting.ts";
import { readEnvFile } from "../../envfile/read.ts";
import type { Variables } from "../../findings/variables.ts";
import type { missingSecrets } from "../../secrets/generate.ts";
import { exitCode, Stop } from "../exit.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";
import { foundOf, type Located } from "../locate.ts";
import { deadlineOf, envFileProblem, learnSecrets, refusal, type Speaker } from "../say.ts";

/** One run of `setup`: what does not change while it lasts. */
export interface Session {
  readonly io: Io;
  readonly options: Options;
  readonly speaker: Speaker;
  readonly located: Located;
  readonly found: Found;
  /** Milliseconds for each probe. */
  readonly deadline: number;
  /** What the file that is there says, as answers; extra variables included. */
  readonly stored: Draft;
  /** Where the file of these answers is or will be. */
  readonly envFile: (answers: Draft) => string;
  /** The text that is there, null where there is none. Throws `Stop` for one that can't be read. */
  readonly existing: (path: string) => Promise<string | null>;
  /** The missing secrets, the same ones each time they are asked for in this run. */
  readonly secrets: typeof missingSecrets;
}

export function createSession(io: Io, options: Options, speaker: Speaker, located: Located): Session {
  const flag = options.value.env;
  return {
    io,
    options,
    speaker,
    located,
    found: foundOf(located),
    stored: {},
    deadline: deadlineOf(options, speaker.messages),
    envFile: (answers) =>
      flag === undefined
        ? join(resolve(io.cwd, answers.mastodon?.directory ?? located.directory ?? "."), ".env.production")
        : resolve(io.cwd, flag),
    existing: existingFiles(speaker),
    secrets: rememberedSecrets(speaker),
  };
}

function existingFiles(speaker: Speaker): Session["existing"] {
  const known = new Map<string, string | null>();
  return async (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const file = await readEnvFile(path);
    if (file.state === "refused") {
      throw new Stop(exitCode.unreadable, refusal(envFileProblem(speaker.messages, path, file)));
    }
    const text = file.state === "text" ? file.text : null;
    known.set(path, text);
    return text;
  };
}

/** What was tested and reviewed must be what is written. */
function rememberedSecrets(speaker: Speaker): typeof missingSecrets {
  const made = new Map<string, string>();
  return async (present, release, random) => {
    const { missingSecrets } = await import("../../secrets/generate.ts");
    const missing: Variables = await missingSecrets(present, release, random);
    const stable = new Map([...missing].map(([name, value]) => [name, made.get(name) ?? value] as const));
    for (const [name, value] of stable) made.set(name, value);
    learnSecrets(speaker.redactor, stable);
    return stable;
  };
}
