import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages, loadMessages } from "../../prompts/locales/load.ts";
import { commands, flags } from "../../src/cli/flags.ts";
import { discard, scratch, unprivileged } from "../services/scratch.ts";
import { cleanEnv, mastosetup, program } from "../support/program.ts";
import { type Patch, writeAnswers } from "./support/answers.ts";
import { errorDocument } from "./support/documents.ts";
import { read, settingLines } from "./support/env-file.ts";
import { offlineAnswers } from "./support/offline.ts";
import { asNobody } from "./support/unprivileged.ts";

let root: string;
let count = 0;
beforeAll(() => {
  root = scratch("bad-input");
});
afterAll(() => discard(root));

/** A directory of its own, with right answers in `a.json` unless they are patched. */
function place(patch: Patch = {}): string {
  count += 1;
  const directory = join(root, String(count));
  mkdirSync(directory);
  writeAnswers(join(directory, "a.json"), offlineAnswers(directory), patch);
  return directory;
}

const offline = ["--answers", "a.json", "--offline", "--skip-steps"];

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
    const cwd = place();
    execFileSync("rm", [join(cwd, "a.json")]);
    if (text !== null) writeFileSync(join(cwd, "a.json"), text);
    const before = readdirSync(cwd);
    const run = await mastosetup([...offline, "--env", "f"], { cwd });
    expect(run.status).toBe(3);
    expect(run.stdout).toBe("");
    for (const one of wanted) expect(run.stderr).toContain(one);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it("one that is a directory", async () => {
    const cwd = place();
    const run = await mastosetup(["--answers", "."], { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("can't be read: it is a directory");
  });

  it("one that we may not read, and a secret file that we may not read", async () => {
    const cwd = place({ redis: { password: { file: "secret" } } });
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
    const cwd = place({ redis: { prt: 1 }, mail: { password: { env: "NOT_SET_HERE" } } });
    const document = errorDocument(await mastosetup([...offline, "--json"], { cwd }));
    expect(document.exitCode).toBe(3);
    expect(document.message).toMatch(/redis\.prt [\s\S]*mail\.password /);
  });
});

describe("what is missing", () => {
  it("every missing answer is named at once, with 2, and nothing is written", async () => {
    const cwd = place();
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
      const run = await mastosetup([], { cwd: root, env });
      times.push(performance.now() - started);
      expect(run.status).toBe(2);
      expect(run.stdout).toBe("");
      for (const one of [sentence, ...ways]) expect(run.stderr).toContain(one);
    }
    expect(Math.min(...times)).toBeLessThan(1000);
  });

  it("never waits for an input that does not end, nor stumbles over one that is closed", async () => {
    const cwd = place();
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

describe("an env file that can't be read ends the run with 3 and stays as it is", () => {
  const latin1 = Buffer.from("LOCAL_DOMAIN=social.example\nMOTTO=Grüße\n", "latin1");
  const unreadable: readonly (readonly [string, (path: string) => void, string])[] = [
    ["is not UTF-8", (path) => writeFileSync(path, latin1), "it is not UTF-8 text (line 2)"],
    ["has 20 MB", (path) => writeFileSync(path, Buffer.alloc(20_000_000, "A=1\n")), "it is larger than 1 MB"],
    ["holds a NUL", (path) => writeFileSync(path, "A=1\0\n"), "it has NUL bytes"],
    ["is a directory", (path) => mkdirSync(path), "it is a directory"],
    ["is a pipe", (path) => void execFileSync("mkfifo", [path]), "it is not a regular file"],
    ["is a link to itself", (path) => symlinkSync(path, path), "its symbolic links lead in a circle"],
  ];
  it.each(unreadable)("one that %s", async (_, make, reason) => {
    const cwd = place();
    const path = join(cwd, "f");
    make(path);
    const before = fingerprint(path);
    for (const args of [
      [...offline, "--env", "f"],
      [...offline, "--env", "f", "--dry-run"],
      ["secrets", "--missing", "f"],
    ]) {
      const run = await mastosetup(args, { cwd });
      expect(run.status, args.join(" ")).toBe(3);
      expect(run.stdout).toBe("");
      expect(run.stderr).toContain(reason);
    }
    expect(fingerprint(path)).toBe(before);
    expect(readdirSync(cwd).sort()).toEqual(["a.json", "f"]);
  });

  it("one that belongs to somebody else", async () => {
    const cwd = place();
    const nobody = asNobody(cwd);
    giveAway(cwd, ".", "a.json");
    writeFileSync(join(cwd, "f"), "A=1\n");
    chmodSync(join(cwd, "f"), 0o000);
    const run = await nobody([...offline, "--env", "f"], { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("f can't be read: no permission");
    chmodSync(join(cwd, "f"), 0o600);
    expect(read(join(cwd, "f"))).toBe("A=1\n");
  });
});

describe("a place where nothing can be written is told before anything is tried", () => {
  it.each([
    ["that is not there", "missing/f", "missing does not exist"],
    ["that is a file", "a.json/f", "a.json does not exist"],
  ])("a directory %s", async (_, env, sentence) => {
    const cwd = place();
    const run = await mastosetup(["--answers", "a.json", "--env", env, "--json"], { cwd });
    expect(errorDocument(run).exitCode).toBe(3);
    expect(run.stderr).toContain(sentence);
    expect(readdirSync(cwd)).toEqual(["a.json"]);
  });

  it("a Mastodon directory that is not there", async () => {
    const cwd = place({ mastodon: { directory: join(root, "no-mastodon") } });
    const run = await mastosetup(offline, { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("no-mastodon does not exist");
  });

  it("one that is not ours, and who it belongs to", async () => {
    const cwd = place();
    const nobody = asNobody(cwd);
    giveAway(cwd, "a.json");
    mkdirSync(join(cwd, "locked"), { mode: 0o555 });
    const run = await nobody(["--answers", "a.json", "--env", "locked/f"], { cwd });
    expect(run.status).toBe(3);
    expect(run.stderr).toContain("locked can't be written to by");
    expect(run.stderr).toMatch(/sudo -u \S+ mastosetup/);
    expect(run.stderr).not.toContain("✖");
  });

  it.each(["--save-answers", "--admin-password-file"])("the file of %s", async (flag) => {
    const cwd = place();
    for (const path of ["missing/f", "."]) {
      const run = await mastosetup([...offline, "--env", "f", flag, path], { cwd });
      expect(run.status).toBe(3);
      expect(run.stderr).toContain("can't be written");
    }
    expect(readdirSync(cwd)).toEqual(["a.json"]);
  });
});

describe("values that no way of writing carries to every reader", () => {
  it("each is named with its path and the readers, with 3, and without its value", async () => {
    const cwd = place({
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
    const cwd = place({ extra: { MOTD: "one\ntwo" } });
    expect((await mastosetup([...offline, "--env", "f"], { cwd })).status).toBe(0);
    const docker = await mastosetup([...offline, "--env", "g", "--runtime", "docker"], { cwd });
    expect(docker.status).toBe(3);
    expect(docker.stderr).toMatch(/extra\.MOTD: .*docker compose/);
  });
});

describe("a wrong command line ends with 2", () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["--anwers", "a.json"], "Did you mean --answers?"],
    [["check", "--offlin"], "check has no option --offlin"],
    [["secrets", "--mising", "f"], "Did you mean --missing?"],
    [["questions", "--answers", "a.json"], "questions has no option --answers"],
    [["chekc"], "Did you mean check?"],
    [["schema", "file"], "This command takes no file"],
    [["--answers"], "--answers needs a value"],
    [["--answers", "--json"], "--answers needs a value"],
    [["--lang", "de"], "Possible: en, ja"],
    [["--yes=no"], "--yes takes no value"],
    [["--timeout", "0", "--answers", "a.json"], "seconds from 1 to 600"],
    [["--mastodon-version", "3.5", "--answers", "a.json"], "Mastodon 3.5 is not known here"],
  ];
  it.each(wrong)("%j", async (args, sentence) => {
    const run = await mastosetup(args, { cwd: place() });
    expect(run.status, run.stderr).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain(sentence);
  });

  it("in the language that the rest of the line asks for, and as a JSON document where it asks for that", async () => {
    const run = await mastosetup(["--json", "--anwers", "x", "--lang", "ja"], { cwd: place() });
    expect(errorDocument(run).message).toContain("--answers のことですか");
    expect(run.status).toBe(2);
  });
});

describe.each(languages)("the help in %s", (language) => {
  it("is there for every command, with every flag, and exits with 0", async () => {
    const { cli } = await loadMessages(language);
    const env = language === "ja" ? { LANG: "ja_JP.UTF-8" } : {};
    for (const command of commands) {
      const run = await mastosetup([command, "--help"], { env });
      expect(run.status).toBe(0);
      expect(run.stderr).toBe("");
      for (const [name, flag] of Object.entries(flags)) {
        const takes: readonly string[] = "commands" in flag ? flag.commands : commands;
        if (takes.includes(command)) expect(run.stdout, `${command} --${name}`).toContain(`--${name}`);
      }
      expect(run.stdout).toContain(cli.commands[command].slice(0, 10));
      expect((await mastosetup([command, "-h", "--lang", language])).stdout).toBe(run.stdout);
    }
  });
});

describe("killed while it writes", () => {
  it("the old file is whole, or the new one is", async () => {
    const cwd = place();
    expect((await mastosetup([...offline, "--env", "f"], { cwd })).status).toBe(0);
    const old = read(join(cwd, "f"));
    writeAnswers(join(cwd, "a.json"), offlineAnswers(cwd), { extra: { DEFAULT_LOCALE: "ja" } });
    for (let event = 1; event <= 15; event += 2) {
      writeFileSync(join(cwd, "f"), old, { mode: 0o600 });
      await killedAt(event, cwd);
      const now = read(join(cwd, "f"));
      const locale = settingLines(now).filter((line) => line.startsWith("DEFAULT_LOCALE="));
      if (now === old) continue;
      expect(locale).toEqual(["DEFAULT_LOCALE=ja"]);
      expect(now.startsWith(old)).toBe(true);
    }
    // What a killed run left behind has the secrets in it.
    for (const name of readdirSync(cwd).filter((one) => one !== "a.json"))
      expect(statSync(join(cwd, name)).mode & 0o077, name).toBe(0);
    expect((await mastosetup([...offline, "--env", "f"], { cwd })).status).toBe(0);
  });

  it("and where the disk is full, the old file stays, nothing else is left, and the run ends with 3", async () => {
    const cwd = place();
    writeFileSync(join(cwd, "f"), "# old\n");
    // A limit of the size of files is met in the same place, and needs no disk of its own.
    const limited = `ulimit -f 1; trap '' XFSZ; exec "${process.execPath}" "${program}" ${offline.join(" ")} --env f`;
    const child = spawn("sh", ["-c", limited], { cwd, env: cleanEnv(), stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    expect(await new Promise((resolve) => child.once("close", resolve)), stderr).toBe(3);
    expect(stderr).toContain("the disk is full");
    expect(read(join(cwd, "f"))).toBe("# old\n");
    expect(readdirSync(cwd).sort()).toEqual(["a.json", "f"]);
  });

  /** Ends the program by SIGKILL as soon as the directory has seen that many changes. */
  async function killedAt(event: number, cwd: string): Promise<void> {
    const child = spawn(process.execPath, [program, ...offline, "--env", "f"], {
      cwd,
      env: cleanEnv(),
      stdio: "ignore",
    });
    let seen = 0;
    const watcher = watch(cwd, () => {
      seen += 1;
      if (seen === event) child.kill("SIGKILL");
    });
    await new Promise((resolve) => child.once("exit", resolve));
    watcher.close();
  }
});

describe("a reader that has seen enough", () => {
  it.each([["--help"], ["questions"], ["schema"], ["check --list"], ["check --list --json"], ["secrets"]])(
    "closes the pipe of %s",
    async (args) => {
      const child = spawn(process.execPath, [program, ...args.split(" ")], {
        env: cleanEnv(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      child.stdout.destroy();
      let stderr = "";
      child.stderr.on("data", (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      const status = await new Promise((resolve) => child.once("close", resolve));
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    },
  );
});

function fingerprint(path: string): string {
  return execFileSync("sh", ["-c", 'ls -ldn "$0"; test -f "$0" && cksum "$0" || true', path], { encoding: "utf8" });
}

/** To whom the program will run as. */
function giveAway(directory: string, ...names: readonly string[]): void {
  if (unprivileged === null) return;
  for (const name of names.filter((one) => existsSync(join(directory, one))))
    chownSync(join(directory, name), unprivileged.uid, unprivileged.gid);
}
