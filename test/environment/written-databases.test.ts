import { describe, expect, it } from "vitest";
import type { Answers, DatabaseAnswers, RedisAnswers } from "../../prompts/answers.ts";
import { limits } from "../../src/environment/limits.ts";
import { base, of, written } from "./base.ts";

describe("PostgreSQL", () => {
  const database = (said: Partial<DatabaseAnswers>) =>
    written({ ...base, database: { ...base.database, ...said } }, /^(DB_|DATABASE_|PRIMARY_)/);
  const plain = {
    DB_HOST: "localhost",
    DB_PORT: "5432",
    DB_NAME: "mastodon_production",
    DB_USER: "mastodon",
    DB_PASS: "pw",
  };

  it.each<[string, Partial<DatabaseAnswers>, Record<string, string>]>([
    ["if offered", {}, plain],
    ["off", { tls: "off" }, { ...plain, DB_SSLMODE: "disable" }],
    [
      "required, not verified",
      { tls: "required", host: "db.example", password: "p@s/s" },
      {
        ...plain,
        DB_HOST: "db.example",
        DB_PASS: "p@s/s",
        DB_SSLMODE: "no-verify",
        PRIMARY_DATABASE_URL: "postgres://mastodon:p%40s%2Fs@db.example:5432/mastodon_production?sslmode=require",
      },
    ],
    [
      "verified against its own authority",
      { tls: "verified", host: "db.example", caFile: "/etc/ssl/rds bundle.pem", password: "a+b %20" },
      {
        DATABASE_URL:
          "postgres://mastodon:a%2Bb%20%2520@db.example:5432/mastodon_production?sslmode=verify-full&sslrootcert=/etc/ssl/rds%20bundle.pem",
      },
    ],
    [
      "verified against the public authorities",
      { tls: "verified", host: "db.example", password: null },
      {
        DATABASE_URL:
          "postgres://mastodon@db.example:5432/mastodon_production?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt",
      },
    ],
    [
      "verified at an IPv6 address, whose brackets streaming would keep",
      { tls: "verified", host: "fd00::7", caFile: "/ca.pem" },
      {
        DATABASE_URL:
          "postgres://mastodon:pw@[fd00::7]:5432/mastodon_production?host=fd00::7&sslmode=verify-full&sslrootcert=/ca.pem",
      },
    ],
    [
      "a socket, which has no TLS",
      { host: "/var/run/postgresql", password: null, tls: "verified" },
      { DB_HOST: "/var/run/postgresql", DB_PORT: "5432", DB_NAME: "mastodon_production", DB_USER: "mastodon" },
    ],
    ["::1, which YAML takes for a symbol", { host: "::1" }, { ...plain, DB_HOST: "0::1" }],
    ["another IPv6 address", { host: "fd00:5::7" }, { ...plain, DB_HOST: "fd00:5::7" }],
  ])("%s", (_, said, expected) => {
    expect(database(said)).toEqual(expected);
  });
});

describe("Redis", () => {
  const redis = (said: Partial<RedisAnswers>, release = "4.6") =>
    written({ ...base, redis: { ...base.redis, ...said } }, /^REDIS_/, release);
  const plain = { REDIS_HOST: "localhost", REDIS_PORT: "6379" };

  it.each<[string, Partial<RedisAnswers>, Record<string, string>, string?]>([
    ["plain", {}, plain],
    ["a password and a database", { password: "p@s#s", db: 2 }, { ...plain, REDIS_PASSWORD: "p@s#s", REDIS_DB: "2" }],
    ["a user", { user: "masto", password: "x" }, { ...plain, REDIS_USER: "masto", REDIS_PASSWORD: "x" }],
    [
      "a user before REDIS_USER",
      { user: "masto", password: "x" },
      { REDIS_URL: "redis://masto:x@localhost:6379/0" },
      "4.2",
    ],
    ["a user in 4.3.0", { user: "masto", password: "x" }, { REDIS_URL: "redis://masto:x@localhost:6379/0" }, "4.3.0"],
    [
      "a user in 4.3.4",
      { user: "masto", password: "x" },
      { ...plain, REDIS_USER: "masto", REDIS_PASSWORD: "x" },
      "4.3.4",
    ],
    [
      "a password that Rails would decode",
      { password: "a%20b+" },
      { REDIS_URL: "redis://:a%2520b%2B@localhost:6379/0" },
    ],
    ["TLS", { tls: true, password: "x" }, { REDIS_URL: "rediss://:x@localhost:6379/0", REDIS_DRIVER: "ruby" }],
    ["TLS before REDIS_DRIVER", { tls: true }, { REDIS_URL: "rediss://localhost:6379/0" }, "4.2"],
    ["IPv6", { host: "::1" }, { REDIS_URL: "redis://[::1]:6379/0" }],
    ["a socket", { host: "/run/redis/redis.sock" }, { REDIS_URL: "unix:///run/redis/redis.sock" }],
    ["a socket and a database", { host: "/run/redis.sock", db: 3 }, { REDIS_URL: "unix:///run/redis.sock?db=3" }],
  ])("%s", (_, said, expected, release) => {
    expect(redis(said, release)).toEqual(expected);
  });

  it("says what no variable can do", () => {
    const keys = (said: Partial<RedisAnswers>, release: string) =>
      limits({ ...base, redis: { ...base.redis, ...said } }, of(release)).map((one) => `${one.path} ${one.key}`);
    expect(keys({ host: "/run/redis.sock", password: "x" }, "4.6")).toEqual(["redis.password redis-socket-login"]);
    expect(keys({ host: "/run/redis.sock", db: 1 }, "4.5")).toEqual(["redis.db redis-socket-db"]);
    expect(keys({ host: "/run/redis.sock", db: 1 }, "4.6")).toEqual([]);
    expect(keys({ user: "masto" }, "4.6")).toEqual(["redis.user redis-user-without-password"]);
    expect(keys({ user: "ma:sto", password: "x" }, "4.6")).toEqual(["redis.user redis-user-characters"]);
    expect(keys({ tls: true }, "4.2.8")).toEqual(["redis.tls redis-tls-release"]);
    const url: Answers = { ...base, database: { ...base.database, host: "my_db", tls: "verified" } };
    expect(limits(url, of("4.6"))).toEqual([{ path: "database.host", key: "database-host-underscore" }]);
  });
});
