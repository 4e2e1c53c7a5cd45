// npm test: installs what is missing, then lint, types, unused code, and every test. Extra arguments go to vitest.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkNode, installPackages, installServers, root } from "./bootstrap.mjs";

checkNode();
installPackages();
installServers();

const bin = (name) => join(root, "node_modules/.bin", name);
const args = process.argv.slice(2);

const checks = [
  ["Lint and format", bin("biome"), ["ci", "--error-on-warnings"]],
  ["Types", bin("tsc"), []],
  ["Unused code", bin("knip"), []],
];

let failed = 0;
for (const [title, command, parameters] of args.length > 0 ? [] : checks) {
  process.stdout.write(`${title} … `);
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  process.stdout.write(status === 0 ? "ok\n" : `failed\n${stdout}${stderr}\n`);
  if (status !== 0) failed += 1;
}

const report = join(root, "node_modules/.cache/mastosetup/tests.json");
rmSync(report, { force: true });
spawnSync(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
});

/** A file that does not load has no tests to count: it counts as one that failed. */
const { testResults } = existsSync(report)
  ? JSON.parse(readFileSync(report, "utf8"))
  : { testResults: [{ status: "failed", assertionResults: [] }] };
const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
const broken = testResults.filter(
  ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
);
failed += count("failed") + broken.length;
const skipped = tests.filter(({ status }) => status === "skipped" || status === "pending" || status === "todo");
for (const title of new Set(
  skipped.map(
    ({ ancestorTitles, title }) => [...ancestorTitles, title].find((one) => one.includes("skipped:")) ?? title,
  ),
)) {
  process.stdout.write(`Skipped: ${title}\n`);
}
process.stdout.write(`${count("passed")} passed, ${failed} failed, ${skipped.length} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
