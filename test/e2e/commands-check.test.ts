import { appendFileSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { registry } from "../../src/findings/registry/index.ts";
import { describeWith } from "../services/available.ts";
import { freePort } from "../services/scratch.ts";
import { startWorld, type World, worldPrograms } from "../services/world.ts";
import { mastosetup, type Run } from "../support/program.ts";
import { checkDocument, errorDocument, wrongFindings } from "./support/documents.ts";
import { read } from "./support/env-file.ts";
import { placeIn } from "./support/place.ts";

const text = { type: "string" };
const remedy = strict({
  text,
  commands: { type: "array", items: text },
  set: { type: "object", additionalProperties: { type: ["string", "null"] } },
});
const finding = strict({
  id: { enum: Object.keys(registry) },
  section: text,
  status: { enum: ["ok", "info", "warn", "fail", "skip", "crash"] },
  effect: { enum: ["stops", "breaks", "loses", null] },
  process: { enum: ["web", "sidekiq", "streaming", "command", "all"] },
  variables: { type: "array", items: text },
  title: { ...text, minLength: 1 },
  detail: text,
  facts: { type: "object" },
  remedy: { anyOf: [{ type: "null" }, remedy] },
  alternatives: { type: "array", items: remedy },
  docs: { type: ["string", "null"] },
  ms: { type: ["integer", "null"] },
});
const counts = Object.fromEntries(
  ["ok", "info", "warn", "fail", "skip", "crash"].map((one) => [one, { type: "integer" }]),
);
const file = {
  type: "object",
  properties: { path: text, summary: strict(counts), findings: { type: "array", items: strict(finding.properties) } },
};
/** The document that scripts are promised. */
const shape = strict({
  schema: { const: "mastosetup/check@1" },
  version: text,
  mastodon: strict({ version: { type: "string", pattern: "^4\\.[2-6]" }, runtime: { enum: ["systemd", "docker"] } }),
  files: { type: "array", minItems: 1, items: file },
});

function strict(properties: Readonly<Record<string, unknown>>) {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

describeWith(worldPrograms, "check", () => {
  let world: World;
  let live: string;
  const ajv = new Ajv2020({ strict: false });
  const valid = ajv.compile(shape);

  beforeAll(async () => {
    world = await startWorld();
    live = world.standIn();
    const { cwd } = placeIn(world, live, "written");
    await world.postgres.sql("CREATE DATABASE mastodon_production OWNER mastodon");
    const written = await mastosetup(["--answers", "a.json", "--skip-steps"], { cwd });
    expect(written.status, written.stderr).toBe(0);
  });
  afterAll(() => world?.stop());

  /** The document, which keeps its promise: also the counts are those of the findings. */
  function documentOf(run: Run) {
    const document = checkDocument(run);
    expect(valid(document), ajv.errorsText(valid.errors)).toBe(true);
    for (const { summary, findings } of document.files)
      for (const [status, count] of Object.entries(summary))
        expect(findings.filter((one) => one.status === status)).toHaveLength(count);
    return document;
  }

  /** The file that was written, with lines after it. */
  function changed(name: string, ...lines: readonly string[]): string {
    const path = join(world.directory, name);
    copyFileSync(join(live, ".env.production"), path);
    appendFileSync(path, `${lines.join("\n")}\n`);
    return path;
  }

  const places: readonly (readonly [string, () => { readonly args: readonly string[]; readonly cwd: string }])[] = [
    ["in Mastodon's directory", () => ({ args: [], cwd: live })],
    ["named by its directory", () => ({ args: ["."], cwd: live })],
    ["named by its path", () => ({ args: [join(live, ".env.production")], cwd: "/" })],
    ["below Mastodon's directory", () => ({ args: [], cwd: join(live, "streaming") })],
  ];
  it.each(places)("finds the file %s, and nothing wrong with it: 0", async (_, where) => {
    const { args, cwd } = where();
    const before = readdirSync(live);
    const run = await mastosetup(["check", ...args, "--json"], { cwd });
    const { mastodon, files } = documentOf(run);
    expect(run.status, run.stdout).toBe(0);
    expect(mastodon).toEqual({ version: "4.5.15", runtime: "systemd" });
    expect(files.map(({ path }) => path)).toEqual([join(live, ".env.production")]);
    expect(files.flatMap(wrongFindings)).toEqual([]);
    const ids = files.flatMap(({ findings }) => findings.map(({ id }) => id));
    expect(ids).toEqual(expect.arrayContaining(["database.ok", "redis.ok", "storage.ok", "mail.ok"]));
    expect(readdirSync(live)).toEqual(before);
  });

  it("ends with 1 where something fails, and says it to people in their language", async () => {
    // A password that is also a word of ours: ids are for scripts and stay what they are.
    const path = changed("wrong", "DB_PASS=wrong", `REDIS_PORT=${await freePort()}`);
    const json = await mastosetup(["check", path, "--mastodon", live, "--json"]);
    expect(documentOf(json).files.flatMap(wrongFindings)).toEqual(["database.password-wrong", "redis.refused"]);
    expect(json.status).toBe(1);
    for (const [language, sentence] of [
      ["en", /Stops the server/],
      ["ja", /[ぁ-ん]/],
    ] as const) {
      const run = await mastosetup(["check", path, "--mastodon", live, "--lang", language]);
      expect(run).toMatchObject({ status: 1, stdout: "" });
      expect(run.stderr).toMatch(sentence);
      expect(run.stderr).toContain("redis.refused");
    }
  });

  it("counts warnings as failures with --strict", async () => {
    // Its domain is in no DNS: a warning.
    const run = await mastosetup(["check", live, "--strict", "--json"]);
    expect(documentOf(run).files[0]?.summary.warn).toBeGreaterThan(0);
    expect(run.status).toBe(1);
  });

  it("takes several files, and ends with the worst", async () => {
    const path = changed("second", "DB_NAME=none");
    const run = await mastosetup(["check", live, path, "--mastodon", live, "--json"]);
    const { files } = documentOf(run);
    expect(files.map((one) => one.path)).toEqual([join(live, ".env.production"), path]);
    expect(files.map((one) => wrongFindings(one))).toEqual([[], ["database.missing"]]);
    expect(run.status).toBe(1);
  });

  it("says what a change would mend, having tried it", async () => {
    const path = changed("mendable", `REDIS_PORT=${world.postgres.port}`, "SMTP_TLS=true");
    const run = await mastosetup(["check", path, "--mastodon", live, "--json", "--timeout", "3"]);
    const { files } = documentOf(run);
    const mail = files[0]?.findings.find(({ section, status }) => section === "mail" && status === "fail");
    expect(mail?.remedy?.set).toMatchObject({ SMTP_TLS: null });
  });

  it.each([
    ["nothing at all", ""],
    [
      "nothing but nonsense",
      'no assignment\n=x\n"""\n\'\nDB_PORT=abc\nDATABASE_URL=::::\nREDIS_URL=redis://[::1\nSMTP_PORT=x\nS3_ENABLED=true\n',
    ],
  ])("has an answer to a file of %s", async (title, content) => {
    const path = join(world.directory, title);
    writeFileSync(path, content);
    const run = await mastosetup(["check", path, "--json", "--timeout", "3"]);
    const { files } = documentOf(run);
    expect(files[0]?.summary.crash).toBe(0);
    expect(files.flatMap(wrongFindings)).toContain("domain.missing");
    expect(run.status).toBe(1);
  });

  it("ends with 3 for a file that is not there, and with 2 where none is named and none is found", async () => {
    expect(errorDocument(await mastosetup(["check", "/no-such-file", "--json"])).exitCode).toBe(3);
    const nowhere = join(world.directory, "nowhere");
    mkdirSync(nowhere);
    const run = await mastosetup(["check"], { cwd: nowhere });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("Which file?");
    expect(read(join(live, ".env.production"))).toContain("LOCAL_DOMAIN=social.example");
  });
});
