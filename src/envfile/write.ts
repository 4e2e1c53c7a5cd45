import { lstat, mkdir, open, readlink, realpath, stat, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Owner, replaceFile, syncDirectory } from "./atomic.ts";
import { codeOf, readSmallFile } from "./read.ts";

/**
 * denied: no permission, there or in its directory. missing-directory: the directory is not there. busy: the file is a mount of
 * its own (docker's `-v file:file`), which can't be replaced. not-a-file, directory, too-large: what stands there is no env file.
 */
export type WriteRefusal =
  | "denied"
  | "read-only"
  | "disk-full"
  | "missing-directory"
  | "directory"
  | "not-a-file"
  | "too-large"
  | "symlink-loop"
  | "busy"
  | "io";

export type Written =
  | {
      readonly ok: true;
      /** False where the file said that already: then nothing was written, and no backup made. */
      readonly changed: boolean;
      /** Where it was written: behind the symbolic links. */
      readonly path: string;
      readonly backup: string | null;
    }
  | { readonly ok: false; readonly reason: WriteRefusal; readonly code: string | null };

export interface WriteOptions {
  /** Who shall own the file; else who owns the one that is there, or who we are. */
  readonly owner?: Owner;
  /** For the backup's name. */
  readonly now: Date;
}

/**
 * Writes an env file, mode 0600, as a whole or not at all. What was there is first copied beside it, as
 * `NAME.backup-20261121T023859Z` (Mastodon's own setup overwrites without a copy, mastodon#33684).
 */
export async function writeEnvFile(path: string, text: string, options: WriteOptions): Promise<Written> {
  let backup: string | null = null;
  try {
    const target = await behindLinks(path);
    const before = await existing(target);
    if (typeof before === "string") return { ok: false, reason: before, code: null };
    const bytes = Buffer.from(text);
    if (before !== null && bytes.equals(before)) return { ok: true, changed: false, path: target, backup: null };
    if (before !== null) backup = await keepBackup(target, before, options.now);
    await replaceFile(target, text, options.owner);
    return { ok: true, changed: true, path: target, backup };
  } catch (error) {
    if (backup !== null) await unlink(backup).catch(() => undefined);
    return failure(error);
  }
}

/** Writes a file that is nobody else's business (answers, draft, journal): 0600, whole or not at all. With `directories`, makes those that lack, 0700. */
export async function writePrivateFile(
  path: string,
  text: string,
  options: { readonly owner?: Owner; readonly directories?: boolean } = {},
): Promise<Written> {
  try {
    if (options.directories) await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = await behindLinks(path);
    const kind = await stat(target).catch(() => null);
    if (kind?.isDirectory()) return { ok: false, reason: "directory", code: "EISDIR" };
    if (kind && !kind.isFile()) return { ok: false, reason: "not-a-file", code: null };
    await replaceFile(target, text, options.owner);
    return { ok: true, changed: true, path: target, backup: null };
  } catch (error) {
    return failure(error);
  }
}

/** The real path, also of a link to what is not there yet: writing to it makes the link's target, as an editor does. */
async function behindLinks(path: string): Promise<string> {
  let target = resolve(path);
  for (let links = 0; links < 40; links += 1) {
    const link = (await lstat(target).catch(() => null))?.isSymbolicLink() ? await readlink(target) : null;
    if (link === null) return join(await realpath(dirname(target)), basename(target));
    target = resolve(dirname(target), link);
  }
  throw Object.assign(new Error("too many symbolic links"), { code: "ELOOP" });
}

async function existing(path: string): Promise<Uint8Array | null | "directory" | "not-a-file" | "too-large"> {
  return readSmallFile(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
}

/** Copies, never over an older copy: two within one second get a number. The copy belongs to who owns the original, mode 0600. */
async function keepBackup(path: string, bytes: Uint8Array, now: Date): Promise<string> {
  const { uid, gid } = await stat(path);
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  for (let number = 1; ; number += 1) {
    const backup = `${path}.backup-${stamp}${number === 1 ? "" : `-${number}`}`;
    const handle = await open(backup, "wx", 0o600).catch((error: unknown) => {
      if (codeOf(error) === "EEXIST") return null;
      throw error;
    });
    if (handle === null) continue;
    try {
      await handle.writeFile(bytes);
      await handle.chmod(0o600);
      // Only root can give a file away; otherwise it is ours, as the new one will be.
      await handle.chown(uid, gid).catch(() => undefined);
      await handle.sync();
    } catch (error) {
      await unlink(backup).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
    await syncDirectory(dirname(backup));
    return backup;
  }
}

const reasons: Readonly<Record<string, WriteRefusal>> = {
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "read-only",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  ENOENT: "missing-directory",
  ENOTDIR: "missing-directory",
  EISDIR: "directory",
  ENXIO: "not-a-file",
  ELOOP: "symlink-loop",
  EBUSY: "busy",
};

function failure(error: unknown): Written {
  const code = codeOf(error);
  // No system call failed: that is a bug, and must not look like a bad disk.
  if (code === "") throw error;
  return { ok: false, reason: reasons[code] ?? "io", code };
}
