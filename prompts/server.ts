import { type MastodonAnswers, runtimes } from "./answers.ts";
import { choice } from "./parsers/choice.ts";
import { absolutePath } from "./parsers/path.ts";
import { release, releases } from "./parsers/release.ts";
import type { Known, Settings } from "./setting.ts";

/** The release that was read from the directory the person means; a release given otherwise (a flag, a file) is asked about. */
function isReleaseOpen({ answers, found }: Known): boolean {
  const { directory = found.directory, version } = answers.mastodon ?? {};
  if (found.version === undefined || directory !== found.directory) return true;
  return version !== undefined && version !== found.version;
}

const newest = releases[releases.length - 1] ?? "";

export const server: Settings<MastodonAnswers> = {
  directory: {
    kind: "path",
    optional: false,
    asked: "always",
    initial: ({ found }) => found.directory ?? "/home/mastodon/live",
    clears: ["version"],
    parse: absolutePath,
  },
  version: {
    kind: "text",
    optional: false,
    asked: "always",
    when: isReleaseOpen,
    otherwise: ({ found }) => found.version ?? newest,
    initial: ({ found }) => found.version ?? newest,
    suggestions: () => [...releases].reverse(),
    parse: release,
  },
  runtime: {
    kind: "choice",
    optional: false,
    choices: runtimes,
    asked: "always",
    initial: ({ found }) => found.runtime ?? "systemd",
    parse: choice(runtimes),
  },
};
