import { join } from "node:path";
import type { Runtime } from "../../prompts/answers.ts";
import type { Why } from "./reasons.ts";
import type { StepCommand } from "./types.ts";

interface Where {
  readonly runtime: Runtime;
  readonly directory: string;
}

const production = { RAILS_ENV: "production", NODE_ENV: "production" };

/**
 * One of Mastodon's own commands (`bin/rails`, `bin/tootctl`) as it is called in that place. Under docker the image has
 * set the environment's production already, and what is added goes by `-e`; there is no terminal to allocate.
 */
export function mastodonCommand(
  where: Where,
  command: readonly string[],
  why: Why,
  added: Readonly<Record<string, string>> = {},
): StepCommand {
  const cwd = where.directory;
  if (where.runtime === "systemd") return { argv: command, cwd, environment: { ...production, ...added }, why };
  const flags = Object.entries(added).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  return { argv: ["docker", "compose", "run", "--rm", "-T", ...flags, "web", ...command], cwd, environment: {}, why };
}

/** A command as a person would type it in its directory. */
export function commandLine(command: Pick<StepCommand, "argv" | "environment">): string {
  const assignments = Object.entries(command.environment).map(([name, value]) => `${name}=${quote(value)}`);
  return [...assignments, ...command.argv.map(quote)].join(" ");
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** `public/packs` holds the manifest: webpack's own place up to 4.3, vite's from 4.4 on. */
export function manifestPath(directory: string, vite: boolean): string {
  return join(directory, "public/packs", vite ? ".vite/manifest.json" : "manifest.json");
}
