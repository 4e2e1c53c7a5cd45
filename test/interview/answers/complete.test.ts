import { describe, expect, it } from "vitest";
import { completeDraft } from "../../../src/interview/answers/complete.ts";

describe("answers that are not complete", () => {
  it("name everything that has no default, in the order of the questions", () => {
    const completed = completeDraft({ storage: { provider: "minio" }, mail: { provider: "custom" } }, {});
    expect(completed).toEqual({
      ok: false,
      missing: [
        "domain.local",
        "storage.bucket",
        "storage.endpoint",
        "storage.accessKeyId",
        "storage.secretAccessKey",
        "mail.host",
        "mail.user",
        "mail.password",
        "mail.from",
        "steps.admin.username",
        "steps.admin.email",
      ],
    });
  });

  it("are filled by what was found and what else was said", () => {
    const found = { directory: "/opt/mastodon", version: "4.5.1", runtime: "docker" } as const;
    const completed = completeDraft(
      {
        domain: { local: "a.example" },
        mail: { provider: "mailgun", user: "u", password: "p" },
        steps: { admin: null },
      },
      found,
    );
    if (!completed.ok) throw new Error(completed.missing.join());
    const { mastodon, database, redis, storage, mail, steps, extra } = completed.answers;
    expect(mastodon).toEqual(found);
    expect([database.host, database.name, redis.host]).toEqual(["db", "postgres", "redis"]);
    expect(storage).toMatchObject({ provider: "none", bucket: null, endpoint: null });
    expect(mail).toMatchObject({ host: "smtp.mailgun.org", port: 587, tls: "starttls", auth: "plain" });
    expect(mail.from).toBe("Mastodon <notifications@a.example>");
    expect([steps, extra]).toEqual([{ database: true, assets: false, admin: null }, {}]);
  });

  it("take a null where a value is needed for one that was not given", () => {
    const completed = completeDraft({ storage: { provider: "aws", bucket: null, accessKeyId: null } }, {});
    expect(completed.ok ? [] : completed.missing).toEqual(expect.arrayContaining(["storage.accessKeyId"]));
  });
});
