import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, scratch } from "../services/scratch.ts";
import { cleanEnv, distDirectory, root } from "../support/program.ts";
import { writeAnswers } from "./support/answers.ts";
import { read, settingLines } from "./support/env-file.ts";
import { offlineAnswers } from "./support/offline.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
}

describe("the package", () => {
  let directory: string;
  let tarball: string;
  const manifest: Manifest = JSON.parse(read(join(root, "package.json")));

  beforeAll(() => {
    directory = scratch("pack");
    const source = join(directory, "source");
    mkdirSync(source);
    for (const name of [
      "package.json",
      ...readdirSync(root).filter((one) => /^(?:README|LICENSE|CHANGELOG)/.test(one)),
    ])
      cpSync(join(root, name), join(source, name));
    // What `prepack` would build again has been built for this run.
    cpSync(distDirectory, join(source, "dist"), { recursive: true });
    npm(["pack", "--ignore-scripts", "--pack-destination", directory], source);
    tarball = `mastosetup-${manifest.version}.tgz`;
  });
  afterAll(() => discard(directory));

  /** npm with an empty cache and no registry to ask. */
  function npm(args: readonly string[], cwd: string, name = "npm"): string {
    const home = join(directory, "home");
    const settings = { npm_config_cache: join(home, "cache"), npm_config_registry: "http://127.0.0.1:9/" };
    const env = cleanEnv({
      HOME: home,
      ...settings,
      npm_config_update_notifier: "false",
      npm_config_loglevel: "error",
    });
    return execFileSync(name, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  function empty(name: string): string {
    const path = join(directory, name);
    mkdirSync(path);
    return path;
  }

  it("is at most 600 KB, and holds the program and its papers only", () => {
    expect(statSync(join(directory, tarball)).size).toBeLessThanOrEqual(600_000);
    const names = execFileSync("tar", ["-tzf", join(directory, tarball)], { encoding: "utf8" })
      .trim()
      .split("\n");
    const others = names.filter((name) => !/^package\/(?:package\.json$|README|LICENSE|CHANGELOG|dist\/)/.test(name));
    expect(others).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(["package/dist/mastosetup.mjs", "package/dist/THIRD-PARTY-NOTICES.txt"]),
    );
  });

  it("depends on nothing, runs nothing when it is installed, and knows nothing of where it was built", () => {
    for (const kind of ["dependencies", "optionalDependencies", "peerDependencies", "bundledDependencies"])
      expect(manifest).not.toHaveProperty(kind);
    for (const script of ["preinstall", "install", "postinstall", "prepare"])
      expect(manifest.scripts).not.toHaveProperty(script);
    const tree: { dependencies?: object } = JSON.parse(npm(["ls", "--omit=dev", "--json"], root));
    expect(tree.dependencies ?? {}).toEqual({});
    const files = readdirSync(distDirectory, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name), "utf8").includes(root), name).toBe(false);
  });

  it("runs by npm exec in an empty directory, with an empty cache and without a registry", () => {
    const cwd = empty("somewhere");
    const run = (...args: string[]) => npm(["exec", "--yes", `../${tarball}`, "--", ...args], cwd);
    expect(run("--version")).toBe(`${manifest.version}\n`);
    expect(run("--help")).toContain("mastosetup [command] [options]");
    writeAnswers(join(cwd, "a.json"), offlineAnswers(cwd));
    run("--answers", "a.json", "--offline", "--skip-steps");
    expect(settingLines(read(join(cwd, ".env.production")))).toContain("LOCAL_DOMAIN=social.example");
    expect(readdirSync(cwd).sort()).toEqual([".env.production", "a.json"]);
  });

  it("is installed as one package", () => {
    const cwd = empty("installed");
    npm(["install", "--no-save", `../${tarball}`], cwd);
    const packages = readdirSync(join(cwd, "node_modules")).filter((name) => !name.startsWith("."));
    expect(packages).toEqual(["mastosetup"]);
    expect(npm(["--version"], cwd, "node_modules/.bin/mastosetup")).toBe(`${manifest.version}\n`);
  });
});
