import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { discard, scratch } from "../../services/scratch.ts";
import type { World } from "../../services/world.ts";
import { type Patch, writeAnswers } from "./answers.ts";
import { offlineAnswers } from "./offline.ts";

export interface Places {
  /** A directory of its own, with right answers in `a.json` unless they are patched. */
  make(patch?: Patch): string;
  remove(): void;
}

export function places(): Places {
  const root = scratch("places");
  let count = 0;
  return {
    make(patch = {}) {
      count += 1;
      const directory = join(root, String(count));
      mkdirSync(directory);
      writeAnswers(join(directory, "a.json"), offlineAnswers(directory), patch);
      return directory;
    },
    remove: () => discard(root),
  };
}

/** Replays what lies there, tests no service, runs no step. */
export const offline = ["--answers", "a.json", "--offline", "--skip-steps"] as const;

/** A directory of the world's, with answers for its services in `a.json`. */
export function placeIn(world: World, live: string, name: string, patch: Patch = {}): { readonly cwd: string } {
  const cwd = join(world.directory, name);
  mkdirSync(cwd);
  writeAnswers(join(cwd, "a.json"), world.answers(live), patch);
  return { cwd };
}
