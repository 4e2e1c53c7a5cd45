import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeEnvFile, writePrivateFile } from "../../src/envfile/write.ts";
import { discard, scratch, unprivileged } from "../services/scratch.ts";

const now = new Date("2026-11-21T02:38:59.123Z");
const stamp = ".backup-20261121T023859Z";
const root = process.getuid?.() === 0;

let directory: string;
beforeAll(() => {
  directory = scratch("write");
});
afterAll(() => discard(directory));

let count = 0;
/** A directory of its own, with the files named. */
function place(files: Record<string, string> = {}): string {
  count += 1;
  const path = join(directory, String(count));
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8);

describe("writeEnvFile", () => {
  it("makes a file that only its owner reads, and no backup of nothing", async () => {
    const path = join(place(), ".env.production");
    expect(await writeEnvFile(path, "A=1\n", { now })).toEqual({ ok: true, changed: true, path, backup: null });
    expect(readFileSync(path, "utf8")).toBe("A=1\n");
    expect(modeOf(path)).toBe("600");
  });

  it("keeps what was there as a backup, for its owner only, and never over an older one", async () => {
    const home = place({ env: "A=1\n" });
    const path = join(home, "env");
    chmodSync(path, 0o644);
    expect(await writeEnvFile(path, "A=2\n", { now })).toMatchObject({ changed: true, backup: `${path}${stamp}` });
    expect(await writeEnvFile(path, "A=3\n", { now })).toMatchObject({ changed: true, backup: `${path}${stamp}-2` });
    expect(readFileSync(`${path}${stamp}`, "utf8")).toBe("A=1\n");
    expect(readFileSync(`${path}${stamp}-2`, "utf8")).toBe("A=2\n");
    expect([modeOf(path), modeOf(`${path}${stamp}`)]).toEqual(["600", "600"]);
    expect(readdirSync(home)).toHaveLength(3);
  });

  it("does not write what is there already", async () => {
    const home = place({ env: "A=1\n" });
    const { mtimeMs, ino } = statSync(join(home, "env"));
    expect(await writeEnvFile(join(home, "env"), "A=1\n", { now })).toMatchObject({ changed: false, backup: null });
    expect(statSync(join(home, "env"))).toMatchObject({ mtimeMs, ino });
    expect(readdirSync(home)).toEqual(["env"]);
  });

  it("writes through a link to the real file, also where that is still to be made", async () => {
    const home = place({ real: "A=1\n" });
    symlinkSync("real", join(home, "link"));
    symlinkSync("link", join(home, "again"));
    symlinkSync("new", join(home, "dangling"));
    expect(await writeEnvFile(join(home, "again"), "A=2\n", { now })).toMatchObject({ path: join(home, "real") });
    expect(await writeEnvFile(join(home, "dangling"), "B=1\n", { now })).toMatchObject({ path: join(home, "new") });
    expect(readFileSync(join(home, "real"), "utf8")).toBe("A=2\n");
    expect(readFileSync(join(home, "new"), "utf8")).toBe("B=1\n");
    expect(["link", "again", "dangling"].every((name) => lstatSync(join(home, name)).isSymbolicLink())).toBe(true);
  });

  it("says why it can't, and leaves nothing behind", async () => {
    const home = place({ file: "" });
    mkdirSync(join(home, "directory"));
    execFileSync("mkfifo", [join(home, "pipe")]);
    symlinkSync("ring", join(home, "ring"));
    const reason = async (name: string) => {
      const written = await writeEnvFile(join(home, name), "A=1\n", { now });
      return written.ok ? "written" : written.reason;
    };
    expect(await reason("directory")).toBe("directory");
    expect(await reason("pipe")).toBe("not-a-file");
    expect(await reason("ring")).toBe("symlink-loop");
    expect(await reason("none/env")).toBe("missing-directory");
    expect(await reason("file/env")).toBe("missing-directory");
    expect(readdirSync(home).sort()).toEqual(["directory", "file", "pipe", "ring"]);
  });

  it.runIf(root)(
    "gives the file to the owner that is named, or leaves it to the one it has; the backup too",
    async () => {
      const owner = unprivileged ?? { uid: 0, gid: 0 };
      const path = join(place(), "env");
      await writeEnvFile(path, "A=1\n", { now, owner });
      await writeEnvFile(path, "A=2\n", { now });
      expect(statSync(path)).toMatchObject(owner);
      expect(statSync(`${path}${stamp}`)).toMatchObject(owner);
    },
  );
});

describe("writePrivateFile", () => {
  it("writes for the owner only, without backup, and makes directories where it is told to", async () => {
    const home = place();
    const path = join(home, "a/b/answers.json");
    expect(await writePrivateFile(path, "{}")).toMatchObject({ ok: false, reason: "missing-directory" });
    expect(await writePrivateFile(path, "{}", { directories: true })).toMatchObject({ ok: true });
    expect(await writePrivateFile(path, "[]")).toMatchObject({ ok: true });
    expect([modeOf(path), modeOf(join(home, "a"))]).toEqual(["600", "700"]);
    expect(readdirSync(join(home, "a/b"))).toEqual(["answers.json"]);
    expect(await writePrivateFile("/dev/null", "x")).toMatchObject({ ok: false, reason: "not-a-file" });
  });
});

describe("when things go wrong in the middle", () => {
  let child: string;
  beforeAll(async () => {
    child = join(directory, "child.cjs");
    const contents = `
      import { writeEnvFile } from "./src/envfile/write.ts";
      const [path, once] = process.argv.slice(2);
      const run = async () => {
        if (once) return console.log(JSON.stringify(await writeEnvFile(path, "A=2\\n", { now: new Date(0) })));
        for (let i = 1; ; i += 1) {
          await writeEnvFile(path, ("K=" + i + "\\n").repeat(4000), { now: new Date(i * 1000) });
          if (i === 1) console.log("started");
        }
      };
      run();`;
    const stdin = { contents, resolveDir: join(import.meta.dirname, "../.."), loader: "ts" } as const;
    await build({ stdin, bundle: true, platform: "node", format: "cjs", outfile: child });
  });

  it("kill -9 leaves the old file or the new one, never half of one", async () => {
    const path = join(place(), "env");
    for (let round = 0; round < 12; round += 1) {
      const writer = spawn(process.execPath, [child, path], { stdio: ["ignore", "pipe", "inherit"] });
      await new Promise((resolve) => writer.stdout.once("data", resolve));
      const gone = new Promise((resolve) => writer.once("exit", resolve));
      setTimeout(() => writer.kill("SIGKILL"), round * 3);
      await gone;
      const lines = readFileSync(path, "utf8").split("\n");
      expect(lines).toHaveLength(4001);
      expect(new Set(lines.slice(0, -1)).size).toBe(1);
      expect(modeOf(path)).toBe("600");
    }
  });

  it("a directory that may not be written to keeps its file", () => {
    const home = place({ env: "A=1\n" });
    chmodSync(home, 0o555);
    chmodSync(join(home, "env"), 0o644);
    const output = execFileSync(process.execPath, [child, join(home, "env"), "once"], {
      encoding: "utf8",
      ...unprivileged,
    });
    expect(JSON.parse(output)).toEqual({ ok: false, reason: "denied", code: "EACCES" });
    expect(readdirSync(home)).toEqual(["env"]);
    expect(readFileSync(join(home, "env"), "utf8")).toBe("A=1\n");
    chmodSync(home, 0o755);
  });
});

/** A file system of four pages; null where we may not mount one. */
function tinyDisk(options: string): string | null {
  const path = place();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path], { stdio: "ignore" });
    return path;
  } catch {
    return null;
  }
}

describe("on a disk of 16 KB", () => {
  it("keeps the old file and nothing else, whatever did not fit", async (test) => {
    const disk = tinyDisk("size=16k");
    if (disk === null) return test.skip("only root can mount a small file system");
    try {
      writeFileSync(join(disk, "env"), "A=1\n");
      writeFileSync(join(disk, "full"), "");
      // 9000 bytes: the backup fits and two of three pages do; a single write(2) would take those and report no error.
      for (const [other, size] of [
        [0, 16_000],
        [4096, 9000],
        [12_288, 10],
      ] as const) {
        writeFileSync(join(disk, "full"), "x".repeat(other));
        const written = await writeEnvFile(join(disk, "env"), "y".repeat(size), { now });
        expect(written).toEqual({ ok: false, reason: "disk-full", code: "ENOSPC" });
        expect(readFileSync(join(disk, "env"), "utf8")).toBe("A=1\n");
        expect(readdirSync(disk).sort()).toEqual(["env", "full"]);
      }
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it("says that it is mounted read-only", async (test) => {
    const disk = tinyDisk("ro");
    if (disk === null) return test.skip("only root can mount a small file system");
    try {
      expect(await writeEnvFile(join(disk, "env"), "A=1\n", { now })).toMatchObject({ ok: false, reason: "read-only" });
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});
