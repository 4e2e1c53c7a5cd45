import { describe, expect, it } from "vitest";
import { checkJson, findingJson, setupJson } from "../../src/report/json.ts";
import { denied, english, fine, implicit } from "./examples.ts";

describe("a finding as JSON", () => {
  it("has its sentences, its facts, the best remedy and the others", () => {
    expect(findingJson(implicit, english)).toEqual({
      id: "mail.implicit-tls-expected",
      section: "mail",
      status: "fail",
      effect: "breaks",
      process: "web",
      variables: ["SMTP_PORT", "SMTP_TLS"],
      title: "Port 465 expects TLS from the first byte; the file says STARTTLS",
      detail: "Mastodon would wait 20 seconds for a greeting that never comes, on every mail.",
      facts: { port: 465 },
      remedy: { text: "Use TLS from the start", commands: [], set: { SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: null } },
      alternatives: [{ text: "Use port 587 with STARTTLS", commands: [], set: { SMTP_PORT: "587" } }],
      docs: null,
      ms: 3004,
    });
  });

  it("has no remedy where there is none, and whole milliseconds", () => {
    expect(findingJson(fine, english)).toMatchObject({ remedy: null, alternatives: [], ms: 41 });
    expect(findingJson(denied, english)).toMatchObject({ ms: 12, remedy: { set: {} } });
  });
});

describe("the documents", () => {
  it("name their schema and count by file", () => {
    const mastodon = { version: "4.6", runtime: "systemd" };
    const document = checkJson({ version: "1.0.0", mastodon, files: [{ path: "/a", findings: [fine] }] }, english);
    expect(document).toMatchObject({ schema: "mastosetup/check@1", version: "1.0.0", mastodon });
    expect(document.files[0]).toMatchObject({
      path: "/a",
      summary: { info: 1, fail: 0 },
      findings: [{ id: "mail.ok" }],
    });
  });

  it("tell of a setup what changed, what was found and what was run", () => {
    const env = { path: "/a", backup: null };
    const document = setupJson({ changed: true, env, findings: [fine], steps: [], admin: null }, english);
    expect(document).toMatchObject({ schema: "mastosetup/setup@1", changed: true, env, steps: [], admin: null });
    expect(Object.keys(document)).toEqual(["schema", "changed", "env", "findings", "steps", "admin"]);
  });
});
