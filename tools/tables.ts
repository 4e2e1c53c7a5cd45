import type { Language, Messages } from "../prompts/locales/load.ts";
import { sections } from "../prompts/sections.ts";
import type { Entry } from "../src/findings/registry/entry.ts";
import { registry } from "../src/findings/registry/index.ts";

/** The pages that have tables made from the code. */
export const pages = [
  { path: "README.md", language: "en", tables: ["exits", "settings"] },
  { path: "README.ja.md", language: "ja", tables: ["exits", "settings"] },
  { path: "docs/findings.md", language: "en", tables: ["findings"] },
  { path: "docs/findings.ja.md", language: "ja", tables: ["findings"] },
] as const satisfies readonly { path: string; language: Language; tables: readonly Table[] }[];

type Table = "exits" | "settings" | "findings";

const makers: Readonly<Record<Table, (messages: Messages) => string>> = {
  exits: exitTable,
  settings: settingTable,
  findings: findingTable,
};

/** A page with its tables as the code has them now. */
export function filledPage(text: string, tables: readonly Table[], messages: Messages): string {
  return tables.reduce((page, table) => fill(page, table, makers[table](messages)), text);
}

/** Puts a table between `<!-- name -->` and `<!-- /name -->`. */
export function fill(readme: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no markers for ${name}`);
  return `${readme.slice(0, from + start.length)}\n${table.trim()}\n${readme.slice(to)}`;
}

function exitTable({ cli }: Messages): string {
  return rows(
    ["", ""],
    Object.entries(cli.exits).map(([code, when]) => [code, when]),
  );
}

function settingTable({ settings, cli }: Messages): string {
  const words: Readonly<Record<string, { readonly settings: Readonly<Record<string, { readonly label: string }>> }>> =
    settings;
  const lines = sections.flatMap((section) =>
    Object.entries(section.settings).map(([id, setting]) => [
      `\`${[...section.path, id].join(".")}\``,
      words[section.id]?.settings[id]?.label ?? id,
      setting.choices ? setting.choices.map((one) => `\`${String(one)}\``).join(", ") : setting.kind,
      setting.asked === "always" ? "●" : "",
    ]),
  );
  return rows([cli.tables.setting, cli.tables.what, cli.tables.values, cli.tables.asked], lines);
}

function findingTable({ findings, cli }: Messages): string {
  const words: Readonly<Record<string, { readonly title: string }>> = findings;
  const entries: readonly (readonly [string, Entry])[] = Object.entries(registry);
  const lines = entries.map(([id, { status }]) => [`\`${id}\``, status, words[id]?.title ?? ""]);
  return rows([cli.tables.finding, cli.tables.status, cli.tables.says], lines);
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
