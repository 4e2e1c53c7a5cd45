import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";

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

/** The full path of a program that the test declared with `describeWith`. */
export function program(name: string): string {
  const path = which(name);
  if (path === null) throw new Error(`${name} is not installed; the test must say so with describeWith`);
  return path;
}

/** Runs the suite where the programs are installed; else it is skipped, counted, and its title says why. */
export function describeWith(programs: readonly string[], title: string, suite: () => void): void {
  const lacking = programs.filter((one) => which(one) === null);
  if (lacking.length === 0) describe(title, suite);
  else describe.skip(`${title} (skipped: ${lacking.join(", ")} not installed)`, suite);
}

/** Likewise for what only root can do here (Postfix, other users). */
export function describeAsRoot(programs: readonly string[], title: string, suite: () => void): void {
  if (process.getuid?.() === 0) describeWith(programs, title, suite);
  else describe.skip(`${title} (skipped: only root can start it)`, suite);
}
