// Runs one of our TypeScript programs (sandbox, bench): bundled beside node_modules, packages left outside, then imported by a child.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./bootstrap.mjs";

/** Resolves with the exit code. Signals sent to us reach the child by the terminal's process group; we wait for it. */
export async function runTypeScript(entry, args) {
  const { build } = await import("esbuild");
  const outfile = join(root, "node_modules/.cache/mastosetup", `${entry.replaceAll(/[/.]/g, "-")}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    define: { __MASTOSETUP_ROOT__: JSON.stringify(root) },
  });
  const child = spawn(process.execPath, [outfile, ...args], { stdio: "inherit", cwd: root });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ? 1 : (code ?? 1))));
}
