import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../tools/build.mjs";
import { root } from "./program.ts";

/** Vitest's global set-up: the bundle that the end-to-end tests run is of this very source, and of this run alone. */
export async function setup(): Promise<() => void> {
  const cache = join(root, "node_modules/.cache/mastosetup");
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, "dist-"));
  process.env.MASTOSETUP_DIST = directory;
  await build(directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
