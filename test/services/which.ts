import { accessSync, constants } from "node:fs";
import { join } from "node:path";

/** Where Debian puts servers that are in nobody's PATH. */
const extraPath = ["/usr/sbin", "/sbin", "/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/17/bin"];

/** The full path of a program, or null where it is not installed. */
export function which(program: string): string | null {
  for (const directory of [...extraPath, ...(process.env.PATH ?? "").split(":")]) {
    const path = join(directory, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

/** The full path of a program that is known to be installed (a test says so with `describeWith`). */
export function program(name: string): string {
  const path = which(name);
  if (path === null) throw new Error(`${name} is not installed; the test must say so with describeWith`);
  return path;
}
