import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendJournal, journalPath } from "../../src/steps/journal.ts";
import { describeWith } from "../services/available.ts";
import { postgresPrograms } from "../services/postgres.ts";
import { redisPrograms } from "../services/redis.ts";
import { runOn, secrets, standIn } from "./ground.ts";
import { type StepServices, settled, startServices, statuses } from "./services.ts";

describeWith([...postgresPrograms, ...redisPrograms], "steps on a stand-in Mastodon", () => {
  let services: StepServices;
  beforeAll(async () => {
    services = await startServices();
  });
  afterAll(() => services?.stop());

  const owned = (name: string) => services.postgres.sql(`CREATE DATABASE ${name} OWNER owner`);
  const wanted = "alice|alice@social.example|Owner|t|t";

  it.each([
    ["4.2.0", "creator"],
    ["4.2.0", "owner"],
    ["4.3.23", "creator"],
    ["4.5.15", "owner"],
    ["4.6.5", "creator"],
  ])("take %s from nothing (role %s) to a server with its owner, once", async (release, user) => {
    const name = `fresh_${release.replaceAll(".", "_")}_${user}`;
    if (user === "owner") await owned(name);
    const place = standIn(services, { name, release, user });
    const first = await runOn(place);
    expect(statuses(first)).toEqual(["database done", "assets done", "administrator done"]);
    expect(first.results.every(({ changed, verified, exitCode }) => changed && verified && exitCode === 0)).toBe(true);
    expect(first.administrator).toMatchObject({ username: "alice", email: "alice@social.example" });
    expect(first.administrator?.password).toMatch(/^[0-9a-f]{32}$/);
    expect(await services.owners(name)).toBe(wanted);
    const second = await runOn(place);
    expect(statuses(second)).toEqual(settled);
    expect(second.results.some(({ changed }) => changed)).toBe(false);
    expect(second.administrator).toBeNull();
    expect(await services.owners(name)).toBe(wanted);
  });

  it("leave neither a password nor a secret in log, journal, progress or results", async () => {
    const place = standIn(services, { name: "canaries", release: "4.6.5" });
    const ran = await runOn(place);
    // The secrets were there to be leaked: 4.6 prints the URL of Redis.
    expect(ran.progress.some((one) => one.kind === "line" && one.line.includes("Sidekiq"))).toBe(true);
    expect(ran.traces).toContain("New password: ••••••••");
    for (const secret of [...Object.values(secrets), ran.administrator?.password ?? "?"])
      expect(ran.traces).not.toContain(secret);
    const files = [join(place.directory, ".mastosetup.journal.jsonl"), ...ran.results.flatMap(({ log }) => log ?? [])];
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual(files.map(() => 0o600));
  });

  it("tell the review and the journal the same commands", async () => {
    const ran = await runOn(standIn(services, { name: "told" }));
    expect(ran.journal.map(({ step, event, exitCode }) => `${step} ${event} ${exitCode}`)).toEqual([
      "database started null",
      "database finished 0",
      "assets started null",
      "assets finished 0",
      "administrator started null",
      "administrator finished 0",
    ]);
    expect(ran.journal[0]?.command).toBe(
      "RAILS_ENV=production NODE_ENV=production SAFETY_ASSURED=1 bin/rails db:setup",
    );
    const started = ran.progress.flatMap((one) => (one.kind === "started" ? one.command : []));
    expect(started).toEqual(ran.journal.filter(({ event }) => event === "started").map(({ command }) => command));
  });

  it("migrate an older Mastodon on its own word only", async () => {
    const name = "older";
    await runOn(standIn(services, { name, release: "4.4.22" }));
    const place = standIn(services, { name, release: "4.5.15" });
    const refused = await runOn(place, { steps: { admin: null } });
    expect(refused.result("database")).toMatchObject({ status: "refused", reason: "database-older", changed: false });
    const migrated = await runOn(place, { steps: { database: "migrate" } });
    expect(statuses(migrated)[0]).toBe("database done");
    expect(await services.postgres.sql("SELECT max(version) FROM schema_migrations", name)).toBe("20251023210145");
    expect(statuses(await runOn(place, { steps: { database: "migrate" } }))[0]).toBe(settled[0]);
  });

  it.each([
    [
      "newer",
      "database-newer",
      async (name: string) => void (await runOn(standIn(services, { name, release: "4.6.5" }))),
    ],
    [
      "foreign",
      "database-foreign",
      async (name: string) => {
        await services.postgres.sql(`CREATE DATABASE ${name} OWNER creator`);
        await services.postgres.sql(
          "CREATE TABLE wp_posts (id int); INSERT INTO wp_posts VALUES (1); GRANT ALL ON wp_posts TO creator",
          name,
        );
      },
    ],
  ])("leave a database alone that is %s", async (kind, reason, make) => {
    const name = `alone_${kind}`;
    await make(name);
    const before = await services.postgres.sql(
      "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'",
      name,
    );
    const ran = await runOn(standIn(services, { name, release: "4.5.15" }), { steps: { database: "migrate" } });
    expect(ran.result("database")).toMatchObject({ status: "refused", reason, exitCode: null, changed: false });
    expect(ran.result("administrator")).toMatchObject({ status: "refused", reason: "needs-database" });
    expect(
      await services.postgres.sql(
        "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'",
        name,
      ),
    ).toBe(before);
  });

  it("give the command for a database that the role may not create, and go on once it is there", async () => {
    const place = standIn(services, { name: "by_hand", user: "owner" });
    const refused = await runOn(place);
    expect(refused.result("database")).toMatchObject({ status: "refused", reason: "database-missing" });
    await services.postgres.sql(refused.result("database").remedy.join("\n"));
    expect(statuses(await runOn(place))[0]).toBe("database done");
  });

  it("seed what was loaded and left without roles", async () => {
    const place = standIn(services, { name: "unseeded" });
    await runOn(place, { steps: { assets: false, admin: null } });
    await services.postgres.sql("DELETE FROM user_roles", "unseeded");
    const ran = await runOn(place);
    expect(ran.journal.filter(({ step }) => step === "database").at(-1)?.command).toContain("bin/rails db:seed");
    expect([ran.result("database").status, ran.result("administrator").status]).toEqual(["done", "done"]);
  });

  it.each(["4.2.0", "4.5.15"])(
    "finish what a killed run of theirs left half loaded, and touch no rows (%s)",
    async (release) => {
      const name = `torn_${release.replaceAll(".", "_")}`;
      const place = standIn(services, { name, release });
      const half =
        "CREATE TABLE accounts (id int); CREATE TABLE users (id int); ALTER TABLE accounts OWNER TO creator; ALTER TABLE users OWNER TO creator";
      await services.postgres.sql(`CREATE DATABASE ${name} OWNER creator`);
      await services.postgres.sql(half, name);
      // Nobody knows where they came from.
      expect((await runOn(place)).result("database")).toMatchObject({ status: "refused", reason: "database-foreign" });
      await appendJournal(journalPath(place.envFile), {
        at: "2026-11-20T10:00:00.000Z",
        step: "database",
        event: "started",
        command: "bin/rails db:setup",
        exitCode: null,
        ms: null,
        log: null,
        reason: null,
      });
      await services.postgres.sql("INSERT INTO users VALUES (1)", name);
      expect((await runOn(place)).result("database")).toMatchObject({
        status: "refused",
        reason: "database-foreign",
        facts: { tables: ["users"] },
      });
      await services.postgres.sql("DELETE FROM users", name);
      expect(statuses(await runOn(place))).toEqual(["database done", settled[1], "administrator done"]);
    },
  );
});
