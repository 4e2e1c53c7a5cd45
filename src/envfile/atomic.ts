import { open, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** A numeric user and group, as chown(2) takes them. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Replaces a file as a whole: a temporary file beside it, fsync, rename, fsync of the directory. Mode 0600; the owner of what was
 * there stays unless another is given. Rejects with Node's error and leaves the old file as it was and no temporary file.
 */
export async function replaceFile(path: string, text: string, owner?: Owner): Promise<void> {
  await writeFileAtomic(path, text, {
    mode: 0o600,
    ...(owner ? { chown: owner } : {}),
    // write-file-atomic 7.0.1 does not look at how much its one write(2) took: on a disk that gets full it renames half a file into
    // place and says nothing. So the text is written here first, by what does look; the second write finds its blocks taken.
    tmpfileCreated: (temporary) => writeFile(temporary, text),
  });
  await syncDirectory(dirname(path));
}

/** Makes the rename survive a power cut. Where a directory can't be opened or synced there is nothing to be done about it. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
