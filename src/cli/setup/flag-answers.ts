import { resolve } from "node:path";
import type { Draft } from "../../../prompts/answers.ts";
import type { Options } from "../flags.ts";
import type { Io } from "../io.ts";

/** What flags say beats what an answers file says. */
export function withFlags(draft: Draft, io: Io, { value }: Options): Draft {
  const { mastodon, "mastodon-version": version, runtime } = value;
  return {
    ...draft,
    mastodon: {
      ...draft.mastodon,
      ...(mastodon === undefined ? {} : { directory: resolve(io.cwd, mastodon) }),
      ...(version === undefined ? {} : { version }),
      ...(runtime === "systemd" || runtime === "docker" ? { runtime } : {}),
    },
  };
}
