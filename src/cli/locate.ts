import { hostname } from "node:os";
import { resolve } from "node:path";
import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { Found } from "../../prompts/setting.ts";
import { parseRelease, type Release } from "../environment/release.ts";
import { findDirectory, readDirectory, usualPlaces } from "../mastodon/directory.ts";
import { exitCode, Stop } from "./exit.ts";
import { refusal } from "./say.ts";

export interface Wanted {
  readonly cwd: string;
  /** Named by a flag or an answers file: then nothing else is looked at. */
  readonly directory: string | null;
  readonly version: string | null;
  readonly runtime: string | null;
}

export interface Located {
  readonly directory: string | null;
  readonly version: string | null;
  readonly release: Release | null;
  readonly runtime: "systemd" | "docker" | null;
}

/** Which Mastodon this run is about: what was named, else what the directory says. */
export async function locate(wanted: Wanted, messages: Messages): Promise<Located> {
  const named = wanted.directory === null ? null : resolve(wanted.cwd, wanted.directory);
  const there = named === null ? await findDirectory(usualPlaces, wanted.cwd) : await readDirectory(named);
  const version = wanted.version ?? (there?.release.release ? there.release.text : null);
  const release = version === null ? null : parseRelease(version);
  if (wanted.version !== null && release === null) {
    throw new Stop(exitCode.usage, refusal(format(messages.cli.usage.badRelease, { value: wanted.version })));
  }
  const runtime =
    wanted.runtime === "systemd" || wanted.runtime === "docker" ? wanted.runtime : (there?.runtime ?? null);
  return { directory: there?.directory ?? named, version, release, runtime };
}

/** The same as the defaults of the questions see it. */
export function foundOf({ directory, version, runtime }: Located): Found {
  return {
    hostname: hostname(),
    ...(directory === null ? {} : { directory }),
    ...(version === null ? {} : { version }),
    ...(runtime === null ? {} : { runtime }),
  };
}
