import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Answers } from "../../../prompts/answers.ts";
import type { World } from "../../services/world.ts";
import { type Patch, writeAnswers } from "../support/answers.ts";

/** A Mastodon directory, a home for drafts and a file of answers that nobody else uses. */
export interface Place {
  readonly live: string;
  readonly state: string;
  /** The same that `--defaults` gives the wizard. */
  readonly answers: Answers;
  readonly defaults: string;
  readonly envFile: string;
}

/** Answers that are right for that directory, with a part of them changed, beside it. */
export function placeAt(live: string, answers: Answers, patch: Patch = {}): Place {
  const state = `${live}-state`;
  mkdirSync(state);
  const defaults = writeAnswers(`${live}.json`, answers, patch);
  const told: Answers = JSON.parse(readFileSync(defaults, "utf8"));
  return { live, state, answers: told, defaults, envFile: join(live, ".env.production") };
}

/** A stand-in of the world's with a database of its own name, which is not there yet. */
export function placeIn(world: World, name: string, patch: Patch = {}): Place {
  const live = world.standIn(name);
  const database = { ...patch.database, name: `mastodon_${name.replaceAll("-", "_")}` };
  return placeAt(live, world.answers(live), { ...patch, database });
}

/** The secrets of these answers, as they were typed or read. */
export function secretsOf({ answers }: Place): readonly string[] {
  const all = [
    answers.database.password,
    answers.redis.password,
    answers.storage.secretAccessKey,
    answers.mail.password,
  ];
  return all.filter((one): one is string => one !== null);
}

/** The one draft there is: for its owner alone, whole, without secrets; and no env file beside it. */
export function expectDraft(place: Place): Readonly<Record<string, unknown>> {
  const directory = join(place.state, "mastosetup");
  const names = readdirSync(directory);
  expect(names).toEqual([expect.stringMatching(/^draft-\w+\.json$/)]);
  const path = join(directory, names[0] ?? "");
  expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
  expect((statSync(directory).mode & 0o777).toString(8)).toBe("700");
  const text = readFileSync(path, "utf8");
  for (const secret of secretsOf(place)) expect(text).not.toContain(secret);
  expect(existsSync(place.envFile)).toBe(false);
  return JSON.parse(text);
}
