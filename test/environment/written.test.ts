import { describe, expect, it } from "vitest";
import type { Answers, MailAnswers, StorageAnswers } from "../../prompts/answers.ts";
import { groups, managedVariables, secretVariables, toVariables } from "../../src/environment/index.ts";
import { base, of, written } from "./base.ts";

describe("mail", () => {
  const mail = (said: Partial<MailAnswers>, release = "4.6") =>
    written({ ...base, mail: { ...base.mail, ...said } }, /^SMTP_/, release);
  const from = { SMTP_FROM_ADDRESS: "Mastodon <notifications@example.social>" };
  const login = { SMTP_LOGIN: "me", SMTP_PASSWORD: "pw", SMTP_AUTH_METHOD: "plain" };
  const server = { SMTP_SERVER: "smtp.example", SMTP_PORT: "587", ...login, ...from };

  it.each<[string, Partial<MailAnswers>, Record<string, string>]>([
    ["STARTTLS", {}, { ...server, SMTP_ENABLE_STARTTLS: "always", SMTP_OPENSSL_VERIFY_MODE: "peer" }],
    [
      "STARTTLS if offered",
      { tls: "starttls-if-offered" },
      { ...server, SMTP_ENABLE_STARTTLS: "auto", SMTP_OPENSSL_VERIFY_MODE: "peer" },
    ],
    [
      "implicit TLS",
      { tls: "implicit", port: 465, caFile: "/ca.pem" },
      { ...server, SMTP_PORT: "465", SMTP_TLS: "true", SMTP_OPENSSL_VERIFY_MODE: "peer", SMTP_CA_FILE: "/ca.pem" },
    ],
    ["no TLS", { tls: "none", verify: "none" }, { ...server, SMTP_ENABLE_STARTTLS: "never" }],
    [
      "a relay without login, over IPv6, unverified",
      { host: "::1", port: 25, auth: "none", user: "left over", verify: "none" },
      {
        SMTP_SERVER: "::1",
        SMTP_PORT: "25",
        SMTP_AUTH_METHOD: "none",
        SMTP_ENABLE_STARTTLS: "always",
        SMTP_OPENSSL_VERIFY_MODE: "none",
        ...from,
      },
    ],
  ])("%s, in every release", (_, said, expected) => {
    for (const release of ["4.2", "4.3", "4.4", "4.5", "4.6"]) expect(mail(said, release)).toEqual(expected);
  });
});

describe("storage", () => {
  const storage = (said: Partial<StorageAnswers>) =>
    written(
      {
        ...base,
        storage: { ...base.storage, bucket: "files", accessKeyId: "AK", secretAccessKey: "SK", ...said },
      },
      /^(S3_|AWS_)/,
    );
  const keys = { AWS_ACCESS_KEY_ID: "AK", AWS_SECRET_ACCESS_KEY: "SK" };
  const s3 = { S3_ENABLED: "true", S3_PROTOCOL: "https", S3_BUCKET: "files", ...keys };

  it.each<[string, Partial<StorageAnswers>, Record<string, string>]>([
    ["none", { provider: "none" }, {}],
    [
      "AWS",
      { provider: "aws", region: "eu-central-1" },
      { ...s3, S3_REGION: "eu-central-1", S3_HOSTNAME: "s3.eu-central-1.amazonaws.com" },
    ],
    [
      "AWS in China, by an instance's role",
      { provider: "aws", region: "cn-north-1", accessKeyId: null, secretAccessKey: null },
      {
        S3_ENABLED: "true",
        S3_PROTOCOL: "https",
        S3_BUCKET: "files",
        S3_REGION: "cn-north-1",
        S3_HOSTNAME: "s3.cn-north-1.amazonaws.com.cn",
      },
    ],
    [
      "Wasabi, the region in both names",
      { provider: "wasabi", region: "eu-central-1", publicHost: "files.example.social" },
      {
        ...s3,
        S3_REGION: "eu-central-1",
        S3_ENDPOINT: "https://s3.eu-central-1.wasabisys.com",
        S3_HOSTNAME: "s3.eu-central-1.wasabisys.com",
        S3_ALIAS_HOST: "files.example.social",
        S3_FORCE_SINGLE_REQUEST: "true",
      },
    ],
    [
      "Storj, whose alias is made of its link",
      { provider: "storj", linkKey: "jx" },
      {
        ...s3,
        S3_REGION: "global",
        S3_ENDPOINT: "https://gateway.storjshare.io",
        S3_HOSTNAME: "gateway.storjshare.io",
        S3_ALIAS_HOST: "link.storjshare.io/raw/jx/files",
      },
    ],
    [
      "R2, which has no ACLs",
      { provider: "r2", endpoint: "https://abc.r2.cloudflarestorage.com", publicHost: "files.example.social" },
      {
        ...s3,
        S3_REGION: "auto",
        S3_ENDPOINT: "https://abc.r2.cloudflarestorage.com",
        S3_HOSTNAME: "abc.r2.cloudflarestorage.com",
        S3_ALIAS_HOST: "files.example.social",
        S3_PERMISSION: "",
        AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
        AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
      },
    ],
    [
      "MinIO on a plain network behind a public name",
      { provider: "minio", endpoint: "http://minio:9000", publicHost: "files.example.social" },
      {
        ...s3,
        S3_REGION: "us-east-1",
        S3_ENDPOINT: "http://minio:9000",
        S3_HOSTNAME: "minio:9000",
        S3_ALIAS_HOST: "files.example.social",
      },
    ],
    [
      "MinIO that browsers are sent to, with its own authority and no ACLs",
      { provider: "minio", endpoint: "https://minio.example:9000", caFile: "/ca.pem", acl: false },
      {
        ...s3,
        S3_REGION: "us-east-1",
        S3_ENDPOINT: "https://minio.example:9000",
        S3_HOSTNAME: "minio.example:9000",
        S3_PERMISSION: "",
        AWS_CA_BUNDLE: "/ca.pem",
      },
    ],
    [
      "MinIO in plain http, and nothing in front of it",
      { provider: "minio", endpoint: "http://localhost:9000" },
      {
        ...s3,
        S3_PROTOCOL: "http",
        S3_REGION: "us-east-1",
        S3_ENDPOINT: "http://localhost:9000",
        S3_HOSTNAME: "localhost:9000",
      },
    ],
  ])("%s", (_, said, expected) => {
    expect(storage(said)).toEqual(expected);
  });
});

describe("the whole", () => {
  it("writes domains, single user mode and the switched off check as the official wizard does", () => {
    const answers: Answers = {
      ...base,
      domain: {
        local: "example.social",
        web: "web.example.social",
        alternates: ["a.example", "b.example"],
        singleUser: true,
      },
      updates: { check: false },
    };
    expect(written(answers, /DOMAIN|USER_MODE|UPDATE/)).toEqual({
      LOCAL_DOMAIN: "example.social",
      WEB_DOMAIN: "web.example.social",
      ALTERNATE_DOMAINS: "a.example,b.example",
      SINGLE_USER_MODE: "true",
      UPDATE_CHECK_URL: "",
    });
  });

  it("lets extra variables win, and a connection that they tell stand alone", () => {
    const extra = { DB_POOL: "20", SMTP_OPENSSL_VERIFY_MODE: "client_once", REDIS_URL: "redis://10.0.0.1/3" };
    const variables = toVariables({ ...base, extra }, of("4.6"));
    expect(variables.get("SMTP_OPENSSL_VERIFY_MODE")).toBe("client_once");
    expect([...variables.keys()].filter((name) => name.startsWith("REDIS_"))).toEqual(["REDIS_URL"]);
    expect([...variables.keys()].at(-1)).toBe("DB_POOL");
    const names = [...variables.keys()];
    expect(names.indexOf("REDIS_URL")).toBeLessThan(names.indexOf("SMTP_SERVER"));
  });

  it("puts every managed variable and every key into one group", () => {
    const grouped = groups.flatMap((group) => group.keys);
    expect(new Set(grouped).size).toBe(grouped.length);
    expect(new Set(grouped)).toEqual(new Set([...managedVariables, ...secretVariables]));
  });

  it("never writes the keys that an answers file may not hold", () => {
    expect([...toVariables({ ...base, extra: { OTP_SECRET: "x" } }, of("4.2")).keys()]).not.toContain("OTP_SECRET");
  });
});
