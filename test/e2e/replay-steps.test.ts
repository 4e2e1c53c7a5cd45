import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readMemory } from "../../src/steps/machine.ts";
import { memoryForAssets } from "../../src/steps/plan/assets.ts";
import { describeAsRoot, describeWith } from "../services/available.ts";
import { unprivileged } from "../services/scratch.ts";
import { silent, startRaw } from "../services/smtp-stand-in.ts";
import { startWorld, type World, worldPrograms, worldSecrets } from "../services/world.ts";
import { mastosetup, program } from "../support/program.ts";
import type { Patch } from "./support/answers.ts";
import { errorDocument, setupDocument } from "./support/documents.ts";
import { expectPrivate, read } from "./support/env-file.ts";
import { placeIn } from "./support/place.ts";
import { copyProgram, runFrom, startFrom } from "./support/unprivileged.ts";

describeWith(worldPrograms, "the steps of an unattended run", () => {
  let world: World;
  let live: string;

  beforeAll(async () => {
    world = await startWorld();
    live = world.standIn();
  });
  afterAll(() => world?.stop());

  const place = (name: string, patch: Patch = {}) => placeIn(world, live, name, patch);

  it("runs the steps, and finds them done the second time", async () => {
    const directory = world.standIn("stepping");
    const { cwd } = place("steps", { mastodon: { directory }, database: { name: "stepping" } });
    const first = await mastosetup(["--answers", "a.json", "--json"], { cwd });
    const document = setupDocument(first);
    const enough = (await readMemory()).available >= memoryForAssets;
    const status = Object.fromEntries(document.steps.map((step) => [step.id, step.status]));
    expect(status, first.stderr).toEqual({
      database: "done",
      assets: enough ? "done" : "refused",
      administrator: "done",
    });
    expect(first.status).toBe(enough ? 0 : 5);
    expect(document.admin).toMatchObject({ username: "alice", email: "alice@social.example" });
    expect(document.admin?.password).toMatch(/^[0-9a-f]{32}$/);
    expect(await world.postgres.sql("SELECT count(*) FROM users", "stepping")).toBe("1");
    expectPrivate(join(directory, ".env.production"));
    expectPrivate(join(directory, ".mastosetup.journal.jsonl"));

    const second = await mastosetup(["--answers", "a.json", "--json"], { cwd });
    const again = setupDocument(second);
    expect(again).toMatchObject({ changed: false, admin: null });
    expect(again.steps.map((step) => step.status)).toEqual(
      enough ? Array(3).fill("nothing") : ["nothing", "refused", "nothing"],
    );
    expect(second.status, second.stderr).toBe(enough ? 0 : 5);
    expect(await world.postgres.sql("SELECT count(*) FROM users", "stepping")).toBe("1");
  });

  it("ends with 5 where a step fails, tells the journal, and goes on from there", async () => {
    const directory = world.standIn("failing");
    writeFileSync(join(directory, "stand-in.env"), "STAND_IN_FAIL=administrator\n");
    const { cwd } = place("failing-steps", {
      mastodon: { directory },
      database: { name: "failing" },
      steps: { assets: false },
    });
    const first = await mastosetup(["--answers", "a.json", "--json"], { cwd });
    const document = setupDocument(first);
    expect(first.status).toBe(5);
    expect(document.changed).toBe(true);
    expect(existsSync(join(directory, ".env.production"))).toBe(true);
    const [database, , administrator] = document.steps;
    expect(database).toMatchObject({ id: "database", status: "done", exitCode: 0 });
    expect(administrator).toMatchObject({ id: "administrator", status: "failed", exitCode: 1 });
    expect(read(administrator?.log ?? "")).toContain("tootctl fails because STAND_IN_FAIL says so");
    const journal = read(join(directory, ".mastosetup.journal.jsonl")).trim().split("\n");
    const events = journal.map((line): { step: string; event: string } => JSON.parse(line));
    expect(events.map(({ step, event }) => `${step} ${event}`)).toEqual([
      "database started",
      "database finished",
      "administrator started",
      "administrator failed",
    ]);

    writeFileSync(join(directory, "stand-in.env"), "");
    const second = setupDocument(await mastosetup(["--answers", "a.json", "--json"], { cwd }));
    expect(second.steps.map(({ status }) => status)).toEqual(["nothing", "skipped", "done"]);
    expect(second.changed).toBe(true);
    expect(second.env.backup).toBeNull();
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("ends by %s while a service is tested: %i, and nothing is written", async (signal, status) => {
    const asked = withResolvers();
    const service = await startRaw((socket) => {
      silent(socket);
      asked.resolve();
    });
    const { cwd } = place(`tested-${signal}`, { database: { port: service.port } });
    const { child, ended } = startFrom(program, ["--answers", "a.json", "--env", "f", "--skip-steps", "--json"], {
      cwd,
    });
    await asked.promise;
    child.kill(signal);
    const run = await ended;
    await service.stop();
    expect(run.status).toBe(status);
    expect(errorDocument(run).message).toContain("Interrupted");
    expect(readdirSync(cwd)).toEqual(["a.json"]);
  });

  it("ends by SIGTERM while a step runs: 143, its document, and the step's processes are gone", async () => {
    const directory = world.standIn("stopped");
    writeFileSync(join(directory, "stand-in.env"), "STAND_IN_HANG=administrator\n");
    // A name that no other run on this machine looks for.
    const admin = { username: `alice_${process.pid}`, email: "alice@social.example" };
    const patch = { mastodon: { directory }, database: { name: "stopped" }, steps: { assets: false, admin } };
    const { cwd } = place("stopped-steps", patch);
    const { child, ended, says } = startFrom(program, ["--answers", "a.json", "--json"], { cwd });
    await says(`administrator ${admin.username} …`);
    child.kill("SIGTERM");
    const run = await ended;
    const document = setupDocument(run);
    expect(run.status).toBe(143);
    expect(document.changed).toBe(true);
    expect(document.steps.map(({ status }) => status)).toEqual(["done", "skipped", "failed"]);
    const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
    expect(processes.split("\n").filter((line) => line.includes(admin.username))).toEqual([]);
  });

  describeAsRoot([], "started by root where only root can read", () => {
    // As `sudo npx mastosetup` does it: the program in /root/.npm, the answers in /root.
    it("writes and runs everything as the owner of Mastodon's directory", async () => {
      const directory = world.standIn("owned");
      execFileSync("chown", ["-R", `${unprivileged?.uid}:${unprivileged?.gid}`, directory]);
      const { cwd } = place("private", {
        mastodon: { directory },
        database: { name: "owned", password: { file: "secret" } },
        steps: { assets: false },
      });
      writeFileSync(join(cwd, "secret"), worldSecrets.database, { mode: 0o600 });
      chmodSync(cwd, 0o700);
      const run = await runFrom(copyProgram(cwd), ["--answers", "a.json", "--json"], { cwd });
      expect(run.status, run.stderr).toBe(0);
      expect(setupDocument(run).steps.map(({ status }) => status)).toEqual(["done", "skipped", "done"]);
      for (const name of [".env.production", ".mastosetup.journal.jsonl"])
        expectPrivate(join(directory, name), unprivileged?.uid);
      const strangers = execFileSync("find", [directory, "!", "-uid", String(unprivileged?.uid)], { encoding: "utf8" });
      expect(strangers).toBe("");
    });

    it("says before anything is tried that its owner can't write where the answers shall be saved", async () => {
      const directory = world.standIn("owned-too");
      execFileSync("chown", ["-R", `${unprivileged?.uid}:${unprivileged?.gid}`, directory]);
      const { cwd } = place("private-too", { mastodon: { directory } });
      chmodSync(cwd, 0o700);
      const args = ["--answers", "a.json", "--skip-steps", "--save-answers", "saved.json"];
      const run = await runFrom(copyProgram(cwd), args, { cwd });
      expect(run.status).toBe(3);
      expect(run.stderr).toMatch(/saved\.json can't be written: no permission/);
      expect(existsSync(join(directory, ".env.production"))).toBe(false);
    });
  });
});

function withResolvers(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
