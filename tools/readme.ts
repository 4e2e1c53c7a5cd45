// npm run readme: makes the tables of READMEs and docs from the code.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadMessages } from "../prompts/locales/load.ts";
import { filledPage, pages } from "./tables.ts";

declare const __MASTOSETUP_ROOT__: string;

for (const { path, language, tables } of pages) {
  const file = join(__MASTOSETUP_ROOT__, path);
  writeFileSync(file, filledPage(readFileSync(file, "utf8"), tables, await loadMessages(language)));
}
