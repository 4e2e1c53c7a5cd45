import type { Answers } from "../../../prompts/answers.ts";

/** Whole and right answers, for runs that test no service. */
export function offlineAnswers(directory: string): Answers {
  return {
    mastodon: { directory, version: "4.5.15", runtime: "systemd" },
    domain: { local: "social.example", web: null, alternates: [], singleUser: false },
    database: {
      host: "localhost",
      port: 5432,
      name: "mastodon_production",
      user: "mastodon",
      password: "database-secret",
      tls: "if-offered",
      caFile: null,
    },
    redis: { host: "localhost", port: 6379, user: null, password: "redis-secret", db: 0, tls: false },
    storage: {
      provider: "aws",
      bucket: "files",
      region: "eu-central-1",
      endpoint: null,
      accessKeyId: "storage-key",
      secretAccessKey: "storage-secret",
      publicHost: null,
      caFile: null,
      acl: null,
      linkKey: null,
    },
    mail: {
      provider: "custom",
      host: "mail.example",
      port: 587,
      user: "mastodon",
      password: "mail-secret",
      auth: "plain",
      tls: "starttls",
      verify: "peer",
      caFile: null,
      from: "notifications@social.example",
      testTo: null,
    },
    updates: { check: true },
    extra: {},
    steps: { database: false, assets: false, admin: null },
  };
}
