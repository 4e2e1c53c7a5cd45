import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isSecretName } from "../../src/secrets/names.ts";
import { describeWith } from "../services/available.ts";
import { type MailStandIn, refusal, startSmtpStandIn } from "../services/smtp-stand-in.ts";
import { startWorld, type World, worldPrograms } from "../services/world.ts";
import { mastosetup, type Run } from "../support/program.ts";
import { type Patch, writeAnswers } from "./support/answers.ts";
import { checkDocument, setupDocument, wrongFindings } from "./support/documents.ts";
import { expectPrivate, read, settingLines } from "./support/env-file.ts";
import { huntFor, type Leak, watchProcesses } from "./support/leaks.ts";

/** Spaces, and what URLs, JSON and base64 spell in another way; nothing that an env file can't carry. */
const canary = (name: string) => `${name} kanarie/7f3+ß"&%`;

const given = {
  database: canary("database"),
  redis: canary("redis"),
  mail: canary("mail"),
  extra: canary("extra"),
};
const stored = {
  PAPERCLIP_SECRET: canary("paperclip"),
  LDAP_PASSWORD: canary("ldap"),
  MY_OWN_TOKEN: canary("token"),
  SECRET_KEY_BASE: "5ec4e7".repeat(21),
  ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: "kanarie0primary0key0000000000000",
};
const wrong = {
  "wrong database": canary("wrong-database"),
  "wrong redis": canary("wrong-redis"),
  "wrong storage": canary("wrong-storage"),
  "wrong mail": canary("wrong-mail"),
};

describeWith(worldPrograms, "no secret is ever shown", () => {
  let world: World;
  let mail: MailStandIn;
  let live: string;
  let cwd: string;
  let env: Readonly<Record<string, string>>;
  let hunt = huntFor({});

  beforeAll(async () => {
    world = await startWorld();
    live = world.standIn();
    cwd = join(world.directory, "work");
    mkdirSync(cwd);
    await world.postgres.sql(`ALTER ROLE mastodon PASSWORD '${given.database}'`);
    await world.redis.command("CONFIG", "SET", "requirepass", given.redis);
    mail = await startSmtpStandIn({
      tls: world.certificates,
      auth: true,
      // A server that has no manners: it repeats what it was sent.
      onAuth: ({ password = "", username = "" }, _session, done) =>
        password === given.mail
          ? done(null, { user: username })
          : done(refusal(535, `5.7.8 no ${password}, ${Buffer.from(`\0${username}\0${password}`).toString("base64")}`)),
    });
    const places = { HOME: join(cwd, "home"), XDG_STATE_HOME: join(cwd, "state"), TMPDIR: join(cwd, "tmp") };
    for (const place of Object.values(places)) mkdirSync(place);
    hunt = huntFor({ ...given, ...stored, ...wrong, storage: world.rgw.secretKey });
    const references = { DB_SECRET: given.database, S3_SECRET: world.rgw.secretKey, MAIL_SECRET: given.mail };
    env = { ...places, ...references };
    const lines = Object.entries(stored).map(([name, value]) => `${name}='${value}'`);
    writeFileSync(join(live, ".env.production"), `# ours\n${lines.join("\n")}\n`, { mode: 0o600 });
    answers("a.json", { database: { password: { env: "DB_SECRET" } }, extra: { SOME_API_TOKEN: { file: "extra" } } });
    writeFileSync(join(cwd, "extra"), given.extra);
  });
  afterAll(async () => {
    await mail?.stop();
    await world?.stop();
  });

  /** Answers of this world, secrets by reference; gives back the flags that replay them. */
  function answers(name: string, patch: Patch = {}): readonly string[] {
    const secrets: Patch = {
      database: { password: given.database },
      redis: { password: given.redis },
      storage: { secretAccessKey: { env: "S3_SECRET" } },
      mail: { port: mail.port, password: { env: "MAIL_SECRET" } },
      steps: { assets: false },
    };
    const sections = new Set([...Object.keys(secrets), ...Object.keys(patch)]);
    const merged = [...sections].map((one) => [one, { ...secrets[one], ...patch[one] }]);
    writeAnswers(join(cwd, name), world.answers(live), Object.fromEntries(merged));
    return ["--answers", name];
  }

  /** The env file and its copies, what the test wrote itself, and the Mastodon that reads both. */
  const allowed = /\/\.env\.production(?:\.backup-\w+)?$|\/[a-z-]+\.json$|\/work\/extra$|\/bin\/rails$/;

  /** Runs it, and looks everywhere. */
  async function run(...args: readonly string[]): Promise<Run> {
    const watch = existsSync("/proc/self/cmdline") ? watchProcesses() : null;
    const ended = await mastosetup(args, { cwd, env });
    const processes = watch === null ? [] : [...watch.stop()];
    const title = args.join(" ");
    const leaks: readonly Leak[] = [
      ...hunt.inText(`standard output of ${title}`, ended.stdout),
      ...hunt.inText(`standard error of ${title}`, ended.stderr),
      ...hunt.inText("a command line", processes.join("\n")),
      ...hunt.below(live, allowed),
      ...hunt.below(cwd, allowed),
    ];
    expect(leaks).toEqual([]);
    if (watch !== null) expect(processes.some((one) => one.includes("mastosetup.mjs"))).toBe(true);
    return ended;
  }

  it("by a run that is told everything, writes, and runs the steps", async () => {
    const ended = await run("--answers", "a.json", "--json", "--verbose");
    expect(ended.status, ended.stderr).toBe(0);
    const { admin } = setupDocument(ended);
    const made = settingLines(read(join(live, ".env.production"))).map((line) => line.split("="));
    const generated = made.flatMap(([name = "", ...value]) =>
      isSecretName(name) && name !== "AWS_ACCESS_KEY_ID"
        ? [[name, value.join("=").replace(/^'|'$/g, "")] as const]
        : [],
    );
    expect(generated.length).toBeGreaterThan(10);
    // From here on also what this run made: the keys in the file, and the administrator's password.
    const all = {
      ...given,
      ...wrong,
      ...stored,
      ...Object.fromEntries(generated),
      administrator: admin?.password ?? "",
    };
    hunt = huntFor(all);
    expectPrivate(join(live, ".env.production"));
    expect([...hunt.below(live, allowed), ...hunt.inText("standard error", ended.stderr)]).toEqual([]);
  });

  it.each([
    ["--print --verbose"],
    ["--dry-run --json --verbose"],
    ["--save-answers saved-answers --skip-steps"],
    ["--offline --skip-steps --print --lang ja"],
  ])("with %s", async (flags) => {
    const ended = await run("--answers", "a.json", ...flags.split(" "));
    expect(ended.status, ended.stderr).toBe(0);
  });

  it("in the answers that are saved: only with --with-secrets, for their owner alone", async () => {
    expect(hunt.inText("", read(join(cwd, "saved-answers")))).toEqual([]);
    const ended = await run("--answers", "a.json", "--skip-steps", "--save-answers", "open.json", "--with-secrets");
    expect(ended.status).toBe(0);
    expect(hunt.inText("", read(join(cwd, "open.json"))).length).toBeGreaterThan(3);
    expectPrivate(join(cwd, "open.json"));
  });

  it("where every service refuses it, in a run and in a check", async () => {
    const replay = answers("wrong.json", {
      database: { password: wrong["wrong database"] },
      redis: { password: wrong["wrong redis"] },
      storage: { secretAccessKey: wrong["wrong storage"] },
      mail: { password: wrong["wrong mail"] },
    });
    const ids = ["database.password-wrong", "redis.password-wrong", "storage.secret-wrong", "mail.auth-wrong"];
    const json = await run(...replay, "--skip-steps", "--json");
    expect(json.status).toBe(4);
    expect(wrongFindings(setupDocument(json))).toEqual(ids);
    expect((await run(...replay, "--skip-steps", "--verbose", "--lang", "ja")).status).toBe(4);

    const file = join(cwd, "wrong/.env.production");
    mkdirSync(join(cwd, "wrong"));
    expect((await run(...replay, "--skip-steps", "--offline", "--env", file)).status).toBe(0);
    const checked = await run("check", file, "--mastodon", live, "--json");
    expect(checkDocument(checked).files.flatMap(wrongFindings)).toEqual(expect.arrayContaining(ids));
    expect(checked.status).toBe(1);
    expect((await run("check", file, "--mastodon", live, "--verbose")).status).toBe(1);
  });

  it("where every service is another one", async () => {
    const [database, redis] = [world.postgres.port, world.redis.port];
    const replay = answers("swapped.json", {
      database: { port: redis },
      redis: { port: mail.port },
      storage: { endpoint: `http://localhost:${database}` },
      mail: { port: redis },
    });
    expect((await run(...replay, "--skip-steps", "--verbose", "--timeout", "2")).status).toBe(4);
  });

  it("by a check of the file that was written", async () => {
    for (const how of ["--json", "--plain"]) {
      const ended = await run("check", join(live, ".env.production"), how);
      expect(ended.status, ended.stderr).toBe(0);
    }
  });

  it("where answers with secrets are wrong in other ways", async () => {
    const text = JSON.stringify({
      database: { password: [given.database] },
      redis: { password: { value: given.redis } },
      mail: { pasword: given.mail, password: { env: "NOT_SET_HERE" } },
      extra: { SECRET_KEY_BASE: stored.SECRET_KEY_BASE, "NO NAME": given.extra },
    });
    writeFileSync(join(cwd, "wrong-types.json"), text);
    expect((await run("--answers", "wrong-types.json", "--json")).status).toBe(3);
    writeFileSync(join(cwd, "cut-off.json"), text.slice(0, -3));
    expect((await run("--answers", "cut-off.json")).status).toBe(3);
    const unwritable = answers("unwritable.json", { database: { password: `${given.database}'` } });
    expect((await run(...unwritable, "--json")).status).toBe(3);
  });

  it("where Mastodon itself prints everything it knows, and fails", async () => {
    const rails = join(live, "bin/rails");
    renameSync(rails, join(live, "bin/rails.real"));
    const words = ["#!/bin/sh", "env", "cat .env.production", "cat .env.production >&2"];
    const urls = `node -e 'const env = require("fs").readFileSync(".env.production", "utf8"); for (const [, value] of env.matchAll(/=(.+)/g)) console.log("postgres://mastodon:" + encodeURIComponent(value.replace(/^.|.$/g, "")) + "@db/x", JSON.stringify(value))'`;
    writeFileSync(rails, [...words, urls, "exit 1", ""].join("\n"));
    chmodSync(rails, 0o755);
    const replay = answers("chatty.json", { database: { name: "chatty" } });
    const document = await run(...replay, "--json");
    expect(document.status, document.stderr).toBe(5);
    expect(read(setupDocument(document).steps[0]?.log ?? "")).toContain("\nLOCAL_DOMAIN=social.example\n");
    const verbose = await run(...replay, "--verbose");
    expect(verbose.status).toBe(5);
    expect(verbose.stderr).toContain("LOCAL_DOMAIN=social.example");
    renameSync(join(live, "bin/rails.real"), rails);
  });
});
