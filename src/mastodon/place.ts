import type { Runtime } from "../../prompts/answers.ts";
import type { Release } from "../environment/release.ts";

/** Which Mastodon a file is for. */
export interface Place {
  readonly release: Release;
  readonly runtime: Runtime;
  /** The Mastodon directory; null where only a file is known. */
  readonly directory: string | null;
}
