import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "dotenv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages, loadMessages } from "../../prompts/locales/load.ts";
import { sections } from "../../prompts/sections.ts";
import { series } from "../../src/environment/release.ts";
import { registry } from "../../src/findings/registry/index.ts";
import { discard, scratch } from "../services/scratch.ts";
import { mastosetup, root } from "../support/program.ts";
import { patched } from "./support/answers.ts";
import { read, settingLines } from "./support/env-file.ts";
import { offlineAnswers } from "./support/offline.ts";

let directory: string;
beforeAll(() => {
  directory = scratch("commands");
});
afterAll(() => discard(directory));

function write(name: string, text: string): string {
  const path = join(directory, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("--version", () => {
  it.each([[["--version"]], [["-V"]], [["check", "--version"]], [["--version", "--lang", "ja"]]])(
    "%j",
    async (args) => {
      const { version }: { version: string } = JSON.parse(read(join(root, "package.json")));
      expect(await mastosetup(args)).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
    },
  );
});

describe("check --list", () => {
  it.each(languages)("names every finding in %s, and as JSON the same", async (language) => {
    const { findings } = await loadMessages(language);
    const titles: Readonly<Record<string, { readonly title: string }>> = findings;
    const lines = await mastosetup(["check", "--list", "--lang", language]);
    expect(lines).toMatchObject({ status: 0, stderr: "" });
    const rows = lines.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows).toEqual(Object.entries(registry).map(([id, { status }]) => [id, status, titles[id]?.title ?? ""]));
    const json = await mastosetup(["check", "--list", "--json", "--lang", language]);
    expect(JSON.parse(json.stdout)).toEqual(rows.map(([id, status, title]) => ({ id, status, title })));
  });
});

describe("questions", () => {
  it.each(languages)("names every setting that is asked, in %s", async (language) => {
    const { status, stdout, stderr } = await mastosetup(["questions", "--lang", language]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^# /);
    for (const { path, settings } of sections)
      for (const id of Object.keys(settings)) expect(stdout).toContain([...path, id].join("."));
  });
});

describe("schema", () => {
  const fixtures = fileURLToPath(new URL("../../fixtures/answers/", import.meta.url));
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

  it.each(languages)("is a JSON Schema that takes the stories, in %s", async (language) => {
    const { status, stdout, stderr } = await mastosetup(["schema", "--lang", language]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const schema: { $schema: string } = JSON.parse(stdout);
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(ajv.validateSchema(schema)).toBe(true);
    const valid = ajv.compile(schema);
    for (const name of readdirSync(fixtures).filter((one) => one.endsWith(".json"))) {
      expect(valid(JSON.parse(readFileSync(join(fixtures, name), "utf8"))), name).toBe(true);
    }
    expect(valid(offlineAnswers("/"))).toBe(true);
    for (const patch of [{ database: { prt: 1 } }, { redis: { port: "6379" } }, { storage: { provider: "awz" } }])
      expect(valid(patched(offlineAnswers("/"), patch))).toBe(false);
  });
});

describe("secrets", () => {
  const forms: Readonly<Record<string, RegExp>> = {
    SECRET_KEY_BASE: /^[0-9a-f]{128}$/,
    OTP_SECRET: /^[0-9a-f]{128}$/,
    ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: /^[A-Za-z0-9]{32}$/,
    ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY: /^[A-Za-z0-9]{32}$/,
    ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT: /^[A-Za-z0-9]{32}$/,
    VAPID_PRIVATE_KEY: /^[A-Za-z0-9_-]{43}=$/,
    VAPID_PUBLIC_KEY: /^[A-Za-z0-9_-]{87}=$/,
  };

  it.each(series)("has what %s needs, new ones each time", async (release) => {
    const args = ["secrets", "--mastodon-version", release];
    const [one, other] = await Promise.all([mastosetup(args), mastosetup(args)]);
    const made = parse(one.stdout);
    const wanted = Object.keys(forms)
      .filter((name) => name !== "OTP_SECRET" || release <= "4.3")
      .filter((name) => !name.startsWith("ACTIVE_RECORD") || release >= "4.3");
    expect(Object.keys(made).sort()).toEqual(wanted.sort());
    for (const [name, value] of Object.entries(made)) expect(value).toMatch(forms[name] ?? /^$/);
    for (const [name, value] of Object.entries(parse(other.stdout))) expect(value).not.toBe(made[name]);
  });

  const incomplete = "LOCAL_DOMAIN=social.example\nSECRET_KEY_BASE=in-use";
  it.each([
    ["a file", `${incomplete}\n`],
    ["a file whose last line has no end", incomplete],
    ["a file of Windows", `${incomplete.replaceAll("\n", "\r\n")}\r\n`],
    ["an empty file", ""],
  ])("--missing, appended to %s, makes it complete and keeps what is in it", async (title, text) => {
    const path = write(title, text);
    const args = ["secrets", "--missing", path, "--mastodon-version", "4.3"];
    const { status, stdout, stderr } = await mastosetup(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    appendFileSync(path, stdout);
    const whole = read(path);
    expect(parse(whole)).toMatchObject(parse(text));
    expect(Object.keys(parse(whole))).toEqual(expect.arrayContaining(Object.keys(forms)));
    expect(settingLines(whole).filter((line) => line.startsWith("SECRET_KEY_BASE="))).toHaveLength(1);
    expect((await mastosetup(args)).stdout).toBe("");
  });
});
