import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** No env file is near this size (a full one is 10 KB); what is larger is something else. In bytes. */
export const largestEnvFile = 1024 * 1024;

/**
 * unreadable: no permission. not-a-file: a socket, pipe or device. too-large: over 1 MiB. nul: holds a NUL, so it is binary.
 * encoding: not UTF-8. io: the disk, or something nobody thought of.
 */
export type ReadRefusal =
  | "unreadable"
  | "directory"
  | "not-a-file"
  | "symlink-loop"
  | "too-large"
  | "nul"
  | "encoding"
  | "io";

export type EnvFile =
  | { readonly state: "text"; readonly text: string }
  | { readonly state: "absent" }
  | {
      readonly state: "refused";
      readonly reason: ReadRefusal;
      /** Where the NUL or the bytes that are no UTF-8 stand, from 1. */
      readonly line: number | null;
      /** Node's error code; null where it was no system call that failed. */
      readonly code: string | null;
    };

/** Reads an env file, at most 1 MiB of it, and never waits for a pipe. A byte order mark and any line ends stay in the text. */
export async function readEnvFile(path: string): Promise<EnvFile> {
  try {
    const bytes = await readSmallFile(path);
    return bytes instanceof Uint8Array ? decode(bytes) : refused(bytes);
  } catch (error) {
    const code = codeOf(error);
    // ENOTDIR: part of the path is a file, so nothing is there either.
    return code === "ENOENT" || code === "ENOTDIR" ? { state: "absent" } : refused(reasons[code] ?? "io", null, code);
  }
}

/** The bytes of a regular file of at most 1 MiB, or why not. Rejects with Node's error. */
export async function readSmallFile(path: string): Promise<Uint8Array | "directory" | "not-a-file" | "too-large"> {
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) return "directory";
    if (!stats.isFile()) return "not-a-file";
    const bytes = stats.size > largestEnvFile ? null : await upTo(handle, largestEnvFile);
    return bytes ?? "too-large";
  } finally {
    await handle.close();
  }
}

/** Null where there is more: a file may grow while it is read, and /proc's have no size. */
async function upTo(handle: FileHandle, limit: number): Promise<Uint8Array | null> {
  const buffer = Buffer.alloc(limit + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    length += bytesRead;
    if (length > limit) return null;
    if (bytesRead === 0) return buffer.subarray(0, length);
  }
}

function decode(bytes: Uint8Array): EnvFile {
  const nul = bytes.indexOf(0);
  if (nul >= 0) return refused("nul", lineOf(bytes, nul));
  try {
    return { state: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return refused("encoding", firstWrongLine(bytes));
  }
}

function lineOf(bytes: Uint8Array, at: number): number {
  return bytes.subarray(0, at).reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
}

/** No byte of a longer UTF-8 sequence is a line feed, so each line can be looked at alone. */
function firstWrongLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
    if (!Buffer.from(text).equals(bytes.subarray(start, end))) return line;
    start = end;
  }
  return line;
}

const reasons: Readonly<Record<string, ReadRefusal>> = {
  EACCES: "unreadable",
  EPERM: "unreadable",
  EISDIR: "directory",
  ELOOP: "symlink-loop",
  // A socket can't be opened at all.
  ENXIO: "not-a-file",
  EOPNOTSUPP: "not-a-file",
};

function refused(reason: ReadRefusal, line: number | null = null, code: string | null = null): EnvFile {
  return { state: "refused", reason, line, code };
}

/** The code of a Node error, "" where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
