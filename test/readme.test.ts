import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadMessages } from "../prompts/locales/load.ts";
import { filledPage, pages } from "../tools/tables.ts";

describe.each(pages)("$path", ({ path, language, tables }) => {
  it("has the tables that the code makes (npm run readme)", async () => {
    const page = readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
    expect(page).toBe(filledPage(page, tables, await loadMessages(language)));
  });
});
