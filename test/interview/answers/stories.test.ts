import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../../prompts/answers.ts";
import { fromVariables, secretVariables, toVariables } from "../../../src/environment/index.ts";
import { limits } from "../../../src/environment/limits.ts";
import { parseRelease } from "../../../src/environment/release.ts";
import { completeDraft } from "../../../src/interview/answers/complete.ts";
import { parseAnswersFile } from "../../../src/interview/answers/parse.ts";
import { answersToJson, savedReferences } from "../../../src/interview/answers/write.ts";
import { makeFile } from "../../../src/mastodon/file.ts";

const directory = fileURLToPath(new URL("../../../fixtures/answers/", import.meta.url));
const stories = readdirSync(directory)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(".json", ""));

/** What the stories' references lead to. */
const environment = {
  DATABASE_PASSWORD: "dbSecret1",
  REDIS_AUTH: "redisSecret2",
  S3_SECRET: "s3Secret3",
  SMTP_PASSWORD: "smtpSecret4",
};

const sources = {
  environment,
  readFile: (path: string): string => {
    throw new Error(`no ${path}`);
  },
};

function read(text: string, from = sources): Answers {
  const parsed = parseAnswersFile(text, from);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const completed = completeDraft(parsed.draft, {});
  if (!completed.ok) throw new Error(JSON.stringify(completed.missing));
  return completed.answers;
}

/** The forms of secrets, in the words of the expectations. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/^(SECRET_KEY_BASE|OTP_SECRET)=[0-9a-f]{128}$/, "$1=<hex128>"],
  [/^(ACTIVE_RECORD_ENCRYPTION_\w+)=[A-Za-z0-9]{32}$/, "$1=<alphanumeric32>"],
  [/^(VAPID_PUBLIC_KEY)=[A-Za-z0-9_-]{87}=$/, "$1=<base64url88>"],
  [/^(VAPID_PRIVATE_KEY)=[A-Za-z0-9_-]{43}=$/, "$1=<base64url44>"],
  ...Object.entries(environment).map(([name, value]) => [new RegExp(value), `<env:${name}>`] as const),
];

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

function byForm(line: string): string {
  return forms.reduce((text, [pattern, form]) => text.replace(pattern, form), line);
}

describe.each(stories)("the story of %s", (story) => {
  const text = readFileSync(`${directory}${story}.json`, "utf8");
  const answers = read(text);

  it("makes the file that is expected", async () => {
    const made = await makeFile(answers, null, { header: "", groups: {} });
    if (!made.ok) throw new Error(JSON.stringify(made.problem));
    const expected = linesOf(readFileSync(`${directory}${story}.env`, "utf8"));
    expect(linesOf(made.file.text).map(byForm)).toEqual(expected);
  });

  it("asks for nothing that Mastodon can't do", () => {
    expect(limits(answers, parseRelease(answers.mastodon.version) ?? { series: "4.6", patch: null })).toEqual([]);
  });

  it("is saved and replayed to the same answers, with secrets and without", () => {
    expect(read(answersToJson(answers, { secrets: "value" }))).toEqual(answers);
    const references = answersToJson(answers, { secrets: "env" });
    for (const secret of Object.values(environment)) expect(references).not.toContain(secret);
    const values: Record<string, string> = {
      MASTOSETUP_DATABASE_PASSWORD: environment.DATABASE_PASSWORD,
      MASTOSETUP_REDIS_PASSWORD: environment.REDIS_AUTH,
      MASTOSETUP_STORAGE_SECRET_ACCESS_KEY: environment.S3_SECRET,
      MASTOSETUP_MAIL_PASSWORD: environment.SMTP_PASSWORD,
    };
    const named = Object.fromEntries(savedReferences(answers).map((name) => [name, values[name] ?? ""]));
    expect(read(references, { ...sources, environment: { ...environment, ...named } })).toEqual(answers);
  });

  it("is read from its file again, and written again the same", () => {
    const release = parseRelease(answers.mastodon.version) ?? { series: "4.6", patch: null };
    const variables = toVariables(answers, release);
    const again = { ...answers, ...fromVariables(variables, release) };
    const mail = { ...answers.mail, ...again.mail };
    expect([...toVariables({ ...again, mail } as Answers, release)]).toEqual([...variables]);
    expect([...variables.keys()].filter((name) => (secretVariables as readonly string[]).includes(name))).toEqual([]);
  });
});
