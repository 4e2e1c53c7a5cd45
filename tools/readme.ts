// npm run readme: makes the READMEs' tables from the code.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadMessages } from "../prompts/locales/load.ts";
import { fill, tables } from "./tables.ts";

declare const __MASTOSETUP_ROOT__: string;

for (const [language, name] of [
  ["en", "README.md"],
  ["ja", "README.ja.md"],
] as const) {
  const path = join(__MASTOSETUP_ROOT__, name);
  const filled = Object.entries(tables(await loadMessages(language))).reduce(
    (text, [marker, table]) => fill(text, marker, table),
    readFileSync(path, "utf8"),
  );
  writeFileSync(path, filled);
}
