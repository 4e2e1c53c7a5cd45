import { readers } from "../envfile/readers/index.ts";
import type { ReaderId } from "../envfile/readers/reader.ts";
import { atLeast } from "../environment/release.ts";
import type { ProcessName } from "../findings/finding.ts";
import type { Variables } from "../findings/variables.ts";
import type { Place } from "./place.ts";

/** What one process finds in its environment when it reads the file. */
export interface View {
  readonly process: ProcessName;
  readonly place: Place;
  readonly variables: Variables;
}

export const processNames = ["web", "sidekiq", "streaming", "command"] as const satisfies readonly ProcessName[];

/**
 * Which parser a process reads its file with. Under systemd Rails reads it by Ruby's dotenv and streaming by Node's;
 * under docker compose reads it for all of them, and the images contain no file (`.dockerignore` leaves it out).
 */
export function readerOf(process: ProcessName, place: Place): ReaderId {
  if (place.runtime === "docker") return "compose";
  if (process === "streaming") return "node";
  return atLeast(place.release, "4.3") ? "ruby" : "ruby-2";
}

/** The text of an env file as each process of that Mastodon will see it. Each parser reads it once. */
export function viewsOf(text: string, place: Place): readonly View[] {
  const read = new Map<ReaderId, Variables>();
  return processNames.map((process) => {
    const reader = readerOf(process, place);
    const variables = read.get(reader) ?? readers[reader](text);
    read.set(reader, variables);
    return { process, place, variables };
  });
}
