import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRelease, series } from "../../../src/environment/release.ts";
import { type MailConnection, mailConnections } from "../../../src/mastodon/connections/mail.ts";
import { parseFrom, quoteFrom } from "../../../src/mastodon/connections/mail-from.ts";
import type { View } from "../../../src/mastodon/views.ts";

type Lines = Readonly<Record<string, string>>;

function views(lines: Lines, version = "4.6.5"): readonly View[] {
  const release = parseRelease(version);
  if (release === null) throw new Error(version);
  const place = { release, runtime: "systemd", directory: null } as const;
  return (["web", "sidekiq", "streaming", "command"] as const).map((process) => ({
    process,
    place,
    variables: new Map(Object.entries(lines)),
  }));
}

function only(lines: Lines, version?: string): MailConnection {
  const [one, ...rest] = mailConnections(views(lines, version));
  if (one === undefined || rest.length > 0) throw new Error("not one connection");
  return one;
}

describe("who sends mail", () => {
  it("is web and Sidekiq, together where they read the same", () => {
    expect(only({}).processes).toEqual(["web", "sidekiq"]);
    const [web, sidekiq, ...others] = views({});
    const apart = [web, sidekiq && { ...sidekiq, variables: new Map([["SMTP_PORT", "587"]]) }, ...others];
    const found = mailConnections(apart.filter((one) => one !== undefined));
    expect(found.map((one) => [one.processes, one.port])).toEqual([
      [["web"], 25],
      [["sidekiq"], 587],
    ]);
  });
});

describe("STARTTLS × TLS", () => {
  it.each<[Lines, string, string, boolean]>([
    [{}, "4.6", "starttls-if-offered", false],
    [{ SMTP_ENABLE_STARTTLS: "" }, "4.6", "starttls-if-offered", false],
    [{ SMTP_ENABLE_STARTTLS: "true" }, "4.6", "starttls-if-offered", false],
    [{ SMTP_ENABLE_STARTTLS: "false" }, "4.6", "starttls-if-offered", false],
    [{ SMTP_ENABLE_STARTTLS_AUTO: "false" }, "4.6", "none", false],
    [{ SMTP_ENABLE_STARTTLS_AUTO: "false" }, "4.5", "none", false],
    [{ SMTP_ENABLE_STARTTLS_AUTO: "false" }, "4.4", "starttls-if-offered", false],
    [{ SMTP_ENABLE_STARTTLS_AUTO: "false" }, "4.3", "none", false],
    [{ SMTP_ENABLE_STARTTLS: "auto", SMTP_ENABLE_STARTTLS_AUTO: "false" }, "4.6", "starttls-if-offered", false],
    [{ SMTP_ENABLE_STARTTLS: "always" }, "4.6", "starttls", false],
    [{ SMTP_ENABLE_STARTTLS: "always" }, "4.2", "starttls", false],
    [{ SMTP_ENABLE_STARTTLS: "never" }, "4.6", "none", false],
    [{ SMTP_TLS: "true" }, "4.6", "implicit", false],
    [{ SMTP_SSL: "true" }, "4.6", "implicit", false],
    [{ SMTP_TLS: "yes" }, "4.6", "starttls-if-offered", false],
    [{ SMTP_TLS: "True" }, "4.6", "starttls-if-offered", false],
    [{ SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "never" }, "4.6", "implicit", false],
    [{ SMTP_TLS: "true", SMTP_ENABLE_STARTTLS_AUTO: "true" }, "4.6", "implicit", false],
    [{ SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "always" }, "4.6", "implicit", true],
    [{ SMTP_SSL: "true", SMTP_ENABLE_STARTTLS: "auto" }, "4.5", "implicit", true],
    [{ SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "always" }, "4.4", "implicit", false],
    [{ SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "always" }, "4.2", "implicit", false],
    [{ SMTP_SSL: "false", SMTP_ENABLE_STARTTLS: "never" }, "4.3", "starttls-if-offered", false],
  ])("%j on %s: %s", (lines, version, tls, conflict) => {
    expect(only(lines, version)).toMatchObject({ tls, tlsConflict: conflict });
  });
});

describe("logging in", () => {
  const user = { SMTP_LOGIN: "u", SMTP_PASSWORD: "p" };
  const empty = { SMTP_LOGIN: "", SMTP_PASSWORD: "" };
  const none = { SMTP_AUTH_METHOD: "none" };

  it.each<[Lines, string, string]>([
    [{}, "4.2", "none"],
    [{}, "4.3", "user-missing"],
    [{}, "4.6", "user-missing"],
    [none, "4.6", "none"],
    [{ ...empty, ...none }, "4.2", "none"],
    [{ ...empty, ...none }, "4.3.23", "none"],
    [{ ...empty, ...none }, "4.4.0", "none"],
    [{ ...empty, ...none }, "4.4.1", "login"],
    [{ ...empty, ...none }, "4.4", "login"],
    [{ ...empty, ...none }, "4.6.5", "login"],
    [{ SMTP_LOGIN: "", ...none }, "4.6.5", "password-missing"],
    [empty, "4.2", "none"],
    [empty, "4.3", "user-missing"],
    [empty, "4.6", "login"],
    [{ SMTP_LOGIN: "u" }, "4.2", "password-missing"],
    [{ SMTP_LOGIN: "u" }, "4.6", "password-missing"],
    [{ SMTP_PASSWORD: "p", ...none }, "4.6", "user-missing"],
    [{ ...user, ...none }, "4.6", "login"],
    [{ ...user, SMTP_AUTH_METHOD: "AUTH LOGIN" }, "4.6", "method-unknown"],
    [{ ...user, SMTP_AUTH_METHOD: "cram-md5" }, "4.6", "login"],
    [{ ...user, SMTP_AUTH_METHOD: "cram-md5" }, "4.2", "method-unknown"],
    [{ ...user, SMTP_AUTH_METHOD: "PLAIN" }, "4.2", "login"],
    [{ ...user, SMTP_AUTH_METHOD: "" }, "4.3", "method-unknown"],
    [{ ...user, SMTP_AUTH_METHOD: "" }, "4.6", "login"],
    [{ ...user, SMTP_AUTH_METHOD: "xoauth2" }, "4.2", "method-unknown"],
  ])("%j on %s: %s", (lines, version, expected) => {
    const { auth } = only(lines, version);
    expect(auth.kind === "raises" ? auth.problem : auth.kind).toBe(expected);
  });
});

describe("the other values", () => {
  it("have Mastodon's defaults", () => {
    expect(only({ LOCAL_DOMAIN: "example.social" })).toMatchObject({
      host: "localhost",
      port: 25,
      helo: "example.social",
      verify: "peer",
      caFile: "/etc/ssl/certs/ca-certificates.crt",
      delivery: "smtp",
      from: { ok: true, address: "notifications@localhost" },
    });
    expect(only({}).helo).toBe("localhost");
  });

  it("differ by release where they are empty", () => {
    const lines = {
      LOCAL_DOMAIN: "a.example",
      SMTP_DOMAIN: "",
      SMTP_CA_FILE: "",
      SMTP_OPENSSL_VERIFY_MODE: "",
      SMTP_PORT: "",
    };
    expect(only(lines)).toMatchObject({ helo: "localhost", caFile: null, verify: "peer", port: 25 });
    expect(only(lines, "4.3")).toMatchObject({
      helo: "",
      caFile: "/etc/ssl/certs/ca-certificates.crt",
      verify: "invalid",
      port: null,
    });
  });

  it.each([
    ["none", "4.6", "none"],
    ["None", "4.2", "none"],
    ["client_once", "4.6", "peer"],
    ["0", "4.6", "none"],
    ["2", "4.6", "peer"],
    ["0", "4.3", "invalid"],
    ["no", "4.6", "peer"],
    ["no", "4.3", "invalid"],
    ["always", "4.6", "invalid"],
  ])("verify mode %s on %s: %s", (mode, version, verify) => {
    expect(only({ SMTP_OPENSSL_VERIFY_MODE: mode }, version).verify).toBe(verify);
  });

  it.each([
    ["587", "4.6", 587],
    ["0465", "4.6", 309],
    ["0465", "4.3", 465],
    ["submission", "4.6", 587],
    ["0", "4.6", null],
    [" 587 ", "4.6", 587],
    [" 587 ", "4.3", null],
    ["65536", "4.6", null],
    ["-1", "4.6", null],
  ])("port %s on %s: %s", (port, version, expected) => {
    expect(only({ SMTP_PORT: port }, version).port).toBe(expected);
  });

  it("never throw, whatever they hold", () => {
    const names = [
      "SMTP_SERVER",
      "SMTP_PORT",
      "SMTP_FROM_ADDRESS",
      "SMTP_AUTH_METHOD",
      "SMTP_LOGIN",
      "SMTP_OPENSSL_VERIFY_MODE",
    ];
    const lines = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(lines, fc.constantFrom(...series), (some, version) => {
        expect(mailConnections(views(some, version))).toHaveLength(1);
      }),
    );
  });
});

// What Mail::Address of mail 2.8.1 and 2.9.0 made of each of these (Ruby 3.1).
describe("SMTP_FROM_ADDRESS as Ruby's Mail reads it", () => {
  it.each<[string, string]>([
    ["a@b.example", "a@b.example"],
    ["Mastodon <n@example.social>", "n@example.social"],
    ["Mastodon<n@example.social>", "n@example.social"],
    ["サーバー <n@example.social>", "n@example.social"],
    ['"Name: x" <a@b.example>', "a@b.example"],
    ['"a, b" <n@example.social>', "n@example.social"],
    ["St. John <a@b.example>", "a@b.example"],
    ["Foo @ Bar <a@b.example>", "a@b.example"],
    ["(comment) <a@b.example>", "a@b.example"],
    ["a@b.example, c@d.example", "a@b.example"],
    ["grp: a@b.example;", "a@b.example"],
    ['"a b"@b.example', '"a b"@b.example'],
    ["a..b@c.example", "a..b@c.example"],
    ["a@[192.0.2.1]", "a@[192.0.2.1]"],
    ["foo", "no-domain"],
    ["<foo>", "no-domain"],
    ["", "no-domain"],
    ["  ", "no-domain"],
    ["Name: x <a@b.example>", "unparsable"],
    ["John [x] <a@b.example>", "unparsable"],
    ["foo <a@b.example", "unparsable"],
    ["a b@c.example", "unparsable"],
    ["a@b.example c", "unparsable"],
    ["a@b.example.", "unparsable"],
    ['"Mastodon <a@b.example>', "unparsable"],
    ["(comment)", "unparsable"],
  ])("%j: %s", (text, expected) => {
    const from = parseFrom(text);
    expect(from.ok ? from.address : from.problem).toBe(expected);
  });

  it.each([
    ["Name: x <a@b.example>", '"Name: x" <a@b.example>'],
    ["John [x] <a@b.example>", '"John [x]" <a@b.example>'],
    ['"Mastodon <a@b.example>"', "Mastodon <a@b.example>"],
    ["'Mastodon <a@b.example>'", "Mastodon <a@b.example>"],
    ["foo <a@b.example", "foo <a@b.example>"],
    ["nobody", null],
  ])("mends %j to %j", (text, mended) => {
    expect(quoteFrom(text)).toBe(mended);
  });
});
