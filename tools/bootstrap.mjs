// What a checkout needs before anything else can run. Plain Node, no packages: on a fresh machine there are none yet.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The real servers that tests and the sandbox run against: a program that proves each, and Debian's packages of it. */
const servers = [
  { name: "PostgreSQL", programs: ["initdb"], packages: ["postgresql"] },
  { name: "Redis", programs: ["redis-server"], packages: ["redis-server"] },
  {
    name: "Ceph RGW (S3)",
    programs: ["radosgw", "ceph-mon", "ceph-osd", "ceph"],
    packages: ["radosgw", "ceph-mon", "ceph-osd", "ceph-base", "ceph-common"],
  },
  {
    name: "Postfix (SMTP)",
    programs: ["postfix", "saslpasswd2"],
    packages: ["postfix", "libsasl2-modules", "sasl2-bin"],
  },
  { name: "OpenSSL", programs: ["openssl"], packages: ["openssl"] },
  { name: "Ruby", programs: ["ruby", "gem"], packages: ["ruby"] },
];

const serverPath = [
  "/usr/sbin",
  "/sbin",
  "/usr/local/sbin",
  "/usr/lib/postgresql/15/bin",
  "/usr/lib/postgresql/16/bin",
  "/usr/lib/postgresql/17/bin",
];

function installed(program) {
  return [...serverPath, ...(process.env.PATH ?? "").split(":")].some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs a command with its output on our stderr; ends this process where it fails. */
export function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (error) throw error;
  if (status !== 0) {
    say(`${command} ${args.join(" ")}: ${signal ?? `exit ${status}`}`);
    process.exit(status ?? 1);
  }
}

/** Ends with a sentence where this Node is too old to develop with (vitest and biome want more than the program itself). */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node ${process.versions.node} is too old to develop mastosetup with: 20.19 or newer is needed.`);
  process.exit(2);
}

/** Installs npm packages by the lock file where they are missing or of another lock file. */
export function installPackages() {
  const mark = join(root, "node_modules/.package-lock.json");
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  say("Installing npm packages …");
  // Not `ci`: it refuses a lock file that lacks the optional packages of platforms that this registry does not have.
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
  // npm leaves its mark as it was where there was nothing to do.
  utimesSync(mark, new Date(), new Date());
}

/** The servers that are not here. */
export function missingServers() {
  return servers.filter(({ programs }) => !programs.every(installed));
}

/**
 * Installs missing servers from Debian's packages where we are root or sudo asks for no password.
 * Elsewhere it says what to install; what needs them is then skipped by name.
 */
export function installServers() {
  const missing = missingServers();
  if (missing.length === 0) return;
  const packages = missing.flatMap((server) => server.packages);
  const prefix = aptPrefix();
  const line = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (prefix === null) {
    say(`Not installed here: ${missing.map(({ name }) => name).join(", ")}.`);
    say(`  On Debian and Ubuntu, as root:   ${line}`);
    say(`  Elsewhere, the programs:         ${missing.flatMap(({ programs }) => programs).join(" ")}`);
    return;
  }
  say(`Installing ${missing.map(({ name }) => name).join(", ")} (${line}) …`);
  withoutStartingThem(prefix, () => {
    quietly([...prefix, "apt-get", "update"]);
    quietly([...prefix, "env", "DEBIAN_FRONTEND=noninteractive", ...line.split(" "), "-y"]);
  });
}

function aptPrefix() {
  if (!installed("apt-get")) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}

function quietly([command, ...args]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 64 << 20 });
  if (status === 0) return;
  say(`${stdout ?? ""}${stderr ?? ""}`.split("\n").slice(-15).join("\n"));
  say(`${command} ${args.join(" ")} failed (exit ${status}); what needs it is skipped.`);
}

/** Debian starts a server when it installs it, unless policy-rc.d says no. We run our own instances and leave none of the system's behind. */
function withoutStartingThem(prefix, install) {
  const policy = "/usr/sbin/policy-rc.d";
  const ours = process.getuid?.() === 0 && !existsSync(policy);
  if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    install(prefix);
  } finally {
    if (ours) rmSync(policy);
  }
}

export function version() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}
