import { describe, expect, it } from "vitest";
import type { Draft, MailProvider, StorageProvider } from "../../prompts/answers.ts";
import { bucketFor } from "../../prompts/conditions.ts";
import { mailPresets } from "../../prompts/providers/mail.ts";
import { secretPaths, sections } from "../../prompts/sections.ts";
import { applies, type Found, isAsked, type Known, type Setting } from "../../prompts/setting.ts";

const known = (answers: Draft = {}, found: Found = {}): Known => ({ answers, found });

function setting(path: string): Setting<unknown> {
  const [sectionId = "", id = ""] = path.split(".");
  const found = sections.find((section) => section.id === sectionId)?.settings[id];
  if (found === undefined) throw new Error(`no setting ${path}`);
  return found;
}

const initial = (path: string, answers: Draft = {}, found: Found = {}) =>
  setting(path).initial?.(known(answers, found));
const asked = (path: string, answers: Draft) => isAsked(setting(path), known(answers), false);
const applied = (path: string, answers: Draft) => applies(setting(path), known(answers));

describe("the sections", () => {
  it("come in the order of the interview, each with its place in the answers file", () => {
    expect(sections.map(({ id, path }) => `${id}: ${path.join(".")}`)).toEqual([
      "server: mastodon",
      "domain: domain",
      "database: database",
      "redis: redis",
      "storage: storage",
      "mail: mail",
      "updates: updates",
      "steps: steps",
      "administrator: steps.admin",
    ]);
  });

  it("name the secrets, and only these", () => {
    expect(secretPaths.map((path) => path.join("."))).toEqual([
      "database.password",
      "redis.password",
      "storage.secretAccessKey",
      "mail.password",
    ]);
  });

  it.each(sections)("$id clears only what it asks", ({ settings }) => {
    const cleared = Object.values(settings).flatMap((one) => one.clears ?? []);
    expect(cleared.filter((id) => !(id in settings))).toEqual([]);
  });

  it.each(sections)("$id has defaults that its own parsers take", ({ settings }) => {
    const at = known({ domain: { local: "social.example" }, mail: { provider: "ses", testTo: "alice@example.org" } });
    for (const [id, one] of Object.entries(settings)) {
      const value = one.initial?.(at);
      if (value === undefined || value === null || typeof value === "object") continue;
      expect([id, one.parse(String(value), at)]).toEqual([id, { ok: true, value }]);
    }
  });
});

describe("the server", () => {
  const found = { directory: "/srv/mastodon", version: "4.5.3" };

  it("is not asked for a release that its directory tells", () => {
    expect(applies(setting("server.version"), known({}, found))).toBe(false);
    expect(setting("server.version").otherwise?.(known({}, found))).toBe("4.5.3");
  });

  it("is asked for it in another directory, or where another release was given", () => {
    expect(applies(setting("server.version"), known({ mastodon: { directory: "/opt/mastodon" } }, found))).toBe(true);
    expect(applies(setting("server.version"), known({ mastodon: { version: "4.6" } }, found))).toBe(true);
    expect(applies(setting("server.version"), known())).toBe(true);
  });
});

describe("the domain", () => {
  it.each([
    ["social.example", "social.example"],
    ["Social.Example", "social.example"],
    ["myhost", undefined],
    ["myhost.local", undefined],
    ["ip-10-0-0-1.ec2.internal", undefined],
  ])("of a machine called %s is offered as %s", (hostname, value) => {
    expect(initial("domain.local", {}, { hostname })).toBe(value);
  });

  it("as web domain is none, and among the alternates superfluous", () => {
    const at = known({ domain: { local: "social.example", web: "www.social.example" } });
    expect(setting("domain.web").parse("https://Social.example/", at)).toEqual({ ok: true, value: null, mended: true });
    expect(setting("domain.alternates").parse("social.example,a.example,www.social.example", at)).toEqual({
      ok: true,
      value: ["a.example"],
      mended: true,
    });
  });
});

describe("the database", () => {
  it("has the official wizard's defaults on the machine and under Docker", () => {
    const docker: Draft = { mastodon: { runtime: "docker" } };
    const ids = ["host", "port", "name", "user", "password"];
    expect(ids.map((id) => initial(`database.${id}`))).toEqual([
      "/var/run/postgresql",
      5432,
      "mastodon_production",
      "mastodon",
      null,
    ]);
    expect(ids.map((id) => initial(`database.${id}`, docker))).toEqual(["db", 5432, "postgres", "postgres", null]);
  });

  it.each([
    ["/var/run/postgresql", false, false],
    ["localhost", true, false],
    ["db", true, false],
    ["10.0.0.5", true, true],
    ["db.example.com", true, true],
  ])("at %s may have TLS: %s, and is asked about it: %s", (host, may, is) => {
    expect(applied("database.tls", { database: { host } })).toBe(may);
    expect(asked("database.tls", { database: { host } })).toBe(is);
  });

  it("verifies a managed server, and asks for its CA", () => {
    const host = "mastodon.abc.eu-central-1.rds.amazonaws.com";
    expect(initial("database.tls", { database: { host } })).toBe("verified");
    expect(asked("database.caFile", { database: { host, tls: "verified" } })).toBe(true);
    expect(applied("database.caFile", { database: { host, tls: "required" } })).toBe(false);
  });
});

describe("redis", () => {
  it("has the official wizard's defaults", () => {
    expect(["host", "port", "password", "db", "tls"].map((id) => initial(`redis.${id}`))).toEqual([
      "localhost",
      6379,
      null,
      0,
      false,
    ]);
    expect(initial("redis.host", { mastodon: { runtime: "docker" } })).toBe("redis");
  });

  it("has neither port nor TLS over a socket", () => {
    expect(applied("redis.port", { redis: { host: "/run/redis.sock" } })).toBe(false);
    expect(applied("redis.tls", { redis: { host: "/run/redis.sock" } })).toBe(false);
  });
});

describe("the storage", () => {
  const questions = (provider: StorageProvider) => {
    const section = sections.find(({ id }) => id === "storage");
    const at = known({ storage: { provider, publicHost: null } });
    return Object.entries(section?.settings ?? {}).flatMap(([id, one]) => (isAsked(one, at, false) ? [id] : []));
  };

  it.each([
    ["none", ["provider"]],
    ["aws", ["provider", "bucket", "region", "accessKeyId", "secretAccessKey", "publicHost"]],
    ["wasabi", ["provider", "bucket", "region", "accessKeyId", "secretAccessKey", "publicHost"]],
    ["minio", ["provider", "bucket", "endpoint", "accessKeyId", "secretAccessKey", "publicHost"]],
    ["r2", ["provider", "bucket", "endpoint", "accessKeyId", "secretAccessKey", "publicHost"]],
    ["storj", ["provider", "bucket", "accessKeyId", "secretAccessKey", "linkKey"]],
    ["custom", ["provider", "bucket", "region", "endpoint", "accessKeyId", "secretAccessKey", "publicHost"]],
  ] as const)("at %s asks for what that one needs", (provider, ids) => {
    expect(questions(provider)).toEqual(ids);
  });

  it("offers a bucket's name that every provider takes", () => {
    expect(bucketFor("social.example")).toBe("files-social-example");
    expect(bucketFor(`${"a".repeat(60)}.example`)?.length).toBeLessThanOrEqual(63);
  });

  it("offers a host of one's own where nothing else can serve the files", () => {
    const domain = { local: "social.example" };
    expect(initial("storage.publicHost", { domain, storage: { provider: "r2" } })).toBe("files.social.example");
    expect(initial("storage.publicHost", { domain, storage: { provider: "aws" } })).toBeNull();
  });
});

describe("the mail", () => {
  const questions = (provider: MailProvider, runtime: "systemd" | "docker" = "systemd") => {
    const section = sections.find(({ id }) => id === "mail");
    const at = known({ mastodon: { runtime }, mail: { provider, auth: mailPresets[provider].auth } });
    return Object.entries(section?.settings ?? {}).flatMap(([id, one]) => (isAsked(one, at, false) ? [id] : []));
  };

  it.each([
    ["local", ["provider", "from", "testTo"]],
    ["postmark", ["provider", "user", "password", "from", "testTo"]],
    ["resend", ["provider", "password", "from", "testTo"]],
    ["mailgun", ["provider", "host", "user", "password", "from", "testTo"]],
    ["custom", ["provider", "host", "port", "tls", "auth", "user", "password", "from", "testTo"]],
  ] as const)("through %s asks for what no preset knows", (provider, ids) => {
    expect(questions(provider)).toEqual(ids);
  });

  it("asks where the local server is in a container, which has none in itself", () => {
    expect(questions("local", "docker")).toContain("host");
    expect(initial("mail.host", { mastodon: { runtime: "docker" }, mail: { provider: "local" } })).toBeUndefined();
  });

  it("wants no login of a relay", () => {
    const relay: Draft = { mail: { provider: "custom", auth: "none" } };
    expect(applied("mail.user", relay)).toBe(false);
    expect(applied("mail.password", relay)).toBe(false);
  });

  it.each([
    ["mailgun", 587, "starttls"],
    ["mailgun", 465, "implicit"],
    ["mailgun", 2525, "starttls"],
    ["ses", 2465, "implicit"],
    ["custom", 465, "implicit"],
    ["custom", 587, "starttls"],
    ["custom", 25, "starttls-if-offered"],
    ["custom", 1587, "starttls"],
  ] as const)("through %s on port %d speaks %s", (provider, port, tls) => {
    expect(initial("mail.tls", { mail: { provider, port } })).toBe(tls);
  });

  it("comes from the domain", () => {
    expect(initial("mail.from", { domain: { local: "social.example" } })).toBe(
      "Mastodon <notifications@social.example>",
    );
  });
});

describe("the administrator", () => {
  const admin = setting("steps.admin");

  it("is offered, and opens a section of its own", () => {
    expect(initial("steps.admin")).toEqual({});
    expect(admin.parse("yes", known())).toEqual({ ok: true, value: {} });
    expect(admin.parse("no", known())).toEqual({ ok: true, value: null });
  });

  it("keeps what was answered about it", () => {
    const alice = { username: "alice", email: "alice@example.org" };
    expect(admin.parse("yes", known({ steps: { admin: alice } }))).toEqual({ ok: true, value: alice });
  });

  it("is insisted on in single user mode", () => {
    const parsed = admin.parse("no", known({ domain: { singleUser: true } }));
    expect(parsed).toEqual({ ok: false, problem: { key: "adminForSingleUser", params: {} }, anyway: null });
  });

  it("is not asked for where there shall be none", () => {
    expect(applied("administrator.username", { steps: { admin: null } })).toBe(false);
  });

  it.each([
    ["alice@example.org", "alice"],
    ["Alice_B@example.org", "alice_b"],
    ["a.b@example.org", undefined],
    ["admin@example.org", undefined],
    ["root@localhost", undefined],
    [undefined, undefined],
  ])("whose test mail goes to %s is offered the name %s", (testTo, name) => {
    const mail = testTo === undefined ? {} : { testTo };
    expect(initial("administrator.username", { mail })).toBe(name);
  });
});
