import { build } from "../../tools/build.mjs";
import { distDirectory } from "./program.ts";

/** Vitest's global set-up: the bundle that the end-to-end tests run is of this very source. */
export async function setup(): Promise<void> {
  await build(distDirectory);
}
