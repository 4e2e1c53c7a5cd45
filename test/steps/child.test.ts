import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChildRequest, runChild } from "../../src/steps/child.ts";
import { eventually } from "../services/daemon.ts";
import { discard, scratch } from "../services/scratch.ts";

let root = "";
beforeAll(() => {
  root = scratch("child");
});
afterAll(() => discard(root));

function run(argv: readonly string[], more: Partial<ChildRequest> = {}) {
  const lines: string[] = [];
  const end = runChild({
    argv,
    cwd: root,
    environment: { PATH: process.env.PATH ?? "" },
    signal: new AbortController().signal,
    kill: process.kill,
    onLine: (line) => lines.push(line),
    ...more,
  });
  return { end, lines };
}

const shell = (script: string) => ["/bin/sh", "-c", script];

/** A dead process that nobody has buried yet does not count. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return /^[^Z\s]/.test(stdout);
}

describe("a child", () => {
  it("has its exit code, its lines, and exactly the environment it was given", async () => {
    const { end, lines } = run(shell("env; echo to stderr >&2; exit 3"), { environment: { ONLY: "this" } });
    expect(await end).toMatchObject({ exitCode: 3, signal: null, startError: null, stopped: false });
    expect(lines.filter((line) => !/^(PWD|_|SHLVL|OLDPWD)=/.test(line)).sort()).toEqual(["ONLY=this", "to stderr"]);
  });

  it("reads nothing from standard input, and so never waits for a person", async () => {
    const { end, lines } = run(shell("if read line; then echo read; else echo closed; fi"));
    await end;
    expect(lines).toEqual(["closed"]);
  });

  it("is looked for in its directory, and told where it can't be started", async () => {
    mkdirSync(join(root, "bin"));
    writeFileSync(join(root, "bin/rails"), "#!/bin/sh\npwd\n");
    expect((await run(["bin/rails"]).end).startError).toBe("EACCES");
    expect((await run(["bin/tootctl"]).end).startError).toBe("ENOENT");
    expect((await run(["/bin/true"], { cwd: join(root, "nowhere") }).end).startError).not.toBeNull();
    chmodSync(join(root, "bin/rails"), 0o755);
    const { end, lines } = run(["bin/rails"]);
    expect((await end).exitCode).toBe(0);
    expect(lines).toEqual([root]);
  });

  it("says which signal ended it", async () => {
    expect(await run(shell("kill -9 $$")).end).toMatchObject({ exitCode: null, signal: "SIGKILL", stopped: false });
  });

  it("does not start when all is stopped already", async () => {
    expect(await run(["/bin/true"], { signal: AbortSignal.abort() }).end).toMatchObject({
      exitCode: null,
      stopped: true,
    });
  });
});

describe("stopping a child", () => {
  const polite = { int: 1000, term: 1000 };

  it("asks the whole group with SIGINT, and leaves nothing behind", async () => {
    const controller = new AbortController();
    const groups = new Set<number>();
    const { end, lines } = run(shell("sleep 60 & echo $!; trap 'echo stopping; exit 130' INT; wait"), {
      signal: controller.signal,
      patience: polite,
      groups,
    });
    await eventually(async () => expect(lines).toHaveLength(1));
    const grandchild = Number(lines[0]);
    expect([isAlive(grandchild), groups.size]).toEqual([true, 1]);
    controller.abort("SIGINT");
    expect(await end).toMatchObject({ stopped: true });
    expect(lines).toContain("stopping");
    expect([isAlive(grandchild), groups.size]).toEqual([false, 0]);
  });

  it("becomes SIGTERM and SIGKILL for those who do not listen", async () => {
    const controller = new AbortController();
    const { end, lines } = run(shell("trap '' INT; trap 'echo term' TERM; echo here; while :; do sleep 0.05; done"), {
      signal: controller.signal,
      patience: { int: 150, term: 300 },
    });
    await eventually(async () => expect(lines).toContain("here"));
    controller.abort();
    expect(await end).toMatchObject({ signal: "SIGKILL", stopped: true });
    expect(lines).toContain("term");
  });
});
