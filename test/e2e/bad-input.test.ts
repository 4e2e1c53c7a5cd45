import { spawn } from "node:child_process";
import { chmodSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cleanEnv, mastosetup, program } from "../support/program.ts";
import { errorDocument } from "./support/documents.ts";
import { offline, places } from "./support/place.ts";
import { asNobody, giveAway } from "./support/unprivileged.ts";

const { make, remove } = places();
afterAll(remove);

describe("an answers file that can't be used ends the run with 3, and nothing is written", () => {
  const unusable: readonly (readonly [string, string | null, readonly string[]])[] = [
    ["is missing", null, ["a.json can't be read: it does not exist"]],
    ["is empty", "", ["line 1, column 1: this is not JSON"]],
    ["is not JSON", '{\n  "domain": { "local": social.example }\n}\n', ["line 2, column 24: this is not JSON"]],
    ["has a comment", '{ // mine\n "domain": {} }', ["line 1, column 3: this is not JSON"]],
    ["is cut off", '{ "domain": {\n', ["line 2, column 1: this is not JSON"]],
    ["is a list", "[]", ["line 1, column 1: an object is needed here, not a list"]],
    [
      "has values of another type",
      '{ "database": { "port": "5432", "host": 5 },\n  "domain": { "alternates": "a.example", "singleUser": "no" } }',
      [
        "database.port (line 1, column 25): a whole number is needed here, not text",
        "database.host (line 1, column 41): text is needed here, not a number",
        "domain.alternates (line 2, column 29): a list is needed here, not text",
        "domain.singleUser (line 2, column 56): true or false is needed here, not text",
      ],
    ],
    [
      "has keys that nobody knows",
      '{ "databse": {}, "redis": { "pasword": "x", "wholly-unknown": 1 } }',
      [
        "databse (line 1, column 3): there is no such key. Did you mean database?",
        "redis.pasword (line 1, column 29): there is no such key. Did you mean password?",
        "redis.wholly-unknown (line 1, column 45): there is no such key.",
      ],
    ],
    [
      "has a key twice",
      '{ "redis": { "port": 1, "port": 2 } }',
      ["redis.port (line 1, column 25): this key stands here twice"],
    ],
    [
      "refers to what is not there",
      '{ "database": { "password": { "env": "NOT_SET_HERE" } },\n  "redis": { "password": { "file": "no-such-file" } },\n  "mail": { "password": { "file": "." } } }',
      [
        "database.password (line 1, column 38): the environment variable NOT_SET_HERE is not set",
        "redis.password (line 2, column 36): the file no-such-file can't be read: it does not exist",
        "mail.password (line 3, column 35): the file . can't be read: it is a directory",
      ],
    ],
    [
      "has values that can't be",
      '{ "domain": { "local": "no dots" }, "redis": { "port": 99999 }, "database": { "tls": "verifed" } }',
      ["domain.local (line 1, column 24)", "redis.port (line 1, column 56)", "Did you mean verified?"],
    ],
  ];
  it.each(unusable)("one that %s", async (_, text, wanted) => {
    const cwd = make();
    rmSync(join(cwd, "a.json"));
    if (text !== null) writeFileSync(join(cwd, "a.json"), text);
    const before = readdirSync(cwd);
    const run = await mastosetup([...offline, "--env", "f"], { cwd });
    expect(run.status).toBe(3);
    expect(run.stdout).toBe("");
    for (const one of wanted) expect(run.stderr).toContain(one);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it("one that is a directory", async () => {
    const cwd = make();
    const run = await mastosetup(["--answers", "."], { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("can't be read: it is a directory");
  });

  it("one that we may not read, and a secret file that we may not read", async () => {
    const cwd = make({ redis: { password: { file: "secret" } } });
    const nobody = asNobody(cwd);
    writeFileSync(join(cwd, "secret"), "x", { mode: 0o000 });
    giveAway(cwd, "a.json");
    const secret = await nobody(offline, { cwd });
    expect(secret.status).toBe(3);
    expect(secret.stderr).toContain("the file secret can't be read: no permission");
    chmodSync(join(cwd, "a.json"), 0o000);
    const answers = await nobody(offline, { cwd });
    expect(answers.status).toBe(3);
    expect(answers.stderr).toContain("a.json can't be read: no permission");
  });

  it("all of it in one JSON document too", async () => {
    const cwd = make({ redis: { prt: 1 }, mail: { password: { env: "NOT_SET_HERE" } } });
    const document = errorDocument(await mastosetup([...offline, "--json"], { cwd }));
    expect(document.exitCode).toBe(3);
    expect(document.message).toMatch(/redis\.prt [\s\S]*mail\.password /);
  });
});

describe("what is missing", () => {
  it("every missing answer is named at once, with 2, and nothing is written", async () => {
    const cwd = make();
    writeFileSync(
      join(cwd, "a.json"),
      JSON.stringify({ storage: { provider: "minio" }, mail: { provider: "custom" } }),
    );
    const run = await mastosetup([...offline, "--env", "f"], { cwd });
    expect(run.status).toBe(2);
    for (const path of [
      "domain.local",
      "storage.endpoint",
      "storage.accessKeyId",
      "storage.secretAccessKey",
      "mail.host",
    ])
      expect(run.stderr).toContain(`\n  ${path}\n`);
    expect(readdirSync(cwd)).toEqual(["a.json"]);
  });

  it.each([
    [
      "without a terminal",
      {},
      "there is no terminal to ask on",
      ["mastosetup --answers answers.json", "mastosetup questions"],
    ],
    [
      "in Japanese",
      { LANG: "ja_JP.UTF-8" },
      "端末がありません",
      ["mastosetup --answers answers.json", "mastosetup questions"],
    ],
  ] as const)("nobody to ask, %s: 2 at once and the two ways on", async (_, env, sentence, ways) => {
    const times: number[] = [];
    for (let go = 0; go < 3; go += 1) {
      const started = performance.now();
      const run = await mastosetup([], { cwd: make(), env });
      times.push(performance.now() - started);
      expect(run.status).toBe(2);
      expect(run.stdout).toBe("");
      for (const one of [sentence, ...ways]) expect(run.stderr).toContain(one);
    }
    expect(Math.min(...times)).toBeLessThan(1000);
  });

  it("never waits for an input that does not end, nor stumbles over one that is closed", async () => {
    const cwd = make();
    const command = `exec "${process.execPath}" "${program}"`;
    const shell = (line: string) =>
      spawn("sh", ["-c", line], { cwd, env: cleanEnv(), stdio: ["pipe", "ignore", "pipe"] });
    const statusOf = (child: ReturnType<typeof shell>) => new Promise((resolve) => child.once("exit", resolve));
    expect(await statusOf(shell(`${command} ${offline.join(" ")} --env open`))).toBe(0);
    expect(await statusOf(shell(`${command} ${offline.join(" ")} --env closed <&-`))).toBe(0);
    expect(await statusOf(shell(`${command} <&-`))).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(["a.json", "closed", "open"]);
  });
});

describe("values that no way of writing carries to every reader", () => {
  it("each is named with its path and the readers, with 3, and without its value", async () => {
    const cwd = make({
      database: { password: "it's \"$5\\" },
      mail: { password: "a\rb-value" },
      extra: { MY_WORDS: "'\"`" },
    });
    const before = readdirSync(cwd);
    const run = await mastosetup([...offline, "--env", "f", "--json"], { cwd });
    const { exitCode, message } = errorDocument(run);
    expect(exitCode).toBe(3);
    const lines = message.split("\n");
    expect(lines[0]).toMatch(/database\.password: .*docker compose, systemd, the shell/);
    expect(lines[1]).toMatch(/mail\.password: .*Ruby's dotenv/);
    expect(lines[2]).toMatch(/extra\.MY_WORDS: .*the shell/);
    expect(run.stdout + run.stderr).not.toMatch(/\$5|b-value/);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it("a line break is carried under systemd and not under docker", async () => {
    const cwd = make({ extra: { MOTD: "one\ntwo" } });
    expect((await mastosetup([...offline, "--env", "f"], { cwd })).status).toBe(0);
    const docker = await mastosetup([...offline, "--env", "g", "--runtime", "docker"], { cwd });
    expect(docker.status).toBe(3);
    expect(docker.stderr).toMatch(/extra\.MOTD: .*docker compose/);
  });
});
