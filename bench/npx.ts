import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { timeOfRun } from "./measure.ts";

/** The tarball that npm would publish. */
export function pack(root: string, into: string): { readonly path: string; readonly kilobytes: number } {
  const name = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", into], {
    cwd: root,
    encoding: "utf8",
  });
  const path = join(into, name.trim());
  return { path, kilobytes: statSync(path).size / 1024 };
}

/** The same program with its packages as ordinary dependencies, the way most command lines are published. */
export async function packUnbundled(root: string, into: string): Promise<string> {
  const directory = join(into, "unbundled");
  mkdirSync(directory);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { mastosetup: "src/cli/bin.ts" },
    outdir: join(directory, "dist"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    define: { __MASTOSETUP_VERSION__: '"0.0.0"' },
    metafile: true,
  });
  const entry = join(directory, "dist/mastosetup.mjs");
  writeFileSync(entry, `#!/usr/bin/env node\n${readFileSync(entry, "utf8")}`);
  chmodSync(entry, 0o755);
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const used = new Set(
    Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => packageOf(path)),
    ),
  );
  const dependencies = Object.fromEntries(Object.entries<string>(devDependencies).filter(([name]) => used.has(name)));
  const manifest = {
    name: "mastosetup-unbundled",
    version: "0.0.0",
    type: "module",
    bin: "dist/mastosetup.mjs",
    dependencies,
  };
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  return join(
    into,
    execFileSync("npm", ["pack", "--silent", "--pack-destination", into], { cwd: directory, encoding: "utf8" }).trim(),
  );
}

const packageOf = (path: string) =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");

/** `npm exec` of a tarball with an empty cache, as on a machine that has never seen it. */
export async function coldExec(tarball: string): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "mastosetup-bench-"));
  try {
    const env = {
      ...process.env,
      npm_config_cache: join(home, "cache"),
      npm_config_audit: "false",
      npm_config_fund: "false",
    };
    // npm takes a relative path for a package, and an absolute one for a command.
    return await timeOfRun("npm", ["exec", "--yes", relative(home, tarball), "--", "--version"], { cwd: home, env });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
