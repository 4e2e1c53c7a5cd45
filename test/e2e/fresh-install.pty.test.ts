import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { storageProviders } from "../../prompts/answers.ts";
import { en } from "../../prompts/locales/en/index.ts";
import { format } from "../../prompts/locales/format.ts";
import { readMemory } from "../../src/steps/machine.ts";
import { memoryForAssets } from "../../src/steps/plan/assets.ts";
import { describeWith } from "../services/available.ts";
import { startWorld, type World, worldPrograms } from "../services/world.ts";
import { mastosetup } from "../support/program.ts";
import type { Pty } from "./pty.ts";
import { type Place, placeIn, secretsOf } from "./pty-support/place.ts";
import { inTerminal } from "./pty-support/terminal.ts";
import { anyhow, askForMore, enter, open, type Question, questions, review, walk } from "./pty-support/walk.ts";
import { setupDocument } from "./support/documents.ts";
import { byForm, expectPrivate, settingLines } from "./support/env-file.ts";

const messages = en;
const words = { messages };
const text = (value: string | number | null) => String(value ?? "");

/** With what somebody asks for who presses + at the bucket: the authority of a MinIO of one's own is among it. */
const asked: readonly Question[] = questions.flatMap((one): readonly Question[] => {
  if (one === "storage.publicHost") return [one, "storage.caFile", "storage.acl"];
  if (one === "mail.tls") return [one, "mail.verify", "mail.caFile"];
  return [one];
});

/** Every answer as it is typed, by somebody who has nothing but the world's services. */
function typed({ answers }: Place, assets: boolean): Readonly<Partial<Record<Question, string>>> {
  const { database, redis, storage, mail } = answers;
  return {
    "domain.local": "https://Social.Example/",
    "domain.singleUser": "no",
    "database.host": database.host,
    "database.port": text(database.port),
    "database.name": database.name,
    "database.user": database.user,
    "database.password": "wrong password",
    "redis.host": redis.host,
    "redis.port": text(redis.port),
    "redis.password": text(redis.password),
    "storage.provider": text(storageProviders.indexOf("minio") + 1),
    "storage.bucket": text(storage.bucket),
    "storage.endpoint": text(storage.endpoint),
    "storage.accessKeyId": text(storage.accessKeyId),
    "storage.secretAccessKey": text(storage.secretAccessKey),
    "storage.caFile": text(storage.caFile),
    "storage.acl": "2",
    "mail.provider": "11",
    "mail.host": mail.host,
    "mail.port": text(mail.port),
    "mail.caFile": text(mail.caFile),
    "mail.user": text(mail.user),
    "mail.password": text(mail.password),
    "mail.from": mail.from,
    "updates.check": "yes",
    "steps.database": "1",
    "steps.assets": assets ? "y" : "n",
    "steps.admin": "yes",
    "administrator.username": "alice",
    "administrator.email": "alice@social.example",
  };
}

describeWith(worldPrograms, "a fresh install, every question answered by hand", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());

  it("goes from nothing to a server that is set up", async () => {
    const place = placeIn(world, "fresh");
    const saved = join(place.state, "saved.json");
    // Compiling is refused where there is too little memory; that has tests of its own.
    const assets = (await readMemory()).available >= memoryForAssets;
    const say = typed(place, assets);
    const args = ["--save-answers", saved, "--with-secrets"];
    const password = await inTerminal(place, { args, rows: 50 }, async (pty) => {
      await toTheReview(pty, place, say);
      await reviewed(pty, place);
      pty.type("w");
      expect((await pty.exit).code, pty.scrollback()).toBe(0);
      for (const secret of secretsOf(place)) expect(pty.raw()).not.toContain(secret);
      return shownOnce(pty);
    });

    expectPrivate(place.envFile);
    const lines = settingLines(readFileSync(place.envFile, "utf8")).map(byForm);
    const { database, mail } = place.answers;
    for (const line of [
      "LOCAL_DOMAIN=social.example",
      `DB_NAME=${database.name}`,
      "DB_PASS='db p@ss#1'",
      "S3_BUCKET=files",
      `SMTP_PORT=${mail.port}`,
      `SMTP_CA_FILE=${mail.caFile}`,
      "SECRET_KEY_BASE=<hex128>",
      // Edited in the review.
      "UPDATE_CHECK_URL=",
    ])
      expect(lines).toContain(line);
    expect(await world.postgres.sql("SELECT email FROM users", database.name)).toBe("alice@social.example");
    expect(leftIn(place)).not.toContain(password);

    await replaysTheSame(saved, place, lines);
  });

  /** Wrong password, finding, right password; redis, storage and back; the rest. */
  async function toTheReview(pty: Pty, place: Place, say: ReturnType<typeof typed>): Promise<void> {
    const { database, redis } = place.answers;
    await pty.waitFor(open("server.directory", words));
    await pty.waitFor(`(${place.live})`);
    await walk(pty, { ...words, asked, say, until: "database.password" });
    await pty.waitFor("https://Social.Example/ (taken as social.example)");
    enter(pty, say["database.password"] ?? "");

    const sentence = messages.findings["database.password-wrong"].title;
    const address = `${database.host}:${database.port}`;
    await pty.waitFor(new RegExp(anyhow(format(sentence, { address, user: database.user }))));
    await pty.waitFor(`? ${messages.ui.menu.title}`);
    expect(existsSync(place.envFile)).toBe(false);
    await pty.waitFor(/❯ 1 {2}Change the answers/);
    pty.press("enter");
    const again: readonly Question[] = [...asked.slice(0, asked.indexOf("redis.host")), "database.tls", "redis.host"];
    const corrected = { "database.password": text(database.password) };
    await walk(pty, { ...words, asked: again, from: "database.host", say: corrected, until: "redis.host" });

    await walk(pty, { ...words, asked, say, from: "redis.host", until: "storage.provider" });
    pty.press("escape");
    await pty.waitFor(open("redis.password", words));
    enter(pty, "<");
    await pty.waitFor(open("redis.port", words));
    await pty.waitFor(`(${redis.port})`);
    await walk(pty, { ...words, asked, from: "redis.port", until: "storage.provider" });

    await walk(pty, { ...words, asked, say, from: "storage.provider", until: "storage.bucket" });
    await askForMore(pty, "storage.bucket", words);
    await walk(pty, { ...words, asked, say, from: "storage.bucket", until: "mail.host" });
    await askForMore(pty, "mail.host", words);
    await walk(pty, { ...words, asked, say, from: "mail.host" });
  }

  /** Looks at the file, turns the updates off and comes back. */
  async function reviewed(pty: Pty, place: Place): Promise<void> {
    pty.type("v");
    const shown = await pty.waitFor("+ SMTP_FROM_ADDRESS=");
    expect(shown).toContain("+ SMTP_PASSWORD=••••••••");
    expect(existsSync(place.envFile)).toBe(false);
    await pty.waitFor(review(words));
    pty.type("7");
    await pty.waitFor(/❯ 7 {2}Updates/);
    pty.press("enter");
    await pty.waitFor(open("updates.check", words));
    enter(pty, "n");
    await pty.waitFor(review(words));
    await pty.waitFor(/7 {2}Updates\s+Check for important updates: no/);
  }

  function shownOnce(pty: Pty): string {
    const [, password = ""] = /Password, shown once:\s+([0-9a-f]{32})/.exec(pty.scrollback()) ?? [];
    expect(password).not.toBe("");
    expect(pty.raw().split(password)).toHaveLength(2);
    return password;
  }

  /** Everything that the run has left in Mastodon's directory and in the home, as text. */
  function leftIn(place: Place): string {
    const names = [...readdirSync(place.live), ...readdirSync(join(place.live, "log")).map((one) => join("log", one))];
    const files = names.filter((one) => /^(?:\.env|\.mastosetup|log\/)/.test(one)).map((one) => join(place.live, one));
    return files.map((one) => readFileSync(one, "utf8")).join("\n");
  }

  /** The saved answers change nothing here, and make the same file elsewhere. */
  async function replaysTheSame(saved: string, place: Place, lines: readonly string[]): Promise<void> {
    const options = { cwd: place.live, env: { XDG_STATE_HOME: place.state } };
    const here = await mastosetup(["--answers", saved, "--skip-steps", "--json"], options);
    expect(here.status, here.stderr).toBe(0);
    expect(setupDocument(here).changed).toBe(false);
    const other = join(place.state, "other.env");
    const there = await mastosetup(["--answers", saved, "--skip-steps", "--offline", "--env", other], options);
    expect(there.status, there.stderr).toBe(0);
    expect(settingLines(readFileSync(other, "utf8")).map(byForm)).toEqual(lines);
  }
});
