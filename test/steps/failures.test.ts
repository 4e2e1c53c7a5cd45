import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../services/available.ts";
import { postgresPrograms } from "../services/postgres.ts";
import { redisPrograms } from "../services/redis.ts";
import { runOn, standIn } from "./ground.ts";
import { type StepServices, settled, startServices, statuses } from "./services.ts";

describeWith([...postgresPrograms, ...redisPrograms], "steps that fail on a stand-in Mastodon", () => {
  let services: StepServices;
  beforeAll(async () => {
    services = await startServices();
  });
  afterAll(() => services?.stop());

  it("stop what needs the database when it fails, and nothing else", async () => {
    const place = standIn(services, { name: "fails" });
    place.switches({ STAND_IN_FAIL: "db:setup" });
    const ran = await runOn(place);
    expect(statuses(ran)).toEqual(["database failed: unknown", "assets done", "administrator refused: needs-database"]);
    expect(ran.result("database")).toMatchObject({
      exitCode: 1,
      facts: { tail: expect.arrayContaining(["bin/rails aborted!"]) },
    });
    place.switches({});
    expect(statuses(await runOn(place))).toEqual(["database done", settled[1], "administrator done"]);
  });

  it("tell a compiler that the kernel ended from one that failed", async () => {
    const place = standIn(services, { name: "memory" });
    place.switches({ STAND_IN_FAIL: "assets=memory" });
    const ran = await runOn(place, { steps: { database: false, admin: null } });
    expect(ran.result("assets")).toMatchObject({ status: "failed", reason: "out-of-memory", exitCode: null });
    place.switches({ STAND_IN_FAIL: "assets=No space left on device" });
    expect((await runOn(place, { steps: { database: false, admin: null } })).result("assets").reason).toBe("disk-full");
  });

  it("do not take an old release's assets, or half of them, for done", async () => {
    const place = standIn(services, { name: "manifest", release: "4.3.23" });
    const assets = async () =>
      (await runOn(place, { steps: { database: false, admin: null } })).result("assets").status;
    expect([await assets(), await assets()]).toEqual(["done", "nothing"]);
    place.switches({ STAND_IN_FAIL: "assets" });
    standIn(services, { name: "manifest", release: "4.3.23" });
    expect(await assets()).toBe("failed");
    place.switches({});
    expect([await assets(), await assets()]).toEqual(["done", "nothing"]);
    expect(existsSync(join(place.directory, "public/packs/manifest.json"))).toBe(true);
  });

  it("show how a half-made administrator is mended, and change no account", async () => {
    const place = standIn(services, { name: "half" });
    place.switches({ STAND_IN_HALF: "administrator" });
    const ran = await runOn(place);
    expect(ran.result("administrator")).toMatchObject({
      status: "failed",
      reason: "administrator-half-made",
      exitCode: 1,
    });
    expect(ran.result("administrator").remedy.join()).toContain(
      "accounts modify alice --role Owner --confirm --approve --reset-password",
    );
    expect(ran.administrator).toBeNull();
    expect(await services.owners("half")).toBe("alice|alice@social.example|Owner|f|t");
    place.switches({});
    expect((await runOn(place)).result("administrator")).toMatchObject({
      status: "refused",
      reason: "administrator-half-made",
      exitCode: null,
    });
    const other = { admin: { username: "alice", email: "other@social.example" } };
    expect((await runOn(place, { steps: other })).result("administrator")).toMatchObject({
      status: "refused",
      reason: "administrator-taken",
    });
    expect(await services.owners("half")).toBe("alice|alice@social.example|Owner|f|t");
  });

  it.each([
    ["4.4.22", { username: "admin", email: "a@social.example" }, "username-reserved"],
    ["4.5.15", { username: "da-ve", email: "a@social.example" }, "username-invalid"],
    ["4.5.15", { username: "dave", email: "dave" }, "email-invalid"],
  ])("say why %s refuses %j", async (release, admin, reason) => {
    const name = `says_${release.replaceAll(".", "_")}`;
    const ran = await runOn(standIn(services, { name, release }), { steps: { admin, assets: false } });
    expect(ran.result("administrator")).toMatchObject({ status: "failed", reason, exitCode: 1 });
  });

  it("end a step that is stopped, start no other, and go on the next time", async () => {
    const place = standIn(services, { name: "stopped" });
    place.switches({ STAND_IN_HANG: "assets" });
    const controller = new AbortController();
    const onProgress = (one: { kind: string; line?: string }) => {
      if (one.line === "Compiling...") controller.abort("SIGINT");
    };
    const ran = await runOn(place, { signal: controller.signal, onProgress });
    expect(statuses(ran)).toEqual(["database done", "assets failed: stopped", "administrator refused: interrupted"]);
    expect(ran.journal.at(-1)).toMatchObject({ step: "assets", event: "failed", reason: "stopped" });
    place.switches({});
    expect(statuses(await runOn(place))).toEqual([settled[0], "assets done", "administrator done"]);
  });

  it("keep the whole output in the log, with its command", async () => {
    const ran = await runOn(standIn(services, { name: "logged" }), { steps: { database: false, admin: null } });
    const log = readFileSync(ran.result("assets").log ?? "", "utf8");
    expect(log).toMatch(/^\$ RAILS_ENV=production NODE_ENV=production bin\/rails assets:precompile\n/);
    expect(log).toContain("Build with Vite complete");
    expect(log).toMatch(/# exit 0 after \d+ ms\n$/);
  });
});
