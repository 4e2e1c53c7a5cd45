import { describe, expect, it } from "vitest";
import type { Answers } from "../../prompts/answers.ts";
import {
  fromVariables,
  managedVariables,
  secretVariables,
  sections,
  toVariables,
} from "../../src/environment/index.ts";
import { parseRelease, series } from "../../src/environment/release.ts";
import type { Variables } from "../../src/findings/variables.ts";
import { wizardFiles } from "./wizard-files.ts";

const newest = { series: "4.6", patch: 5 } as const;

/** The answers of a file that says everything. */
function read(variables: Variables, release = newest): Answers {
  return {
    mastodon: { directory: "/home/mastodon/live", version: "4.6.5", runtime: "systemd" },
    steps: { database: true, assets: true, admin: null },
    ...fromVariables(variables, release),
  } as Answers;
}

/** A file's variables without those that Mastodon itself keeps secret. */
function withoutSecrets(variables: Variables): Record<string, string> {
  const secret: readonly string[] = secretVariables;
  return Object.fromEntries([...variables].filter(([name]) => !secret.includes(name)));
}

function differences(before: Variables, after: Variables): Record<string, readonly (string | undefined)[]> {
  const own = withoutSecrets(before);
  const names = new Set([...Object.keys(own), ...after.keys()]);
  return Object.fromEntries(
    [...names].filter((name) => own[name] !== after.get(name)).map((name) => [name, [own[name], after.get(name)]]),
  );
}

const blankLines = { DB_PASS: ["", undefined], REDIS_PASSWORD: ["", undefined] };

/** All that another writing of the wizard's file changes. */
const expected: Readonly<Record<string, object>> = {
  "systemd, no storage, local mail": blankLines,
  "docker, no storage, Mailgun": { DB_PASS: ["", undefined] },
  MinIO: { DB_PASS: ["", undefined] },
  "MinIO with an alias": { DB_PASS: ["", undefined] },
};

describe("a file of the official wizard", () => {
  it.each(wizardFiles)("%s: is written again with the same lines, but for empty ones", (title, variables) => {
    const answers = read(variables);
    const after = toVariables(answers, newest);
    if (title === "no updates, relay without login") {
      // From 4.4 on the two empty lines are a login of nothing: that is for the check to mend, not for us.
      expect(differences(variables, after)).toEqual({ ...blankLines });
      expect(answers.extra).toMatchObject({ SMTP_LOGIN: "", SMTP_PASSWORD: "" });
    } else {
      expect(differences(variables, after)).toEqual(expected[title] ?? blankLines);
    }
    expect([...managedVariables]).toEqual(expect.arrayContaining(Object.keys(withoutSecrets(variables))));
  });

  it.each(wizardFiles)("%s: means the same in every release", (_, variables) => {
    for (const one of series) {
      const release = parseRelease(one) ?? newest;
      const after = toVariables({ ...read(variables), ...fromVariables(variables, release) } as Answers, release);
      for (const section of sections) {
        expect(section.meaning(after, release)).toEqual(section.meaning(variables, release));
      }
    }
  });

  it.each([
    ["Spaces", { provider: "spaces", region: "nyc3", endpoint: null, publicHost: null }, []],
    ["AWS", { provider: "aws", region: "us-east-1", endpoint: null, publicHost: "files.example.social" }, []],
    ["AWS in another region, with the host of the first", { provider: "aws", region: "eu-central-1" }, ["S3_HOSTNAME"]],
    // Its preset would add S3_FORCE_SINGLE_REQUEST and another name of the endpoint, which is not what the file says.
    ["Wasabi", { provider: "custom", region: "us-east-1", endpoint: "https://s3.wasabisys.com" }, ["S3_ENDPOINT"]],
    ["MinIO", { provider: "minio", endpoint: "http://minio:9000", publicHost: null }, []],
    ["MinIO with an alias", { provider: "minio", publicHost: "files.example.social" }, ["S3_PROTOCOL"]],
    ["Storj", { provider: "storj", linkKey: "jxlink", publicHost: null, endpoint: null, region: null }, []],
    ["Storj, overwritten by the next question", { provider: "storj", publicHost: "files.example.social" }, []],
    // Written before the SDK sent checksums that it refuses; the preset would add two lines against them.
    [
      "Google Cloud Storage",
      { provider: "custom", region: "us-west1", endpoint: "https://storage.googleapis.com" },
      ["S3_MULTIPART_THRESHOLD"],
    ],
  ])("%s: is known by its endpoint", (title, storage, beside) => {
    const variables = new Map(wizardFiles).get(title) ?? new Map();
    const answers = read(variables);
    expect(answers.storage).toMatchObject(storage);
    expect(Object.keys(answers.extra)).toEqual(beside);
  });

  it("is prefilled with its database, Redis and mail", () => {
    const docker = read(new Map(wizardFiles).get("docker, no storage, Mailgun") ?? new Map());
    expect(docker.database).toMatchObject({ host: "db", name: "postgres", user: "postgres", password: null });
    expect(docker.redis).toMatchObject({ host: "redis", port: 6379, password: "s3cret", tls: false });
    expect(docker.mail).toMatchObject({
      provider: "mailgun",
      tls: "starttls-if-offered",
      auth: "plain",
      verify: "peer",
    });
    const local = read(new Map(wizardFiles).get("systemd, no storage, local mail") ?? new Map());
    expect(local.mail).toMatchObject({ provider: "local", auth: "none", user: null, verify: "none" });
  });
});
