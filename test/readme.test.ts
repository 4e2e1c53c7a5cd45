import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadMessages } from "../prompts/locales/load.ts";
import { fill, tables } from "../tools/tables.ts";

describe.each([
  ["en", "README.md"],
  ["ja", "README.ja.md"],
] as const)("the README in %s", (language, name) => {
  it("has the tables that the code makes (npm run readme)", async () => {
    const readme = readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
    const made = Object.entries(tables(await loadMessages(language))).reduce(
      (text, [marker, table]) => fill(text, marker, table),
      readme,
    );
    expect(readme).toBe(made);
  });
});
