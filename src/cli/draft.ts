import { createHash } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Draft } from "../../prompts/answers.ts";
import { withoutSecrets } from "../interview/secrets.ts";

/** The answers of an interrupted run, one file for each env file, without secrets. */
export interface DraftStore {
  readonly path: string;
  /** False where it could not be kept (a read-only home): the interview goes on all the same. */
  save(answers: Draft): Promise<boolean>;
  load(): { readonly answers: Draft; readonly at: Date } | null;
  drop(): void;
}

export function draftStore(envPath: string, env: Readonly<Record<string, string | undefined>>): DraftStore {
  const directory = join(env.XDG_STATE_HOME || join(env.HOME || homedir(), ".local/state"), "mastosetup");
  const path = join(directory, `draft-${createHash("sha256").update(envPath).digest("hex").slice(0, 16)}.json`);
  return {
    path,
    async save(answers) {
      const text = `${JSON.stringify(withoutSecrets(answers), null, 2)}\n`;
      const { writePrivateFile } = await import("../envfile/write.ts");
      const written = await writePrivateFile(path, text, { directories: true });
      return written.ok;
    },
    load() {
      try {
        return { answers: asDraft(JSON.parse(readFileSync(path, "utf8"))), at: statSync(path).mtime };
      } catch {
        // None, or none that can be read: the questions are asked from the beginning.
        return null;
      }
    },
    drop: () => rmSync(path, { force: true }),
  };
}

/** Sections only: whatever else stands there was not written by us. Values are parsed again when they become defaults. */
function asDraft(value: unknown): Draft {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([, section]) => typeof section === "object" && section !== null),
  );
}
