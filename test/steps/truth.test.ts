import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { releaseText } from "../../src/environment/release.ts";
import { readRelease } from "../../src/mastodon/directory.ts";
import { eventually } from "../services/daemon.ts";
import { runOn, type StandIn, secrets, writeEnvFile } from "./ground.ts";
import { type StepServices, startServices, statuses } from "./services.ts";

/** An installed Mastodon (bundle, node_modules) that nobody needs: its `.env.production` is put back afterwards. */
const directory = process.env.MASTODON_DIR ?? "";
const suite = directory === "" ? describe.skip : describe;

suite(`steps on an installed Mastodon${directory === "" ? " (skipped: MASTODON_DIR is not set)" : ""}`, () => {
  const envFile = join(directory, ".env.production");
  const before = directory !== "" && existsSync(envFile) ? readFileSync(envFile, "utf8") : null;
  let services: StepServices;
  let release = "";

  beforeAll(async () => {
    services = await startServices();
    const found = (await readRelease(directory))?.release;
    release = found === undefined || found === null ? "" : releaseText(found);
  });
  afterAll(async () => {
    await services?.stop();
    rmSync(join(directory, ".mastosetup.journal.jsonl"), { force: true });
    if (before === null) rmSync(envFile, { force: true });
    else writeFileSync(envFile, before);
  });

  function place(name: string, user: string, redisPort = services.redisPort): StandIn {
    writeEnvFile(envFile, { postgresPort: services.postgresPort, redisPort, name, user });
    return { directory, envFile, release, switches: () => undefined };
  }
  const told = (ran: Awaited<ReturnType<typeof runOn>>) => ran.results.map(({ status, reason }) => reason ?? status);
  const noAssets = { assets: false };

  it("go from nothing to a server with its owner, once", { timeout: 120_000 }, async () => {
    const first = await runOn(place("created", "creator"), { steps: noAssets });
    expect(told(first)).toEqual(["done", "not-wanted", "done"]);
    expect(first.administrator?.password).toMatch(/^[0-9a-f]{32}$/);
    for (const secret of Object.values(secrets)) expect(first.traces).not.toContain(secret);
    const second = await runOn(place("created", "creator"), { steps: noAssets });
    expect(told(second)).toEqual(["database-current", "not-wanted", "administrator-there"]);
  });

  it("load the tables into an empty database of a role without CREATEDB", { timeout: 120_000 }, async () => {
    await services.postgres.sql("CREATE DATABASE emptied OWNER owner");
    expect(told(await runOn(place("emptied", "owner"), { steps: noAssets }))).toEqual(["done", "not-wanted", "done"]);
  });

  it("show how to mend the account that Redis left half made", { timeout: 120_000 }, async () => {
    await runOn(place("halved", "creator"), { steps: { ...noAssets, admin: null } });
    const ran = await runOn(place("halved", "creator", 1), { steps: noAssets });
    expect(told(ran)).toEqual(["database-current", "not-wanted", "administrator-half-made"]);
  });

  it("finish what was stopped in the middle of the tables", { timeout: 120_000 }, async () => {
    await services.postgres.sql("CREATE DATABASE torn OWNER owner");
    const controller = new AbortController();
    const tables = () => services.postgres.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", "torn");
    const running = runOn(place("torn", "owner"), { steps: noAssets, signal: controller.signal });
    await eventually(async () => expect(Number(await tables())).toBeGreaterThan(10));
    controller.abort("SIGINT");
    expect(statuses(await running)).toEqual([
      "database failed: stopped",
      "assets skipped: not-wanted",
      "administrator refused: interrupted",
    ]);
    expect(told(await runOn(place("torn", "owner"), { steps: noAssets }))).toEqual(["done", "not-wanted", "done"]);
  });

  const packages = existsSync(join(directory, "node_modules"));
  it.skipIf(!packages)(
    `compile the assets${packages ? "" : " (skipped: no node_modules there)"}`,
    { timeout: 600_000 },
    async () => {
      const ran = await runOn(place("created", "creator"), { steps: { database: false, admin: null } });
      expect(["done", "assets-there"]).toContain(told(ran)[1]);
    },
  );
});
