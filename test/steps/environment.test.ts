import { mkdirSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childEnvironment, pathWithShims } from "../../src/steps/environment.ts";
import { memoryOf, readMemory } from "../../src/steps/machine.ts";
import { mailDomainResolves } from "../../src/steps/maildomain.ts";
import { discard, scratch } from "../services/scratch.ts";

let root = "";
beforeAll(() => {
  root = scratch("environment");
});
afterAll(() => discard(root));

const shell = {
  HOME: "/home/mastodon",
  PATH: "/usr/bin",
  LANG: "ja_JP.UTF-8",
  TZ: "Asia/Tokyo",
  DB_HOST: "elsewhere",
  DATABASE_URL: "postgres://elsewhere",
  REDIS_URL: "redis://elsewhere",
  S3_ENABLED: "true",
  SMTP_SERVER: "elsewhere",
  RAILS_ENV: "development",
  DISABLE_DATABASE_ENVIRONMENT_CHECK: "1",
  BUNDLE_GEMFILE: "/tmp/Gemfile",
  NODE_ENV: "test",
  http_proxy: "http://proxy",
  COMPOSE_FILE: "mine.yaml",
  DOCKER_HOST: "tcp://engine",
};

describe("a child's environment", () => {
  it("has nothing that Mastodon would read before its file", () => {
    expect(childEnvironment(shell, "systemd", [])).toEqual({
      HOME: "/home/mastodon",
      PATH: "/usr/bin",
      LANG: "ja_JP.UTF-8",
      TZ: "Asia/Tokyo",
      TERM: "dumb",
      PAGER: "cat",
    });
  });

  it("has nothing that the file sets either, but for PATH and HOME", () => {
    const environment = childEnvironment(shell, "systemd", ["TZ", "PATH", "HOME"]);
    expect(environment).not.toHaveProperty("TZ");
    expect(environment).toMatchObject({ PATH: "/usr/bin", HOME: "/home/mastodon" });
  });

  it("lets docker find its engine and its project", () => {
    expect(childEnvironment(shell, "docker", [])).toMatchObject({
      COMPOSE_FILE: "mine.yaml",
      DOCKER_HOST: "tcp://engine",
    });
  });

  it.each([{ LANG: "C" }, { LC_ALL: "POSIX", LANG: "de_DE.UTF-8" }, { LANG: undefined }])(
    "has UTF-8 where %j has not",
    (locale) => {
      expect(childEnvironment({ ...shell, ...locale }, "systemd", [])).toMatchObject({ LANG: "C.UTF-8" });
      expect(childEnvironment({ ...shell, ...locale }, "systemd", [])).not.toHaveProperty("LC_ALL");
    },
  );

  it("finds the version managers' shims below HOME", async () => {
    mkdirSync(join(root, ".rbenv/shims"), { recursive: true });
    const shims = join(root, ".rbenv/shims");
    expect(await pathWithShims(root, "/usr/bin:/bin")).toBe(`${shims}:/usr/bin:/bin`);
    expect(await pathWithShims(root, `/usr/bin:${shims}`)).toBe(`/usr/bin:${shims}`);
    expect(await pathWithShims(undefined, "/usr/bin")).toBe("/usr/bin");
  });
});

describe("the memory that can be had", () => {
  it("is what is available and the free swap", () => {
    expect(memoryOf("MemTotal:  4000 kB\nMemAvailable:    1000 kB\nSwapTotal: 9 kB\nSwapFree:         24 kB\n")).toBe(
      1024 * 1024,
    );
    expect(memoryOf("MemTotal: 4000 kB\nMemAvailable: 1000 kB\n")).toBe(1000 * 1024);
    expect(memoryOf("")).toBeNull();
  });

  it("is what is free where there is no /proc, and that is said", async () => {
    const memory = await readMemory(join(root, "no-meminfo"));
    expect(memory.source).toBe("free");
    expect(memory.available).toBeLessThanOrEqual(totalmem());
    writeFileSync(join(root, "meminfo"), "MemAvailable: 2 kB\n");
    expect(await readMemory(join(root, "meminfo"))).toEqual({ available: 2048, source: "proc" });
  });
});

describe("a mail domain", () => {
  const no = () => Promise.reject(new Error("ENOTFOUND"));
  const none = { resolveMx: no, resolve4: no, resolve6: no };

  it("is known with any of MX, A and AAAA", async () => {
    const resolve6 = () => Promise.resolve(["2001:db8::1"]);
    expect(await mailDomainResolves("alice@example.social", { ...none, resolve6 })).toBe(true);
    expect(await mailDomainResolves("alice@example.social", none)).toBe(false);
  });
});
