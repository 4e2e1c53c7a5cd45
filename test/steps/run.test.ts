import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../services/available.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../services/postgres.ts";
import { type Redis, redisPrograms, startRedis } from "../services/redis.ts";
import { discard, scratch } from "../services/scratch.ts";
import { runOn, secrets, standIn, type Where } from "./ground.ts";

describeWith([...postgresPrograms, ...redisPrograms], "steps on a stand-in Mastodon", () => {
  let postgres: Postgres;
  let redis: Redis;
  let where: Where;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis({ password: secrets.redis })]);
    where = { root: scratch("steps"), postgresPort: postgres.port, redisPort: redis.port };
    const password = `PASSWORD '${secrets.database}'`;
    await postgres.sql(`CREATE ROLE creator LOGIN CREATEDB ${password}; CREATE ROLE owner LOGIN ${password}`);
  });
  afterAll(async () => {
    await Promise.all([postgres?.stop(), redis?.stop()]);
    discard(where.root);
  });

  const owned = (name: string) => postgres.sql(`CREATE DATABASE ${name} OWNER owner`);
  const statuses = (ran: Awaited<ReturnType<typeof runOn>>) =>
    ran.results.map(({ id, status, reason }) => `${id} ${status}${reason === null ? "" : `: ${reason}`}`);
  const owners = (database: string) =>
    postgres.sql(
      "SELECT a.username, u.email, r.name, u.approved, u.confirmed_at IS NOT NULL FROM users u JOIN accounts a ON a.id = u.account_id JOIN user_roles r ON r.id = u.role_id",
      database,
    );
  const wanted = "alice|alice@social.example|Owner|t|t";
  const settled = [
    "database nothing: database-current",
    "assets nothing: assets-there",
    "administrator nothing: administrator-there",
  ];

  it.each([
    ["4.2.0", "creator"],
    ["4.2.0", "owner"],
    ["4.3.23", "creator"],
    ["4.5.15", "owner"],
    ["4.6.5", "creator"],
  ])("take %s from nothing (role %s) to a server with its owner, once", async (release, user) => {
    const name = `fresh_${release.replaceAll(".", "_")}_${user}`;
    if (user === "owner") await owned(name);
    const place = standIn(where, { name, release, user });
    const first = await runOn(place);
    expect(statuses(first)).toEqual(["database done", "assets done", "administrator done"]);
    expect(first.results.every(({ changed, verified, exitCode }) => changed && verified && exitCode === 0)).toBe(true);
    expect(first.administrator).toMatchObject({ username: "alice", email: "alice@social.example" });
    expect(first.administrator?.password).toMatch(/^[0-9a-f]{32}$/);
    expect(await owners(name)).toBe(wanted);
    const second = await runOn(place);
    expect(statuses(second)).toEqual(settled);
    expect(second.results.some(({ changed }) => changed)).toBe(false);
    expect(second.administrator).toBeNull();
    expect(await owners(name)).toBe(wanted);
  });

  it("leave neither a password nor a secret in log, journal, progress or results", async () => {
    const place = standIn(where, { name: "canaries", release: "4.6.5" });
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
    const ran = await runOn(standIn(where, { name: "told" }));
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
    await runOn(standIn(where, { name, release: "4.4.22" }));
    const place = standIn(where, { name, release: "4.5.15" });
    const refused = await runOn(place, { steps: { admin: null } });
    expect(refused.result("database")).toMatchObject({ status: "refused", reason: "database-older", changed: false });
    const migrated = await runOn(place, { steps: { database: "migrate" } });
    expect(statuses(migrated)[0]).toBe("database done");
    expect(await postgres.sql("SELECT max(version) FROM schema_migrations", name)).toBe("20251023210145");
    expect(statuses(await runOn(place, { steps: { database: "migrate" } }))[0]).toBe(settled[0]);
  });

  it.each([
    ["newer", "database-newer", async (name: string) => void (await runOn(standIn(where, { name, release: "4.6.5" })))],
    [
      "foreign",
      "database-foreign",
      async (name: string) => {
        await postgres.sql(`CREATE DATABASE ${name} OWNER creator`);
        await postgres.sql(
          "CREATE TABLE wp_posts (id int); INSERT INTO wp_posts VALUES (1); GRANT ALL ON wp_posts TO creator",
          name,
        );
      },
    ],
  ])("leave a database alone that is %s", async (kind, reason, make) => {
    const name = `alone_${kind}`;
    await make(name);
    const before = await postgres.sql(
      "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'",
      name,
    );
    const ran = await runOn(standIn(where, { name, release: "4.5.15" }), { steps: { database: "migrate" } });
    expect(ran.result("database")).toMatchObject({ status: "refused", reason, exitCode: null, changed: false });
    expect(ran.result("administrator")).toMatchObject({ status: "refused", reason: "needs-database" });
    expect(
      await postgres.sql(
        "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'",
        name,
      ),
    ).toBe(before);
  });

  it("give the command for a database that the role may not create, and go on once it is there", async () => {
    const place = standIn(where, { name: "by_hand", user: "owner" });
    const refused = await runOn(place);
    expect(refused.result("database")).toMatchObject({ status: "refused", reason: "database-missing" });
    await postgres.sql(refused.result("database").remedy.join("\n"));
    expect(statuses(await runOn(place))[0]).toBe("database done");
  });

  it("seed what was loaded and left without roles", async () => {
    const place = standIn(where, { name: "unseeded" });
    await runOn(place, { steps: { assets: false, admin: null } });
    await postgres.sql("DELETE FROM user_roles", "unseeded");
    const ran = await runOn(place);
    expect(ran.journal.filter(({ step }) => step === "database").at(-1)?.command).toContain("bin/rails db:seed");
    expect([ran.result("database").status, ran.result("administrator").status]).toEqual(["done", "done"]);
  });

  it("stop what needs the database when it fails, and nothing else", async () => {
    const place = standIn(where, { name: "fails" });
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
    const place = standIn(where, { name: "memory" });
    place.switches({ STAND_IN_FAIL: "assets=memory" });
    const ran = await runOn(place, { steps: { database: false, admin: null } });
    expect(ran.result("assets")).toMatchObject({ status: "failed", reason: "out-of-memory", exitCode: null });
    place.switches({ STAND_IN_FAIL: "assets=No space left on device" });
    expect((await runOn(place, { steps: { database: false, admin: null } })).result("assets").reason).toBe("disk-full");
  });

  it("do not take an old release's assets, or half of them, for done", async () => {
    const place = standIn(where, { name: "manifest", release: "4.3.23" });
    const assets = async () =>
      (await runOn(place, { steps: { database: false, admin: null } })).result("assets").status;
    expect([await assets(), await assets()]).toEqual(["done", "nothing"]);
    place.switches({ STAND_IN_FAIL: "assets" });
    standIn(where, { name: "manifest", release: "4.3.23" });
    expect(await assets()).toBe("failed");
    place.switches({});
    expect([await assets(), await assets()]).toEqual(["done", "nothing"]);
    expect(existsSync(join(place.directory, "public/packs/manifest.json"))).toBe(true);
  });

  it("show how a half-made administrator is mended, and change no account", async () => {
    const place = standIn(where, { name: "half" });
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
    expect(await owners("half")).toBe("alice|alice@social.example|Owner|f|t");
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
    expect(await owners("half")).toBe("alice|alice@social.example|Owner|f|t");
  });

  it.each([
    ["4.4.22", { username: "admin", email: "a@social.example" }, "username-reserved"],
    ["4.5.15", { username: "da-ve", email: "a@social.example" }, "username-invalid"],
    ["4.5.15", { username: "dave", email: "dave" }, "email-invalid"],
  ])("say why %s refuses %j", async (release, admin, reason) => {
    const name = `says_${release.replaceAll(".", "_")}`;
    const ran = await runOn(standIn(where, { name, release }), { steps: { admin, assets: false } });
    expect(ran.result("administrator")).toMatchObject({ status: "failed", reason, exitCode: 1 });
  });

  it("end a step that is stopped, start no other, and go on the next time", async () => {
    const place = standIn(where, { name: "stopped" });
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
    const ran = await runOn(standIn(where, { name: "logged" }), { steps: { database: false, admin: null } });
    const log = readFileSync(ran.result("assets").log ?? "", "utf8");
    expect(log).toMatch(/^\$ RAILS_ENV=production NODE_ENV=production bin\/rails assets:precompile\n/);
    expect(log).toContain("Build with Vite complete");
    expect(log).toMatch(/# exit 0 after \d+ ms\n$/);
  });
});
