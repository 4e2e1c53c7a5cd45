import type { Answers } from "../../prompts/answers.ts";
import { toVariables } from "../../src/environment/index.ts";
import { parseRelease, type Release } from "../../src/environment/release.ts";

/** Answers of a plain server; the tests change one section of it. */
export const base: Answers = {
  mastodon: { directory: "/home/mastodon/live", version: "4.6", runtime: "systemd" },
  domain: { local: "example.social", web: null, alternates: [], singleUser: false },
  database: {
    host: "localhost",
    port: 5432,
    name: "mastodon_production",
    user: "mastodon",
    password: "pw",
    tls: "if-offered",
    caFile: null,
  },
  redis: { host: "localhost", port: 6379, user: null, password: null, db: 0, tls: false },
  storage: {
    provider: "none",
    bucket: null,
    region: null,
    endpoint: null,
    accessKeyId: null,
    secretAccessKey: null,
    publicHost: null,
    caFile: null,
    acl: null,
    linkKey: null,
  },
  mail: {
    provider: "custom",
    host: "smtp.example",
    port: 587,
    user: "me",
    password: "pw",
    auth: "plain",
    tls: "starttls",
    verify: "peer",
    caFile: null,
    from: "Mastodon <notifications@example.social>",
    testTo: null,
  },
  updates: { check: true },
  steps: { database: true, assets: true, admin: null },
  extra: {},
};

export function of(text: string): Release {
  return parseRelease(text) ?? { series: "4.6", patch: null };
}

/** What is written of the variables that `prefix` names. */
export function written(answers: Answers, prefix: RegExp, release = "4.6"): Record<string, string> {
  return Object.fromEntries([...toVariables(answers, of(release))].filter(([name]) => prefix.test(name)));
}
