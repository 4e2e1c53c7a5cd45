import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The rooms, lowest first; those of one level do not know each other. */
const levels = [
  ["findings"],
  ["environment", "envfile", "secrets"],
  ["mastodon"],
  ["probes", "checks"],
  ["diagnose.ts"],
  ["interview", "steps", "report"],
  ["cli"],
];

/** Libraries that exactly one module may import; the door's name says what is behind it. */
const doors: Readonly<Record<string, string>> = {
  "@inquirer/core": "src/interview/asker/",
  ora: "src/interview/asker/",
  chalk: "src/report/",
  pg: "src/probes/database/",
  ioredis: "src/probes/redis/",
  nodemailer: "src/probes/mail/",
  "@aws-sdk/client-s3": "src/probes/storage/",
  "web-push": "src/secrets/",
  dotenv: "src/envfile/readers/",
  "write-file-atomic": "src/envfile/",
  execa: "src/steps/",
  "jsonc-parser": "src/interview/answers/",
};

function filesBelow(directory: string): string[] {
  return readdirSync(join(root, directory)).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(join(root, path)).isDirectory()) return filesBelow(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;"']*?from\s+"([^"]+)"|import\("([^"]+)"\)/g);
  return [...found].map((match) => {
    const target = match[2] ?? match[3] ?? "";
    const to = target.startsWith(".") ? relative(root, resolve(root, dirname(file), target)) : target;
    return { from: file, to, typeOnly: match[1] !== undefined };
  });
}

const sources = [...filesBelow("src"), ...filesBelow("prompts")];
const imports = sources.flatMap(importsOf);

function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)/.exec(path)?.[1];
}

function levelOf(path: string): number {
  const room = roomOf(path);
  const level = levels.findIndex((rooms) => room !== undefined && rooms.includes(room));
  if (level < 0) throw new Error(`${path} stands in no room of the house`);
  return level;
}

const show = (one: Import) => `${one.from} imports ${one.to}`;
const packageOf = (name: string) =>
  (name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : name.split("/")[0]) ?? "";

describe("the house", () => {
  it("knows rooms downwards only, and none of its own level", () => {
    const wrong = imports
      .filter(({ from, to }) => from.startsWith("src/") && to.startsWith("src/"))
      .filter(({ from, to }) => roomOf(from) !== roomOf(to) && levelOf(to) >= levelOf(from));
    expect(wrong.map(show)).toEqual([]);
  });

  it("lets only the interview and the environment read the settings", () => {
    const wrong = imports
      .filter(
        ({ from, to }) => from.startsWith("src/") && to.startsWith("prompts/") && !to.startsWith("prompts/locales/"),
      )
      .filter(({ from, typeOnly }) => !typeOnly && !/^src\/(interview|environment)\//.test(from));
    expect(wrong.map(show)).toEqual([]);
  });

  it("lets nobody below the report speak to people", () => {
    const wrong = imports
      .filter(({ from, to }) => from.startsWith("src/") && to.startsWith("prompts/locales/"))
      .filter(({ from }) => !/^src\/(interview|steps|report|cli)\//.test(from));
    expect(wrong.map(show)).toEqual([]);
  });

  it("keeps prompts free of the rest of the house, but for the types of findings", () => {
    const wrong = imports
      .filter(({ from, to }) => from.startsWith("prompts/") && to.startsWith("src/"))
      .filter(({ to, typeOnly }) => !typeOnly || !to.startsWith("src/findings/"));
    expect(wrong.map(show)).toEqual([]);
  });

  it("has one door for each library, and no library without a door", () => {
    const byPackage = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      if (/^(src|prompts)\//.test(to) || to.startsWith("node:")) continue;
      const name = packageOf(to);
      byPackage.set(name, (byPackage.get(name) ?? new Set()).add(from));
    }
    for (const [name, files] of byPackage) {
      expect([...files], `modules that import ${name}`).toHaveLength(1);
      const door = doors[name];
      if (door !== undefined) expect([...files][0]).toContain(door);
    }
  });

  it("knows `process` only in cli", () => {
    const wrong = filesBelow("src")
      .filter((file) => !file.startsWith("src/cli/"))
      .filter((file) =>
        /(?<![.\w"'`-])process\.(env|argv|exit|std|cwd|on|getuid|kill)/.test(readFileSync(join(root, file), "utf8")),
      );
    expect(wrong).toEqual([]);
  });

  it("has no file longer than 300 lines", () => {
    const long = [...sources, ...filesBelow("test"), ...filesBelow("tools"), ...filesBelow("bench")]
      .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
