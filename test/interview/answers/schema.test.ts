import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { languages, loadMessages } from "../../../prompts/locales/load.ts";
import { sections } from "../../../prompts/sections.ts";
import { answersSchema } from "../../../src/interview/answers/schema.ts";

const directory = fileURLToPath(new URL("../../../fixtures/answers/", import.meta.url));
const stories = readdirSync(directory).filter((name) => name.endsWith(".json"));
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const valid = ajv.compile(answersSchema());

function errors(file: object): readonly string[] {
  if (valid(file)) return [];
  return (valid.errors ?? []).map((one) => `${one.instancePath} ${one.keyword}`);
}

describe("the schema of the answers file", () => {
  it.each(stories)("takes %s", (story) => {
    expect(errors(JSON.parse(readFileSync(`${directory}${story}`, "utf8")))).toEqual([]);
  });

  it("takes what is not said, and every way to give a secret", () => {
    expect(errors({})).toEqual([]);
    const password = [{ env: "X" }, { file: "/x" }, "x", null];
    for (const one of password) expect(errors({ $schema: "x", database: { password: one } })).toEqual([]);
    expect(errors({ steps: { admin: null }, extra: { A: "x", B: { env: "B" } } })).toEqual([]);
  });

  it.each<[object, string]>([
    [{ databse: {} }, " additionalProperties"],
    [{ database: { prot: 1 } }, "/database additionalProperties"],
    [{ database: { port: "5432" } }, "/database/port type"],
    [{ database: { tls: "verify" } }, "/database/tls enum"],
    [{ database: { password: { env: "A", file: "b" } } }, "/database/password anyOf"],
    [{ domain: { local: null } }, "/domain/local type"],
    [{ domain: { alternates: [3] } }, "/domain/alternates/0 type"],
    [{ extra: { "A-B": "x" } }, "/extra propertyNames"],
    [{ steps: { admin: { user: "alice" } } }, "/steps/admin anyOf"],
  ])("refuses %j", (file, expected) => {
    expect(errors(file)).toContain(expected);
  });

  it.each(languages)("has a title and a description for every setting in %s", async (language) => {
    const text = JSON.stringify(answersSchema(await loadMessages(language)));
    const schema: unknown = JSON.parse(text);
    ajv.compile(schema as object);
    const count = sections.reduce((sum, section) => sum + Object.keys(section.settings).length, 0);
    expect(text.match(/"description":/g)?.length).toBe(count + sections.length);
  });
});
