import { access, constants, stat } from "node:fs/promises";
import { releaseText } from "../../environment/release.ts";
import type { Finding } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import { readRelease } from "../../mastodon/directory.ts";
import type { View } from "../../mastodon/views.ts";
import type { ProbeContext } from "../context.ts";

/** Whether Mastodon is where it is said to be, is the release it is said to be, and takes a file from us. */
export async function probeHost(views: readonly View[], context: ProbeContext): Promise<readonly Finding[]> {
  const place = views[0]?.place;
  if (place === undefined || place.directory === null) return [];
  const { directory } = place;
  const version = releaseText(place.release);
  const there = await stat(directory).catch(() => null);
  if (!there?.isDirectory())
    return [finding("host.directory-missing", { facts: { directory }, remedies: [{ key: "another" }] })];
  const release = await readRelease(directory);
  if (release === null) return [finding("host.directory", { facts: { directory }, remedies: [{ key: "another" }] })];
  if (!(await isWritable(directory))) return [await notOurs(directory, there.uid, context.osUser)];
  const isOther = release.release !== null && release.release.series !== place.release.series;
  return isOther
    ? [finding("host.release", { facts: { directory, version, found: release.text } })]
    : [finding("host.ok", { facts: { directory, version: release.release === null ? version : release.text } })];
}

function isWritable(directory: string): Promise<boolean> {
  return access(directory, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function notOurs(directory: string, uid: number, user: string): Promise<Finding> {
  const owner = String(uid);
  return finding("host.user", {
    facts: { directory, owner, user },
    remedies: [{ key: "as-owner", commands: [`sudo -u '#${owner}' -H mastosetup --mastodon ${directory}`] }],
  });
}
