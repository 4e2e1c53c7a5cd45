import { execFile } from "node:child_process";
import { access, constants, mkdtemp, rmdir, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { LocalStorage } from "../../mastodon/connections/storage.ts";
import type { View } from "../../mastodon/views.ts";
import type { ProbeContext } from "../context.ts";
import { errorCode } from "../net/cause.ts";

const run = promisify(execFile);

/** The user of Mastodon's image, who owns what compose mounts (mastodon's Dockerfile). */
const containerUser = 991;

/** Files on local disk: whether Mastodon's account may make directories there (mastodon#18229). */
export async function probeLocal(
  storage: LocalStorage,
  view: View,
  process: ProcessName | "all",
  context: Pick<ProbeContext, "osUser">,
): Promise<Finding[]> {
  const path = storage.path ?? storage.rootUrl;
  const facts = { path, url: storage.rootUrl };
  if (storage.misspelt !== null) {
    const set = { S3_ENABLED: "true" };
    const said = { ...facts, value: storage.misspelt };
    return [
      finding("storage.not-enabled", {
        process,
        variables: ["S3_ENABLED"],
        facts: said,
        remedies: [{ key: "enable", set }],
      }),
    ];
  }
  if (storage.path === null || storage.inContainer) return [finding("storage.off", { process, facts })];
  const ids =
    view.place.runtime === "docker" ? { uid: containerUser, gids: [containerUser] } : await idsOf(context.osUser);
  const user = view.place.runtime === "docker" ? String(containerUser) : context.osUser;
  const code = await refusal(storage.path, ids);
  if (code === null) return [finding("storage.off", { process, facts })];
  const commands = [`chown -R ${user}: ${storage.path}`];
  const details = { ...facts, user, code };
  return [
    finding("storage.local-unwritable", {
      process,
      variables: ["PAPERCLIP_ROOT_PATH"],
      facts: details,
      remedies: [{ key: "own", commands }],
    }),
  ];
}

interface Ids {
  readonly uid: number;
  readonly gids: readonly number[];
}

/** null where the account is ourselves, or none that this machine knows. */
async function idsOf(user: string): Promise<Ids | null> {
  if (user === userInfo().username) return null;
  try {
    const [uid, gids] = await Promise.all([run("id", ["-u", "--", user]), run("id", ["-G", "--", user])]);
    return { uid: Number(uid.stdout), gids: gids.stdout.trim().split(/\s+/).map(Number) };
  } catch {
    return null;
  }
}

/** The error that making a directory below `path`, or `path` itself, would meet; null if none. */
async function refusal(path: string, ids: Ids | null): Promise<string | null> {
  try {
    const there = await nearestExisting(path);
    if (ids !== null) {
      const { mode, uid, gid } = await stat(there);
      const bits = uid === ids.uid ? mode >> 6 : ids.gids.includes(gid) ? mode >> 3 : mode;
      return ids.uid === 0 || (bits & 3) === 3 ? null : "EACCES";
    }
    await access(there, constants.W_OK | constants.X_OK);
    await rmdir(await mkdtemp(join(there, ".mastosetup-")));
    return null;
  } catch (error) {
    return errorCode(error) ?? "unknown";
  }
}

async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (errorCode(error) !== "ENOENT" || dirname(path) === path) throw error;
    return nearestExisting(dirname(path));
  }
}
