import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

declare global {
  /** How to load what each chunk of the bundle loads late; the build adds it. */
  var __mastosetupLate: (() => Promise<unknown>)[] | undefined;
  namespace NodeJS {
    interface Process {
      /** Absent on Windows, and in the types of Node 20. */
      initgroups?(user: string, extraGroup: number): void;
    }
  }
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
}

/** Whom a directory belongs to; null where it is missing. The name is the uid where the password file does not know it. */
export function ownerOf(directory: string): Owner | null {
  const stats = statSync(directory, { throwIfNoEntry: false });
  if (!stats) return null;
  const entry = passwd().find(([, , uid]) => Number(uid) === stats.uid);
  return {
    uid: stats.uid,
    gid: stats.gid,
    name: entry?.[0] ?? String(stats.uid),
    home: entry?.[5] ?? dirname(directory),
  };
}

function passwd(): readonly (readonly string[])[] {
  try {
    return readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
}

/**
 * As root, becomes the owner of Mastodon's directory for the rest of the run: peer authentication, file modes and children
 * are then what Mastodon will have. Everything only root can read must have been read before. No way back.
 * @returns the environment as that user has it, or null where nothing changed.
 */
export async function becomeOwner(
  owner: Owner,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, string | undefined>> | null> {
  if (process.getuid?.() !== 0 || owner.uid === 0) return null;
  await loadEverything();
  if (/^\d+$/.test(owner.name)) process.setgroups?.([owner.gid]);
  else process.initgroups?.(owner.name, owner.gid);
  process.setgid?.(owner.gid);
  process.setuid?.(owner.uid);
  const { XDG_STATE_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME, SUDO_USER, ...rest } = env;
  return { ...rest, HOME: owner.home, USER: owner.name, LOGNAME: owner.name };
}

/** `sudo npx mastosetup` runs out of /root/.npm, where nobody but root can load anything. What is loaded may load more. */
async function loadEverything(): Promise<void> {
  for (const load of globalThis.__mastosetupLate ?? []) await load();
}
