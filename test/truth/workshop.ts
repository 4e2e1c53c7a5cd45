import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A place in which an installed Mastodon's processes run with an env file of ours. */
export interface Workshop {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whose feed is listened to here; no two workshops share one. */
  readonly account: number;
}

/** What looks for the env file beside itself: Ruby and Node follow links to where a file really lies. */
const copied = new Set([
  "bin",
  "config",
  "lib",
  "streaming",
  ".bundle",
  "Gemfile",
  "Gemfile.lock",
  "config.ru",
  "Rakefile",
  "package.json",
]);
const own = new Set(["public", "tmp", "log"]);

/** Beside the installed Mastodon, never in it: its own `.env.production` is neither read nor written. */
export function openWorkshop(mastodon: string, directory: string, account: number): Workshop {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(mastodon)) {
    if (copied.has(name)) {
      const filter = (path: string) => !path.endsWith("/node_modules");
      cpSync(join(mastodon, name), join(directory, name), { recursive: true, verbatimSymlinks: true, filter });
    } else if (!own.has(name) && !name.startsWith(".")) symlinkSync(join(mastodon, name), join(directory, name));
  }
  for (const name of own) mkdirSync(join(directory, name));
  const modules = join(mastodon, "streaming/node_modules");
  if (readdirSync(join(mastodon, "streaming")).includes("node_modules")) {
    symlinkSync(modules, join(directory, "streaming/node_modules"));
  }
  return { directory, account, environment: bare() };
}

export function placeEnvFile({ directory }: Workshop, text: string): void {
  writeFileSync(join(directory, ".env.production"), text);
}

/** Nothing of our own surroundings (PG*, AWS_*, SSL_CERT_FILE, proxies) reaches Mastodon, as under systemd. */
function bare(): Readonly<Record<string, string>> {
  const kept = ["PATH", "LD_LIBRARY_PATH", "GEM_HOME", "GEM_PATH", "RBENV_ROOT", "RBENV_VERSION"];
  const values = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return {
    ...Object.fromEntries(values),
    HOME: homedir(),
    LANG: "C.UTF-8",
    RAILS_ENV: "production",
    NODE_ENV: "production",
  };
}
