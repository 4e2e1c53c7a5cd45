import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../prompts/answers.ts";
import { changesToAnswers, overridden, withoutOverrides } from "../../src/environment/changes.ts";
import { toVariables } from "../../src/environment/index.ts";
import { answers, release } from "./arbitrary.ts";

const newest = { series: "4.6", patch: 5 } as const;
const [sample] = fc.sample(answers, { numRuns: 1, seed: 7 });

const base: Answers = {
  ...(sample as Answers),
  database: {
    host: "db.example",
    port: 5432,
    name: "mastodon",
    user: "mastodon",
    password: "p w",
    tls: "if-offered",
    caFile: null,
  },
  redis: { host: "redis.example", port: 6380, user: null, password: "x", db: 0, tls: false },
  mail: {
    provider: "custom",
    host: "mail.example",
    port: 587,
    user: "me",
    password: "pw",
    auth: "plain",
    tls: "starttls",
    verify: "peer",
    caFile: null,
    from: "a@example.social",
    testTo: "me@example.org",
  },
  extra: { DB_POOL: "20" },
};

describe("a remedy's change of variables", () => {
  it.each<[string, Record<string, string | null>, (changed: Answers) => unknown, unknown]>([
    [
      "TLS that PostgreSQL wants",
      { DATABASE_URL: "postgres://mastodon:p%20w@db.example:5432/mastodon?sslmode=verify-full&sslrootcert=/ca.pem" },
      ({ database }) => [database.tls, database.caFile, database.password],
      ["verified", "/ca.pem", "p w"],
    ],
    ["no TLS", { DB_SSLMODE: "disable" }, ({ database }) => database.tls, "off"],
    ["a database at another port", { DB_PORT: "6432" }, ({ database }) => database.port, 6432],
    [
      "TLS that Redis wants",
      { REDIS_URL: "rediss://:x@redis.example:6380/0", REDIS_DRIVER: "ruby" },
      ({ redis }) => redis,
      { ...base.redis, tls: true },
    ],
    ["a password that Redis does not want", { REDIS_PASSWORD: null }, ({ redis }) => redis.password, null],
    [
      "implicit TLS",
      { SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: null, SMTP_ENABLE_STARTTLS_AUTO: null },
      ({ mail }) => [mail.tls, mail.testTo, mail.provider],
      ["implicit", "me@example.org", "custom"],
    ],
    [
      "a relay that takes no login",
      { SMTP_AUTH_METHOD: "none", SMTP_LOGIN: null, SMTP_PASSWORD: null },
      ({ mail }) => [mail.auth, mail.user, mail.password],
      ["none", null, null],
    ],
    ["a variable of nobody's", { DB_POOL: "10" }, ({ extra }) => extra, { DB_POOL: "10" }],
    ["its removal", { DB_POOL: null }, ({ extra }) => extra, {}],
    [
      "what no setting can say",
      { SMTP_OPENSSL_VERIFY_MODE: "" },
      ({ extra, mail }) => [extra, mail.verify],
      [{ DB_POOL: "20" }, "peer"],
    ],
  ])("%s becomes an answer", (_, set, look, expected) => {
    expect(look(changesToAnswers(base, set, newest))).toEqual(expected);
  });

  it("is in the file afterwards, whatever it was", () => {
    const set = fc.dictionary(
      fc.constantFrom("DB_HOST", "DB_SSLMODE", "REDIS_URL", "REDIS_DRIVER", "S3_PERMISSION", "SMTP_TLS", "MAX_THREADS"),
      fc.constantFrom("", "x", "true", "::1", "disable", "require"),
      { minKeys: 1, maxKeys: 3 },
    );
    fc.assert(
      fc.property(answers, release, set, (before, of, changes) => {
        const wanted = new Map([...toVariables({ ...before, extra: {} }, of), ...Object.entries(changes)]);
        const after = toVariables(changesToAnswers({ ...before, extra: {} }, changes, of), of);
        const untouched = [...wanted].filter(([name]) => !/^(DB_|DATABASE|PRIMARY|REDIS_|S3_|AWS_|SMTP_)/.test(name));
        expect([...after]).toEqual(expect.arrayContaining(untouched));
      }),
    );
  });

  it("leaves a MinIO a MinIO", () => {
    const minio: Answers = {
      ...base,
      storage: {
        provider: "minio",
        bucket: "files",
        region: null,
        endpoint: "https://store.example",
        accessKeyId: "AK",
        secretAccessKey: "SK",
        publicHost: null,
        caFile: null,
        acl: null,
        linkKey: null,
      },
    };
    const changed = changesToAnswers(minio, { S3_PERMISSION: "" }, newest);
    expect(changed.storage).toMatchObject({ provider: "minio", acl: false, endpoint: "https://store.example" });
  });
});

describe("variables that stand against their section's answers", () => {
  const extra = { DB_POOL: "20", SMTP_ENABLE_STARTTLS: "always", REDIS_URL: "redis://a:b+c@h/0" };

  it("are found", () => {
    expect(overridden(extra)).toEqual(["redis", "mail"]);
  });

  it("go when a person answers that section anew", () => {
    expect(withoutOverrides(extra, "redis")).toEqual({ DB_POOL: "20", SMTP_ENABLE_STARTTLS: "always" });
    expect(withoutOverrides(extra, "database")).toEqual(extra);
  });
});
