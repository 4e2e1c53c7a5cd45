import type { Parsed } from "../setting.ts";
import { accepted, refused } from "./parsed.ts";
import { tidy } from "./tidy.ts";

/** The series of Mastodon that we know, oldest first. */
export const releases = ["4.2", "4.3", "4.4", "4.5", "4.6"] as const;
type Series = (typeof releases)[number];

/** The series that a version belongs to; undefined for what we do not know. */
export function seriesOf(version: string): Series | undefined {
  return releases.find((one) => version === one || version.startsWith(`${one}.`));
}

/** "4.6", "4.6.5", also as `v4.6.5` or with a fork's or a pre-release's ending, which are taken off. */
export function release(raw: string): Parsed<string> {
  const text = tidy(raw);
  if (text === "") return refused("required");
  const version = /^v?(\d+\.\d+(?:\.\d+)?)(?:[-+].*)?$/i.exec(text)?.[1];
  if (version === undefined) return refused("releaseInvalid", { value: text });
  if (seriesOf(version) === undefined) return refused("releaseUnknown", { value: text, releases: releases.join(", ") });
  return accepted(version, raw);
}
