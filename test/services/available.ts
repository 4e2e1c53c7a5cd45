import { describe } from "vitest";
import { which } from "./which.ts";

export { program, which } from "./which.ts";

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
