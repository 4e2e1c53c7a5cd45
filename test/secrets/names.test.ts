import { expect, it } from "vitest";
import { isSecretName } from "../../src/secrets/names.ts";

it("knows Mastodon's secrets, URLs that may carry a password, and what looks like one", () => {
  const secret = [
    "DB_PASS",
    "REDIS_URL",
    "DATABASE_URL",
    "AWS_ACCESS_KEY_ID",
    "http_proxy",
    "MY_API_TOKEN",
    "PGPASSWORD",
  ];
  expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
});

it("does not take for a secret what is only called so", () => {
  const open = [
    "DB_HOST",
    "VAPID_PUBLIC_KEY",
    "SECRET_KEY_BASE_DUMMY",
    "OIDC_TOKEN_ENDPOINT",
    "CACHE_BUSTER_SECRET_HEADER",
    "MIGRATION_IGNORE_INVALID_OTP_SECRET",
  ];
  expect(open.filter(isSecretName)).toEqual([]);
});
