import { spawn } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { languages, loadMessages } from "../../prompts/locales/load.ts";
import { commands, flags } from "../../src/cli/flags.ts";
import { cleanEnv, mastosetup, program } from "../support/program.ts";
import { errorDocument } from "./support/documents.ts";
import { places } from "./support/place.ts";

const { make, remove } = places();
afterAll(remove);

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
    const run = await mastosetup(args, { cwd: make() });
    expect(run.status, run.stderr).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain(sentence);
  });

  it("in the language that the rest of the line asks for, and as a JSON document where it asks for that", async () => {
    const run = await mastosetup(["--json", "--anwers", "x", "--lang", "ja"], { cwd: make() });
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
