import { afterAll, beforeAll, expect, it } from "vitest";
import { describeAsRoot } from "../../services/available.ts";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { eventually } from "../../services/daemon.ts";
import { type Postfix, postfixPrograms, startPostfix } from "../../services/postfix.ts";
import { discard, freePort, scratch } from "../../services/scratch.ts";
import { ids, type Lines, mended, only, probe } from "./probing.ts";

describeAsRoot([...postfixPrograms, "openssl"], "the mail probe against Postfix", () => {
  let directory: string;
  let tls: Certificates;
  let postfix: Postfix;

  beforeAll(async () => {
    directory = scratch("mail-tls");
    tls = makeCertificates(directory, "DNS:localhost");
    postfix = await startPostfix({
      tls,
      services: {
        encryptedOnly: [
          "smtpd_tls_security_level = encrypt",
          "smtpd_sasl_auth_enable = no",
          "mynetworks = 127.0.0.0/8",
          "smtpd_relay_restrictions = permit_mynetworks, reject",
        ],
        cramOnly: [
          "smtpd_tls_security_level = none",
          "smtpd_tls_auth_only = no",
          "smtpd_sasl_security_options = noanonymous, noplaintext",
        ],
        ownDomainOnly: ["smtpd_relay_restrictions = reject_unauth_destination", "smtpd_sasl_auth_enable = no"],
        strictHelo: [
          "smtpd_helo_restrictions = check_helo_access inline:{ { bad.example = 550 5.7.1 go away } }",
          "mynetworks = 127.0.0.0/8",
          "smtpd_relay_restrictions = permit_mynetworks, reject",
          "smtpd_sasl_auth_enable = no",
        ],
      },
    });
  });
  afterAll(async () => {
    await postfix?.stop();
    discard(directory);
  });

  const base = (): Lines => ({
    LOCAL_DOMAIN: "example.social",
    SMTP_SERVER: "localhost",
    SMTP_FROM_ADDRESS: "Mastodon <notifications@example.social>",
    SMTP_CA_FILE: tls.caFile,
  });
  const submission = (): Lines => ({
    ...base(),
    SMTP_PORT: String(postfix.ports.submission),
    SMTP_LOGIN: postfix.login,
    SMTP_PASSWORD: postfix.password,
    SMTP_AUTH_METHOD: "plain",
    SMTP_ENABLE_STARTTLS: "always",
  });
  const relay = (): Lines => ({ ...base(), SMTP_PORT: String(postfix.ports.relay), SMTP_AUTH_METHOD: "none" });
  const noLogin = (port: number): Lines => ({ ...relay(), SMTP_PORT: String(port) });

  it("is content with STARTTLS and each method of logging in", async () => {
    for (const method of ["plain", "login", "cram_md5", "CRAM-MD5"]) {
      const found = await probe({ ...submission(), SMTP_AUTH_METHOD: method });
      expect(ids(found)).toEqual(["mail.ok"]);
      expect(found[0]?.facts.tls).toBe("TLSv1.3");
      expect(found[0]?.process).toBe("all");
    }
  });

  it("is content with TLS from the first byte, and with a relay without TLS and login, also over IPv6", async () => {
    const implicit = {
      ...submission(),
      SMTP_PORT: String(postfix.ports.implicit),
      SMTP_TLS: "true",
      SMTP_ENABLE_STARTTLS: "never",
    };
    expect(ids(await probe(implicit))).toEqual(["mail.ok"]);
    expect(ids(await probe(relay()))).toEqual(["mail.ok"]);
    const ipv6 = await probe({ ...relay(), SMTP_SERVER: "::1" });
    expect(ids(ipv6)).toEqual(["mail.ok"]);
    expect(ipv6[0]?.facts.family).toBe("IPv6");
  });

  it("sends a mail only when asked, and says its queue id", async () => {
    await probe(submission());
    expect(await postfix.mailbox()).toEqual([]);
    const found = await probe(submission(), { testTo: "me@example.org" });
    expect(ids(found)).toEqual(["mail.ok", "mail.delivered"]);
    expect(only(found, "mail.delivered").facts.reply).toMatch(/queued as [0-9A-F]+/);
    const mails = await eventually(async () => {
      const all = await postfix.mailbox();
      if (all.length === 0) throw new Error("nothing yet");
      return all;
    });
    expect(mails[0]).toMatch(/^To: me@example\.org$/m);
  });

  it("knows a port that expects TLS from the first byte, and mends it", async () => {
    const lines = { ...submission(), SMTP_PORT: String(postfix.ports.implicit) };
    const one = only(await probe(lines), "mail.implicit-tls-expected");
    expect(one.remedies[0]?.set).toEqual({
      SMTP_TLS: "true",
      SMTP_ENABLE_STARTTLS: null,
      SMTP_ENABLE_STARTTLS_AUTO: null,
    });
    expect(ids(await mended(one, "implicit", lines))).toEqual(["mail.ok"]);
  });

  it("knows TLS against a port that greets in the clear, and mends it", async () => {
    const lines = { ...submission(), SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "never" };
    const one = only(await probe(lines), "mail.implicit-tls-wrong");
    expect(ids(await mended(one, "starttls", lines))).toEqual(["mail.ok"]);
  });

  it("knows that STARTTLS is demanded and missing, and does without it on loopback only", async () => {
    const lines = { ...relay(), SMTP_ENABLE_STARTTLS: "always" };
    const one = only(await probe(lines), "mail.starttls-missing");
    expect(one.remedies.map((remedy) => remedy.key)).toEqual(["never"]);
    expect(ids(await mended(one, "never", lines))).toEqual(["mail.ok"]);
  });

  it("knows a server that takes nothing in the clear", async () => {
    const lines = { ...noLogin(postfix.more.encryptedOnly ?? 0), SMTP_ENABLE_STARTTLS: "never" };
    const one = only(await probe(lines), "mail.tls-required");
    expect(ids(await mended(one, "always", lines))).toEqual(["mail.ok"]);
    const login = { ...submission(), SMTP_ENABLE_STARTTLS: "never" };
    const hidden = only(await probe(login), "mail.tls-required");
    expect(ids(await mended(hidden, "always", login))).toEqual(["mail.ok"]);
  });

  it("knows a certificate that nobody vouches for; on loopback it may go unverified", async () => {
    const { SMTP_CA_FILE: _, ...lines } = submission();
    const one = only(await probe(lines), "mail.tls-untrusted");
    expect(one.facts.issuer).toBe("mastosetup test CA");
    expect(ids(await mended(one, "verify-none", lines))).toEqual(["mail.ok"]);
    expect(ids(await probe({ ...lines }, { systemCas: [tls.ca] }))).toEqual(["mail.ok"]);
  });

  it("knows a certificate for another name, and takes the name in it when that leads to the same server", async () => {
    const lines = { ...submission(), SMTP_SERVER: "127.0.0.1" };
    const one = only(await probe(lines), "mail.tls-hostname");
    expect(one.facts.names).toEqual(["localhost"]);
    expect(ids(await mended(one, "name", lines))).toEqual(["mail.ok"]);
  });

  it("knows that a missing CA file stops every TLS delivery, also without verification, but none in the clear", async () => {
    const lines = { ...submission(), SMTP_CA_FILE: "/nowhere/ca.pem", SMTP_OPENSSL_VERIFY_MODE: "none" };
    const one = only(await probe(lines), "mail.ca-file-missing");
    expect(ids(await mended(one, "bundle", lines))).toEqual(["mail.ok"]);
    expect(ids(await probe({ ...relay(), SMTP_CA_FILE: "/nowhere/ca.pem" }))).toEqual(["mail.ok"]);
    expect(ids(await probe(lines, { runtime: "docker" }))).toEqual(["mail.ok"]);
  });

  it("knows a wrong password, whatever the method", async () => {
    for (const method of ["plain", "login", "cram_md5"]) {
      const found = await probe({ ...submission(), SMTP_PASSWORD: "canary-wrong", SMTP_AUTH_METHOD: method });
      const one = only(found, "mail.auth-wrong");
      expect(one.facts.reply).toMatch(/^535 /);
      expect(JSON.stringify(found)).not.toContain("canary");
    }
  });

  it("knows a login for a server that wants none, and takes it away", async () => {
    const lines = { ...submission(), SMTP_PORT: String(postfix.ports.relay), SMTP_ENABLE_STARTTLS: "auto" };
    const one = only(await probe(lines), "mail.auth-not-offered");
    expect(ids(await mended(one, "no-login", lines))).toEqual(["mail.ok"]);
  });

  it("knows empty login lines, from the release on that sends them", async () => {
    const lines = { ...relay(), SMTP_LOGIN: "", SMTP_PASSWORD: "" };
    const one = only(await probe(lines), "mail.auth-empty");
    expect(ids(await mended(one, "no-login", lines))).toEqual(["mail.ok"]);
    expect(ids(await probe(lines, { release: "4.3.23" }))).toEqual(["mail.ok"]);
    const { SMTP_AUTH_METHOD: _, ...unset } = relay();
    expect(ids(await probe(unset))).toEqual(["mail.auth-empty"]);
    expect(ids(await probe(unset, { release: "4.2" }))).toEqual(["mail.ok"]);
  });

  it("knows a server that wants a login where none is set", async () => {
    const { SMTP_LOGIN: _, SMTP_PASSWORD: __, ...lines } = submission();
    expect(ids(await probe({ ...lines, SMTP_AUTH_METHOD: "none" }))).toEqual(["mail.auth-required"]);
  });

  it("knows a server that takes mail for its own domain only", async () => {
    const own = { ...noLogin(postfix.more.ownDomainOnly ?? 0), SMTP_FROM_ADDRESS: "notifications@own.example" };
    expect(ids(await probe(own))).toEqual(["mail.auth-required"]);
  });

  it("knows a method that the server does not offer or Ruby does not know, and takes one that works", async () => {
    const lines = { ...submission(), SMTP_PORT: String(postfix.more.cramOnly), SMTP_ENABLE_STARTTLS: "never" };
    const one = only(await probe(lines), "mail.auth-mechanism");
    expect(ids(await mended(one, "method", lines))).toEqual(["mail.ok"]);
    const bogus = { ...submission(), SMTP_AUTH_METHOD: "AUTH LOGIN" };
    const other = only(await probe(bogus), "mail.auth-mechanism");
    expect(ids(await mended(other, "method", bogus))).toEqual(["mail.ok"]);
  });

  it("knows a sender that the login may not use", async () => {
    const lines = { ...submission(), SMTP_FROM_ADDRESS: "Mastodon <spoof@example.social>" };
    const one = only(await probe(lines), "mail.sender-refused");
    expect(one.facts.from).toBe("spoof@example.social");
    expect(ids(await mended(one, "from-login", lines))).toEqual(["mail.ok"]);
  });

  it("knows a recipient that is refused", async () => {
    expect(ids(await probe(submission(), { testTo: "nobody@example.org" }))).toEqual(["mail.recipient-refused"]);
  });

  it("knows a HELO name that is refused", async () => {
    const lines = { ...noLogin(postfix.more.strictHelo ?? 0), SMTP_DOMAIN: "bad.example" };
    const one = only(await probe(lines), "mail.helo-refused");
    expect(ids(await mended(one, "helo", lines))).toEqual(["mail.ok"]);
  });

  it("knows a closed port and a name without an address", async () => {
    const refused = await probe({ ...relay(), SMTP_PORT: String(await freePort()) });
    expect(ids(refused)).toEqual(["mail.refused"]);
    expect(refused[0]?.remedies.map((one) => one.key)).toEqual(["start-mta"]);
    expect(ids(await probe({ ...relay(), SMTP_SERVER: "mail.invalid" }))).toEqual(["mail.unresolvable"]);
  });
});
