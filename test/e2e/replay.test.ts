import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWith } from "../services/available.ts";
import { freePort } from "../services/scratch.ts";
import { startWorld, type World, worldPrograms, worldSecrets } from "../services/world.ts";
import { mastosetup } from "../support/program.ts";
import type { Patch } from "./support/answers.ts";
import { setupDocument, wrongFindings } from "./support/documents.ts";
import { byForm, expectPrivate, read, settingLines } from "./support/env-file.ts";
import { placeIn } from "./support/place.ts";

describeWith(worldPrograms, "an unattended run against real services", () => {
  let world: World;
  let live: string;

  beforeAll(async () => {
    world = await startWorld();
    live = world.standIn();
    await world.postgres.sql("CREATE DATABASE mastodon_production OWNER mastodon");
  });
  afterAll(() => world?.stop());

  const place = (name: string, patch: Patch = {}) => placeIn(world, live, name, patch);

  const twice = ["--answers", "a.json", "--env", "f", "--skip-steps", "--json"];

  it("writes the file once, and the second time says that nothing changed, in one JSON document each", async () => {
    const { cwd } = place("twice");
    const first = await mastosetup(twice, { cwd });
    expect(setupDocument(first)).toMatchObject({
      changed: true,
      env: { path: join(cwd, "f"), backup: null },
      steps: [],
      admin: null,
    });
    expect(first.status, first.stderr).toBe(0);
    const written = read(join(cwd, "f"));
    expectPrivate(join(cwd, "f"));

    const second = await mastosetup(twice, { cwd });
    expect(setupDocument(second)).toMatchObject({ changed: false, env: { path: join(cwd, "f"), backup: null } });
    expect(second.status).toBe(0);
    expect(read(join(cwd, "f"))).toBe(written);
    expect(readdirSync(cwd).sort()).toEqual(["a.json", "f"]);
  });

  it("tests what it writes: every service answered", async () => {
    const { cwd } = place("tested");
    const { findings } = setupDocument(await mastosetup(twice, { cwd }));
    const fine = findings.filter(({ status }) => status === "ok" || status === "info").map(({ id }) => id);
    expect(fine).toEqual(expect.arrayContaining(["database.ok", "redis.ok", "storage.ok", "mail.ok"]));
  });

  it("saves answers that replay to the same bytes, with secrets and as references", async () => {
    const { cwd } = place("saved");
    const run = (...args: string[]) => mastosetup([...args, "--skip-steps"], { cwd });
    expect((await run("--answers", "a.json", "--env", "f", "--save-answers", "refs.json")).status).toBe(0);
    expect(
      (await run("--answers", "a.json", "--env", "f", "--save-answers", "all.json", "--with-secrets")).status,
    ).toBe(0);
    for (const name of ["refs.json", "all.json"]) expectPrivate(join(cwd, name));
    const { database, redis, storage, mail } = world.answers(live);
    const references = {
      MASTOSETUP_DATABASE_PASSWORD: database.password ?? "",
      MASTOSETUP_REDIS_PASSWORD: redis.password ?? "",
      MASTOSETUP_STORAGE_SECRET_ACCESS_KEY: storage.secretAccessKey ?? "",
      MASTOSETUP_MAIL_PASSWORD: mail.password ?? "",
    };
    const saved = read(join(cwd, "refs.json"));
    for (const [name, secret] of Object.entries(references)) {
      expect(saved).toContain(`{\n      "env": "${name}"\n    }`);
      expect(saved).not.toContain(JSON.stringify(secret).slice(1, -1));
    }
    for (const [answers, env] of [
      ["refs.json", references],
      ["all.json", {}],
    ] as const) {
      copyFileSync(join(cwd, "f"), join(cwd, "same"));
      const args = ["--answers", answers, "--skip-steps", "--json"];
      const same = await mastosetup([...args, "--env", "same"], { cwd, env });
      expect(setupDocument(same).changed).toBe(false);
      expect(read(join(cwd, "same"))).toBe(read(join(cwd, "f")));
      // A new file differs in nothing but the keys that are made for it.
      expect(setupDocument(await mastosetup([...args, "--env", `new-${answers}`], { cwd, env })).changed).toBe(true);
      const forms = (path: string) => settingLines(read(join(cwd, path))).map(byForm);
      expect(forms(`new-${answers}`)).toEqual(forms("f"));
    }
  });

  it("takes secrets from the environment and from files", async () => {
    const { database, redis, storage, mail } = world.answers(live);
    const { cwd } = place("references", {
      database: { password: { env: "DB_SECRET" } },
      redis: { password: { file: "redis-secret" } },
      storage: { secretAccessKey: { file: join(world.directory, "references/s3-secret") } },
      mail: { password: { env: "MAIL_SECRET" } },
    });
    writeFileSync(join(cwd, "redis-secret"), `${redis.password}\n`, { mode: 0o600 });
    writeFileSync(join(cwd, "s3-secret"), `${storage.secretAccessKey}`, { mode: 0o600 });
    const env = { DB_SECRET: database.password ?? "", MAIL_SECRET: mail.password ?? "" };
    const run = await mastosetup(twice, { cwd, env });
    expect(run.status, run.stderr).toBe(0);
    expect(settingLines(read(join(cwd, "f")))).toEqual(
      expect.arrayContaining([`DB_PASS='${worldSecrets.database}'`, `REDIS_PASSWORD='${worldSecrets.redis}'`]),
    );
  });

  it("takes the answers from standard input", async () => {
    const { cwd } = place("stdin");
    const input = JSON.stringify(world.answers(live));
    const run = await mastosetup(["--answers", "-", "--env", "f", "--skip-steps", "--json"], { cwd, input });
    expect(setupDocument(run).changed).toBe(true);
    expect(run.status).toBe(0);
  });

  it("writes and runs nothing with --dry-run, and shows what it would", async () => {
    const directory = world.standIn("rehearsing");
    const untouched = readdirSync(directory);
    const { cwd } = place("dry", { mastodon: { directory }, database: { name: "rehearsed" } });
    const run = await mastosetup(["--answers", "a.json", "--save-answers", "s", "--dry-run"], { cwd });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain("+ LOCAL_DOMAIN=social.example");
    expect(run.stderr).toContain("bin/rails db:setup");
    expect(run.stderr).not.toContain(worldSecrets.database);
    const json = await mastosetup(["--answers", "a.json", "--dry-run", "--json"], { cwd });
    const { changed, steps } = setupDocument(json);
    expect(changed).toBe(true);
    expect(steps.find(({ id }) => id === "database")?.status).toBe("planned");
    expect(readdirSync(cwd)).toEqual(["a.json"]);
    expect(readdirSync(directory)).toEqual(untouched);
    expect(await world.postgres.sql("SELECT 1 FROM pg_database WHERE datname = 'rehearsed'")).toBe("");
  });

  it("prints the file with every secret masked", async () => {
    const { cwd } = place("printed");
    const run = await mastosetup(["--answers", "a.json", "--env", "f", "--skip-steps", "--print"], { cwd });
    expect(run.status, run.stderr).toBe(0);
    const names = (text: string) => settingLines(text).map((line) => line.replace(/=.*/, ""));
    const written = read(join(cwd, "f"));
    expect(names(run.stdout)).toEqual(names(written));
    expect(run.stdout).toContain("LOCAL_DOMAIN=social.example");
    expect(settingLines(run.stdout).filter((line) => /^(?:DB_PASS|SECRET_KEY_BASE|SMTP_PASSWORD)=/.test(line))).toEqual(
      ["SECRET_KEY_BASE=••••••••", "DB_PASS=••••••••", "SMTP_PASSWORD=••••••••"],
    );
  });

  it("writes without testing anything where it is told to", async () => {
    const port = await freePort();
    const { cwd } = place("offline", { database: { port }, redis: { port }, mail: { port } });
    const run = await mastosetup([...twice, "--offline"], { cwd });
    expect(setupDocument(run)).toMatchObject({ changed: true, findings: [] });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain("No service was tested");
  });

  it("writes nothing where a service refuses it, and says which and why", async () => {
    const { cwd } = place("wrong", { database: { password: "not the one" } });
    const before = `LOCAL_DOMAIN=old.example\n`;
    writeFileSync(join(cwd, "f"), before, { mode: 0o644 });
    const run = await mastosetup(twice, { cwd });
    const document = setupDocument(run);
    expect(run.status).toBe(4);
    expect(document.changed).toBe(false);
    expect(wrongFindings(document)).toEqual(["database.password-wrong"]);
    expect(run.stderr).toContain("nothing was written");
    expect(read(join(cwd, "f"))).toBe(before);
    expect(readdirSync(cwd).sort()).toEqual(["a.json", "f"]);
  });

  it("keeps what it does not know of an existing file, its order, and every secret in it", async () => {
    const { cwd } = place("existing");
    const kept = [
      "# mine, do not touch",
      "LOCAL_DOMAIN=social.example",
      `SECRET_KEY_BASE="${"a".repeat(128)}" # from 2019`,
      "PAPERCLIP_SECRET=still-here",
      "MY_OWN_TOKEN='keep me'",
      "DEFAULT_LOCALE=de",
      "# the end",
    ];
    const before = `${kept.join("\n")}\nDB_HOST=an.old.host\n`;
    writeFileSync(join(cwd, "f"), before, { mode: 0o640 });
    const run = await mastosetup(twice, { cwd });
    const { changed, env } = setupDocument(run);
    expect(run.status, run.stderr).toBe(0);
    expect(changed).toBe(true);
    expect(env.backup).not.toBeNull();
    expect(read(env.backup ?? "")).toBe(before);
    expectPrivate(env.backup ?? "");
    expectPrivate(join(cwd, "f"));
    const after = read(join(cwd, "f"));
    expect(after.split("\n").filter((line) => kept.includes(line))).toEqual(kept);
    expect(after.match(/^DB_HOST=.*$/gm)).toEqual(["DB_HOST=127.0.0.1"]);
    expect(after.match(/^SECRET_KEY_BASE=/gm)).toHaveLength(1);
    expect(setupDocument(await mastosetup(twice, { cwd })).changed).toBe(false);
    expect(read(join(cwd, "f"))).toBe(after);
  });

  it("needs no file of answers where an existing file says everything", async () => {
    const directory = world.standIn("again");
    const { cwd } = place("again-answers", { mastodon: { directory } });
    expect((await mastosetup(["--answers", "a.json", "--skip-steps"], { cwd })).status).toBe(0);
    const run = await mastosetup(["--no-input", "--skip-steps", "--json"], { cwd: directory });
    expect(setupDocument(run).changed).toBe(false);
    expect(run.status, run.stderr).toBe(0);
  });
});
