import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cleanEnv, mastosetup, program } from "../support/program.ts";
import { writeAnswers } from "./support/answers.ts";
import { errorDocument } from "./support/documents.ts";
import { read, settingLines } from "./support/env-file.ts";
import { offlineAnswers } from "./support/offline.ts";
import { offline, places } from "./support/place.ts";
import { asNobody, giveAway } from "./support/unprivileged.ts";

const { make, remove } = places();
afterAll(remove);

describe("an env file that can't be read ends the run with 3 and stays as it is", () => {
  const latin1 = Buffer.from("LOCAL_DOMAIN=social.example\nMOTTO=Grüße\n", "latin1");
  const unreadable: readonly (readonly [string, (path: string) => void, string])[] = [
    ["is not UTF-8", (path) => writeFileSync(path, latin1), "it is not UTF-8 text (line 2)"],
    ["has 20 MB", (path) => writeFileSync(path, Buffer.alloc(20_000_000, "A=1\n")), "it is larger than 1 MB"],
    ["holds a NUL", (path) => writeFileSync(path, "A=1\0\n"), "it has NUL bytes"],
    ["is a directory", (path) => mkdirSync(path), "it is a directory"],
    ["is a pipe", (path) => void execFileSync("mkfifo", [path]), "it is not a regular file"],
    ["is a link to itself", (path) => symlinkSync(path, path), "its symbolic links lead in a circle"],
  ];
  it.each(unreadable)("one that %s", async (_, spoil, reason) => {
    const cwd = make();
    const path = join(cwd, "f");
    spoil(path);
    const before = fingerprint(path);
    for (const args of [
      [...offline, "--env", "f"],
      [...offline, "--env", "f", "--dry-run"],
      ["secrets", "--missing", "f"],
    ]) {
      const run = await mastosetup(args, { cwd });
      expect(run.status, args.join(" ")).toBe(3);
      expect(run.stdout).toBe("");
      expect(run.stderr).toContain(reason);
    }
    expect(fingerprint(path)).toBe(before);
    expect(readdirSync(cwd).sort()).toEqual(["a.json", "f"]);
  });

  it("one that belongs to somebody else", async () => {
    const cwd = make();
    const nobody = asNobody(cwd);
    giveAway(cwd, ".", "a.json");
    writeFileSync(join(cwd, "f"), "A=1\n");
    chmodSync(join(cwd, "f"), 0o000);
    const run = await nobody([...offline, "--env", "f"], { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("f can't be read: no permission");
    chmodSync(join(cwd, "f"), 0o600);
    expect(read(join(cwd, "f"))).toBe("A=1\n");
  });
});

describe("a place where nothing can be written is told before anything is tried", () => {
  it.each([
    ["that is not there", "missing/f", "missing does not exist"],
    ["that is a file", "a.json/f", "a.json does not exist"],
  ])("a directory %s", async (_, env, sentence) => {
    const cwd = make();
    const run = await mastosetup(["--answers", "a.json", "--env", env, "--json"], { cwd });
    expect(errorDocument(run).exitCode).toBe(3);
    expect(run.stderr).toContain(sentence);
    expect(readdirSync(cwd)).toEqual(["a.json"]);
  });

  it("a Mastodon directory that is not there", async () => {
    const cwd = make({ mastodon: { directory: "/no-mastodon" } });
    const run = await mastosetup(offline, { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("/no-mastodon does not exist");
  });

  it("one that is not ours, and who it belongs to", async () => {
    const cwd = make();
    const nobody = asNobody(cwd);
    giveAway(cwd, "a.json");
    mkdirSync(join(cwd, "locked"), { mode: 0o555 });
    const run = await nobody(["--answers", "a.json", "--env", "locked/f"], { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("locked can't be written to by");
    expect(run.stderr).toMatch(/sudo -u \S+ mastosetup/);
    expect(run.stderr).not.toContain("✖");
  });

  it.each(["--save-answers", "--admin-password-file"])("the file of %s", async (flag) => {
    const cwd = make();
    for (const path of ["missing/f", "."]) {
      const run = await mastosetup([...offline, "--env", "f", flag, path], { cwd });
      expect(run.status).toBe(3);
      expect(run.stderr).toContain("can't be written");
    }
    expect(readdirSync(cwd)).toEqual(["a.json"]);
  });
});

describe("killed while it writes", () => {
  it("the old file is whole, or the new one is", async () => {
    const cwd = make();
    expect((await mastosetup([...offline, "--env", "f"], { cwd })).status).toBe(0);
    const old = read(join(cwd, "f"));
    writeAnswers(join(cwd, "a.json"), offlineAnswers(cwd), { extra: { DEFAULT_LOCALE: "ja" } });
    for (let event = 1; event <= 15; event += 2) {
      writeFileSync(join(cwd, "f"), old, { mode: 0o600 });
      await killedAt(event, cwd);
      const now = read(join(cwd, "f"));
      const locale = settingLines(now).filter((line) => line.startsWith("DEFAULT_LOCALE="));
      if (now === old) continue;
      expect(locale).toEqual(["DEFAULT_LOCALE=ja"]);
      expect(now.startsWith(old)).toBe(true);
    }
    // What a killed run left behind has the secrets in it.
    for (const name of readdirSync(cwd).filter((one) => one !== "a.json"))
      expect(statSync(join(cwd, name)).mode & 0o077, name).toBe(0);
    expect((await mastosetup([...offline, "--env", "f"], { cwd })).status).toBe(0);
  });

  it("and where the disk is full, the old file stays, nothing else is left, and the run ends with 3", async (test) => {
    const cwd = make();
    const disk = join(cwd, "disk");
    mkdirSync(disk);
    if (!mounted(disk)) return test.skip("only root can mount a small file system");
    try {
      writeFileSync(join(disk, "f"), "# old\n");
      writeFileSync(join(disk, "full"), "x".repeat(4 * 4096));
      const run = await mastosetup([...offline, "--env", "disk/f"], { cwd });
      expect(run.status).toBe(3);
      expect(run.stderr).toContain("the disk is full");
      expect(read(join(disk, "f"))).toBe("# old\n");
      expect(readdirSync(disk).sort()).toEqual(["f", "full"]);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  function mounted(path: string): boolean {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=20k", "tmpfs", path], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  }

  /** Ends the program by SIGKILL as soon as the directory has seen that many changes. */
  async function killedAt(event: number, cwd: string): Promise<void> {
    const child = spawn(process.execPath, [program, ...offline, "--env", "f"], {
      cwd,
      env: cleanEnv(),
      stdio: "ignore",
    });
    let seen = 0;
    const watcher = watch(cwd, () => {
      seen += 1;
      if (seen === event) child.kill("SIGKILL");
    });
    await new Promise((resolve) => child.once("exit", resolve));
    watcher.close();
  }
});

function fingerprint(path: string): string {
  return execFileSync("sh", ["-c", 'ls -ldn "$0"; test -f "$0" && cksum "$0" || true', path], { encoding: "utf8" });
}
