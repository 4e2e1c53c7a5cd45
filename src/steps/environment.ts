import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Runtime } from "../../prompts/answers.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What programs need to run at all: who and where we are, which language, where Ruby, Node and their packages lie. */
const kept =
  /^(?:HOME|PATH|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TERM|TZ|TMPDIR|HOSTNAME|XDG_\w+|GEM_HOME|GEM_PATH|BUNDLE_PATH|BUNDLE_APP_CONFIG|RBENV_\w+|ASDF_\w+|MISE_\w+|NVM_\w+|COREPACK_\w+|NODE_OPTIONS|LD_LIBRARY_PATH|LD_PRELOAD)$/;
const keptForDocker = /^(?:DOCKER_\w+|COMPOSE_\w+|CONTAINER_\w+|SSH_AUTH_SOCK)$/;

/**
 * The environment of a child: what programs need, and nothing that Mastodon would read. A variable of the process beats
 * the line of the file (dotenv never overrides), so a `DB_HOST` or `DATABASE_URL` exported in this shell would send the
 * step to another database than the one that was tested (mastodon#11368, mastodon#13928). `inFile` are the file's names.
 */
export function childEnvironment(
  shell: Environment,
  runtime: Runtime,
  inFile: Iterable<string>,
): Record<string, string> {
  const own = new Set(inFile);
  own.delete("PATH");
  own.delete("HOME");
  const wanted = (name: string) => kept.test(name) || (runtime === "docker" && keptForDocker.test(name));
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(shell)) {
    if (value !== undefined && wanted(name) && !own.has(name)) clean[name] = value;
  }
  // A colour code is noise in a log, a pager would wait for a key.
  return { ...withUtf8(clean), TERM: "dumb", PAGER: "cat" };
}

/** Ruby takes the encoding of what it reads from the locale; with none it is US-ASCII and the first umlaut stops it. */
function withUtf8(environment: Record<string, string>): Record<string, string> {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || "";
  if (/utf-?8/i.test(locale)) return environment;
  const { LC_ALL: _, LC_CTYPE: __, ...rest } = environment;
  return { ...rest, LANG: "C.UTF-8" };
}

/** rbenv, asdf and mise put Ruby and Node of the directory's `.ruby-version` and `.nvmrc` here; a bare shell has them not in PATH. */
const shimsBelowHome = [".rbenv/shims", ".asdf/shims", ".local/share/mise/shims"];

/** PATH with the version managers' shims first, those that are there. */
export async function pathWithShims(home: string | undefined, path: string): Promise<string> {
  if (home === undefined || home === "") return path;
  const shims = shimsBelowHome.map((one) => join(home, one));
  const there = await Promise.all(shims.map(isDirectory));
  const parts = path.split(":").filter((one) => one !== "");
  const first = shims.filter((one, index) => there[index] === true && !parts.includes(one));
  return [...first, ...parts].join(":");
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
