import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Runtime } from "../../prompts/answers.ts";
import { parseRelease, type Release } from "../environment/release.ts";
import { type ImageTag, imageTag } from "./compose.ts";

/** Where guides, packages and the official documentation put Mastodon. */
export const usualPlaces = [
  "/home/mastodon/live",
  "/home/mastodon/mastodon",
  "/home/mastodon",
  "/opt/mastodon",
  "/srv/mastodon",
  "/var/www/mastodon",
  "/var/lib/mastodon",
  "/usr/local/www/mastodon",
  "/root/mastodon",
];

export interface ReadRelease {
  /** As it stands there: "4.3.23", "4.7.0-alpha.1", "latest". */
  readonly text: string;
  /** Null where it is none of the releases that we know. */
  readonly release: Release | null;
  readonly from: "version.rb" | "compose";
}

export interface MastodonDirectory {
  readonly directory: string;
  readonly release: ReadRelease;
  readonly runtime: Runtime;
}

/** The file in the order of Docker Compose's own search. */
const composeFiles = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/** The release of the Mastodon in `directory`; null where there is none. Never throws for what is not readable. */
export async function readRelease(directory: string): Promise<ReadRelease | null> {
  const source = await textOf(join(directory, "lib/mastodon/version.rb"));
  const version = source === null ? null : versionOf(source);
  if (version !== null) return { text: version, release: parseRelease(version), from: "version.rb" };
  const tag = await composeTag(directory);
  return tag === null ? null : { text: tag.tag, release: parseRelease(tag.tag), from: "compose" };
}

/** The numbers of `lib/mastodon/version.rb`: methods that return them, in every release from 4.2 to 4.6. */
function versionOf(source: string): string | null {
  const part = (name: string) => new RegExp(`def (?:self\\.)?${name}\\b[^\\n]*\\s+(\\d+)`).exec(source)?.[1];
  const [major, minor, patch] = [part("major"), part("minor"), part("patch")];
  if (major === undefined || minor === undefined) return null;
  const pre = /def (?:self\.)?default_prerelease\s+'([^']+)'/.exec(source)?.[1];
  return `${major}.${minor}.${patch ?? "0"}${pre === undefined ? "" : `-${pre}`}`;
}

async function composeTag(directory: string): Promise<ImageTag | null> {
  for (const name of composeFiles) {
    const text = await textOf(join(directory, name));
    // `.env` beside the compose file is what Compose interpolates from.
    if (text !== null) return imageTag(text, (await textOf(join(directory, ".env"))) ?? "");
  }
  return null;
}

/**
 * How that Mastodon is run. A checkout has a compose file too; one whose gems or packages were never installed is
 * used for its compose file alone.
 */
async function runtimeOf(directory: string, release: ReadRelease): Promise<Runtime> {
  if (release.from === "compose") return "docker";
  const has = (name: string) => exists(join(directory, name));
  const compose = (await Promise.all(composeFiles.map(has))).includes(true);
  const installed = (await Promise.all(["node_modules", "vendor/bundle", ".bundle/config"].map(has))).includes(true);
  return compose && !installed ? "docker" : "systemd";
}

/** Null where `directory` holds no Mastodon. */
export async function readDirectory(directory: string): Promise<MastodonDirectory | null> {
  const release = await readRelease(directory);
  return release === null ? null : { directory, release, runtime: await runtimeOf(directory, release) };
}

/** The first Mastodon of: `cwd`, its parents, the candidates. */
export async function findDirectory(candidates: readonly string[], cwd: string): Promise<MastodonDirectory | null> {
  const all = [...new Set([...withParents(cwd), ...candidates])];
  const found = await Promise.all(all.map(readDirectory));
  return found.find((one) => one !== null) ?? null;
}

function withParents(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...withParents(parent)];
}

/**
 * The newest version in `db/migrate/` and `db/post_migrate/`, else that of `db/schema.rb`, as `schema_migrations` has
 * it: "20241007071624". Null where the directory has neither, as beside a compose file.
 */
export async function latestMigration(directory: string): Promise<string | null> {
  const names = (
    await Promise.all(["db/migrate", "db/post_migrate"].map((one) => namesIn(join(directory, one))))
  ).flat();
  const versions = names.flatMap((name) => /^(\d{14})_\w+\.rb$/.exec(name)?.[1] ?? []).sort();
  const latest = versions.at(-1);
  if (latest !== undefined) return latest;
  const schema = (await textOf(join(directory, "db/schema.rb"))) ?? "";
  return /ActiveRecord::Schema\S*\.define\(version: ([\d_]+)\)/.exec(schema)?.[1]?.replaceAll("_", "") ?? null;
}

/** The names of the tables that `db/schema.rb` creates. */
export async function schemaTables(directory: string): Promise<readonly string[]> {
  const schema = (await textOf(join(directory, "db/schema.rb"))) ?? "";
  return [...schema.matchAll(/^\s*create_table "(\w+)"/gm)].map(([, name = ""]) => name);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch {
    return [];
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
