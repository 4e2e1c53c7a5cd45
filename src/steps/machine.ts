import { access, readFile } from "node:fs/promises";
import { freemem } from "node:os";
import { join } from "node:path";
import { atLeast, type Release } from "../environment/release.ts";
import { runChild, type Supervision } from "./child.ts";
import type { Machine, Memory } from "./types.ts";

/** What compiling the assets needs, as it is on this machine. `environment` is the children's, with the shims in PATH. */
export async function readMachine(
  directory: string,
  release: Release,
  environment: Readonly<Record<string, string>>,
  supervision: Supervision,
): Promise<Machine> {
  const version = (program: string) =>
    versionOf([program, "--version"], directory, { ...environment, ...withoutDownloads }, supervision);
  const [memory, node, yarn, bundler] = await Promise.all([
    readMemory(),
    version("node"),
    version("yarn"),
    isThere(join(directory, "node_modules/.bin", atLeast(release, "4.4") ? "vite" : "webpack")),
  ]);
  return { memory, node, yarn, bundler };
}

/** Looking must not fetch: corepack's yarn downloads itself at its first call. */
const withoutDownloads = { COREPACK_ENABLE_DOWNLOAD_PROMPT: "0", COREPACK_ENABLE_NETWORK: "0" };

async function versionOf(
  argv: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  supervision: Supervision,
): Promise<string | null> {
  const lines: string[] = [];
  const onLine = (line: string, stream: string) => {
    if (stream === "stdout") lines.push(line);
  };
  const signal = AbortSignal.any([supervision.signal, AbortSignal.timeout(10_000)]);
  const end = await runChild({ ...supervision, signal, argv, cwd, environment, onLine });
  const said = lines.map((line) => /^v?(\d+\.\d+\S*)$/.exec(line.trim())?.[1]).find((one) => one !== undefined);
  return end.exitCode === 0 ? (said ?? null) : null;
}

/** What can be had without killing anything; where the system has no /proc (FreeBSD, macOS), what is free right now. */
export async function readMemory(path = "/proc/meminfo"): Promise<Memory> {
  const available = memoryOf(await readFile(path, "utf8").catch(() => ""));
  return available === null ? { available: freemem(), source: "free" } : { available, source: "proc" };
}

/** MemAvailable and SwapFree of /proc/meminfo, in bytes; null where it has no MemAvailable. */
export function memoryOf(meminfo: string): number | null {
  const kilobytes = (name: string) => new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(meminfo)?.[1];
  const available = kilobytes("MemAvailable");
  return available === undefined ? null : (Number(available) + Number(kilobytes("SwapFree") ?? 0)) * 1024;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
