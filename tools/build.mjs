// Builds dist/: a split, lazy, minified ESM bundle without runtime dependencies, and the notices of what is in it.
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { checkNode, installPackages, root, version } from "./bootstrap.mjs";

/** Chunks that carry CommonJS packages call `require` for Node's own modules. */
const requireBanner =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/** Builds into `outdir`; resolves with the notices' package names. */
export async function build(outdir = join(root, "dist")) {
  const { build: esbuild } = await import("esbuild");
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await esbuild({
    absWorkingDir: root,
    entryPoints: { mastosetup: "src/cli/bin.ts" },
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    legalComments: "none",
    // Japanese as it is, not in escapes of six bytes a character.
    charset: "utf8",
    // write-file-atomic names its temporary files by hashing `__filename`, which ESM has not.
    define: { __MASTOSETUP_VERSION__: JSON.stringify(version()), __filename: "import.meta.url" },
    banner: { js: requireBanner },
    metafile: true,
    logLevel: "warning",
  });
  tellWhatIsLoadedLate(metafile);
  const entry = join(outdir, "mastosetup.mjs");
  writeFileSync(entry, `#!/usr/bin/env node\n${readFileSync(entry, "utf8")}`);
  // npm makes a bin executable when it installs a package, but not when it runs a tarball's.
  chmodSync(entry, 0o755);
  const packages = bundledPackages(metafile);
  writeFileSync(join(outdir, "THIRD-PARTY-NOTICES.txt"), notices(packages));
  return packages;
}

/**
 * npx keeps the program where only its user can read it (/root/.npm/_npx). Before root becomes Mastodon's user it loads all that is
 * loaded late, so each chunk tells how: in its own words, because Node remembers where `import("./x.mjs")` leads by file and specifier.
 */
function tellWhatIsLoadedLate({ outputs }) {
  for (const [chunk, { imports, entryPoint }] of Object.entries(outputs)) {
    const late = imports.filter(({ kind, external }) => kind === "dynamic-import" && !external);
    if (late.length === 0 || entryPoint === "src/cli/bin.ts") continue;
    const loads = late.map(({ path }) => `import("./${relative(dirname(chunk), path)}")`);
    appendFileSync(join(root, chunk), `;(globalThis.__mastosetupLate??=[]).push(()=>Promise.all([${loads}]));\n`);
  }
}

/** The package directories that any byte of the bundle comes from. */
function bundledPackages(metafile) {
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const directories = used.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(directories)].sort();
}

/** Each licence text once, under the packages that carry it. */
function notices(packages) {
  const byText = new Map();
  for (const directory of packages) {
    const path = join(root, directory);
    const { name, version, license, repository } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const source = typeof repository === "string" ? repository : repository?.url;
    const file = readdirSync(path).find((one) => /^(licen[cs]e|copying)/i.test(one));
    const text = file ? readFileSync(join(path, file), "utf8").trim() : `License: ${license}`;
    const title = `${name} ${version} (${license})${source ? `  ${source}` : ""}`;
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
  const line = `\n${"-".repeat(78)}\n\n`;
  return `mastosetup is distributed with these packages inside its bundle.\n${line}${parts.join(line)}`;
}

if (resolve(process.argv[1] ?? "") === join(root, "tools/build.mjs")) {
  checkNode();
  installPackages();
  const packages = await build();
  if (!existsSync(join(root, "dist/mastosetup.mjs"))) process.exit(1);
  process.stderr.write(`dist/ built; ${packages.length} packages inside.\n`);
}
