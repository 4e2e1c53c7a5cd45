import type { Case, Lines } from "./case.ts";
import type { Ground } from "./ground.ts";

const from = { SMTP_FROM_ADDRESS: "'Mastodon <notifications@example.social>'" };

function submission({ postfix, certificates }: Ground, more: Lines = {}): Lines {
  return {
    SMTP_SERVER: "localhost",
    SMTP_PORT: String(postfix.ports.submission),
    SMTP_LOGIN: postfix.login,
    SMTP_PASSWORD: postfix.password,
    SMTP_CA_FILE: certificates.caFile,
    SMTP_ENABLE_STARTTLS: "always",
    ...from,
    ...more,
  };
}

const but = (more: Lines) => (ground: Ground) => submission(ground, more);

function implicit(ground: Ground, more: Lines = {}): Lines {
  const { SMTP_ENABLE_STARTTLS: _left, ...lines } = submission(ground);
  return { ...lines, SMTP_PORT: String(ground.postfix.ports.implicit), SMTP_TLS: "true", ...more };
}

function relay(ground: Ground, more: Lines = {}): Lines {
  return { SMTP_SERVER: "localhost", SMTP_PORT: String(ground.postfix.ports.relay), ...from, ...more };
}

function without(name: string) {
  return (ground: Ground) => Object.fromEntries(Object.entries(submission(ground)).filter(([key]) => key !== name));
}

export const mailCases: readonly Case[] = [
  { name: "STARTTLS always", lines: but({}) },
  { name: "STARTTLS auto", lines: but({ SMTP_ENABLE_STARTTLS: "auto" }) },
  { name: "STARTTLS unset", lines: without("SMTP_ENABLE_STARTTLS") },
  { name: "STARTTLS never", lines: but({ SMTP_ENABLE_STARTTLS: "never" }) },
  { name: "STARTTLS=true", lines: but({ SMTP_ENABLE_STARTTLS: "true" }) },
  {
    name: "STARTTLS_AUTO=false",
    lines: (g) => ({ ...without("SMTP_ENABLE_STARTTLS")(g), SMTP_ENABLE_STARTTLS_AUTO: "false" }),
  },
  { name: "password wrong", lines: but({ SMTP_PASSWORD: "nope" }) },
  { name: "password missing", lines: without("SMTP_PASSWORD") },
  { name: "login missing", lines: without("SMTP_LOGIN") },
  { name: "login and password empty", lines: but({ SMTP_LOGIN: "", SMTP_PASSWORD: "" }) },
  { name: "SMTP_CA_FILE unset", lines: without("SMTP_CA_FILE") },
  { name: "SMTP_CA_FILE missing", lines: but({ SMTP_CA_FILE: "/nowhere/ca.crt" }) },
  {
    name: "SMTP_CA_FILE missing, verify none",
    lines: but({ SMTP_CA_FILE: "/nowhere/ca.crt", SMTP_OPENSSL_VERIFY_MODE: "none" }),
  },
  {
    name: "verify none, other CA",
    lines: (g) => ({ ...without("SMTP_CA_FILE")(g), SMTP_OPENSSL_VERIFY_MODE: "none" }),
  },
  { name: "verify peer", lines: but({ SMTP_OPENSSL_VERIFY_MODE: "peer" }) },
  { name: "verify=no", lines: but({ SMTP_OPENSSL_VERIFY_MODE: "no" }) },
  { name: "verify= (empty)", lines: but({ SMTP_OPENSSL_VERIFY_MODE: "" }) },
  { name: "verify=0", lines: but({ SMTP_OPENSSL_VERIFY_MODE: "0" }) },
  { name: "certificate for another name", lines: but({ SMTP_SERVER: "127.0.0.1" }) },
  { name: "another name, verify none", lines: but({ SMTP_SERVER: "127.0.0.1", SMTP_OPENSSL_VERIFY_MODE: "none" }) },
  { name: "method plain", lines: but({ SMTP_AUTH_METHOD: "plain" }) },
  { name: "method login", lines: but({ SMTP_AUTH_METHOD: "login" }) },
  { name: "method PLAIN", lines: but({ SMTP_AUTH_METHOD: "PLAIN" }) },
  { name: "method cram_md5", lines: but({ SMTP_AUTH_METHOD: "cram_md5" }) },
  { name: "method cram-md5", lines: but({ SMTP_AUTH_METHOD: "cram-md5" }) },
  { name: "method none with a login", lines: but({ SMTP_AUTH_METHOD: "none" }) },
  { name: "method unknown", lines: but({ SMTP_AUTH_METHOD: "bogus" }) },
  { name: "method xoauth2", lines: but({ SMTP_AUTH_METHOD: "xoauth2" }) },
  { name: "method= (empty)", lines: but({ SMTP_AUTH_METHOD: "" }) },
  {
    name: "plain where only CRAM-MD5 is offered",
    lines: (g) => submission(g, { SMTP_PORT: String(g.postfix.more.crammed), SMTP_AUTH_METHOD: "plain" }),
  },
  {
    name: "CRAM-MD5 where only that is offered",
    lines: (g) => submission(g, { SMTP_PORT: String(g.postfix.more.crammed), SMTP_AUTH_METHOD: "cram_md5" }),
  },
  {
    name: "login over a plain connection",
    lines: (g) => submission(g, { SMTP_PORT: String(g.postfix.more.open), SMTP_ENABLE_STARTTLS: "never" }),
  },

  { name: "implicit TLS", lines: implicit },
  {
    name: "implicit TLS by SMTP_SSL",
    lines: (g) => {
      const { SMTP_TLS: _tls, ...lines } = implicit(g);
      return { ...lines, SMTP_SSL: "true" };
    },
  },
  { name: "implicit TLS, STARTTLS always too", lines: (g) => implicit(g, { SMTP_ENABLE_STARTTLS: "always" }) },
  { name: "implicit TLS, SMTP_TLS=false", lines: (g) => implicit(g, { SMTP_TLS: "false" }) },
  {
    name: "implicit TLS to the STARTTLS port",
    lines: (g) => implicit(g, { SMTP_PORT: String(g.postfix.ports.submission) }),
  },
  {
    name: "implicit TLS, other name, verify none",
    lines: (g) => implicit(g, { SMTP_SERVER: "127.0.0.1", SMTP_OPENSSL_VERIFY_MODE: "none" }),
  },

  { name: "relay, method none", lines: (g) => relay(g, { SMTP_AUTH_METHOD: "none" }) },
  { name: "relay, method unset", lines: relay },
  {
    name: "relay, empty login lines, method none",
    lines: (g) => relay(g, { SMTP_LOGIN: "", SMTP_PASSWORD: "", SMTP_AUTH_METHOD: "none" }),
  },
  { name: "relay, empty login lines", lines: (g) => relay(g, { SMTP_LOGIN: "", SMTP_PASSWORD: "" }) },
  { name: "relay with a login", lines: (g) => relay(g, { SMTP_LOGIN: "x", SMTP_PASSWORD: "y" }) },
  {
    name: "relay, STARTTLS always",
    lines: (g) => relay(g, { SMTP_AUTH_METHOD: "none", SMTP_ENABLE_STARTTLS: "always" }),
  },
  { name: "relay, IPv6", lines: (g) => relay(g, { SMTP_SERVER: "::1", SMTP_AUTH_METHOD: "none" }) },
  { name: "relay, IPv6 in brackets", lines: (g) => relay(g, { SMTP_SERVER: "[::1]", SMTP_AUTH_METHOD: "none" }) },
  {
    name: "submission without login, method none",
    lines: (g) =>
      relay(g, {
        SMTP_PORT: String(g.postfix.ports.submission),
        SMTP_AUTH_METHOD: "none",
        SMTP_CA_FILE: g.certificates.caFile,
      }),
  },

  { name: "nobody listens", lines: (g) => relay(g, { SMTP_PORT: String(g.closedPort), SMTP_AUTH_METHOD: "none" }) },
  { name: "name without address", lines: (g) => relay(g, { SMTP_SERVER: "smtp.invalid", SMTP_AUTH_METHOD: "none" }) },
  { name: "Redis answers", lines: (g) => relay(g, { SMTP_PORT: String(g.redis.open.port), SMTP_AUTH_METHOD: "none" }) },
  { name: "SMTP_PORT=abc", lines: (g) => relay(g, { SMTP_PORT: "abc", SMTP_AUTH_METHOD: "none" }) },
  {
    name: "SMTP_DOMAIN with a space",
    lines: (g) => relay(g, { SMTP_DOMAIN: "'no such host'", SMTP_AUTH_METHOD: "none" }),
  },

  { name: "sender of somebody else", lines: but({ SMTP_FROM_ADDRESS: "spoof@example.social" }) },
  {
    name: "From with a Japanese name",
    lines: but({ SMTP_FROM_ADDRESS: "'マストドン <notifications@example.social>'" }),
  },
  {
    name: "From with a quoted comma",
    lines: but({ SMTP_FROM_ADDRESS: `'"Doe, Jane" <notifications@example.social>'` }),
  },
  { name: "From with a colon", lines: but({ SMTP_FROM_ADDRESS: "'Name: x <a@example.social>'" }), alone: true },
  { name: "From with an open bracket", lines: but({ SMTP_FROM_ADDRESS: "'foo <a@example.social'" }), alone: true },
  { name: "From without a domain", lines: but({ SMTP_FROM_ADDRESS: "foo" }) },
  { name: "From empty", lines: but({ SMTP_FROM_ADDRESS: "" }), alone: true },
  {
    name: "From unset",
    lines: (g) => {
      const { SMTP_FROM_ADDRESS: _from, ...lines } = submission(g);
      return lines;
    },
  },
  { name: "From of two addresses", lines: but({ SMTP_FROM_ADDRESS: "a@example.social, b@example.social" }) },
  { name: "SMTP_DELIVERY_METHOD=smtp", lines: but({ SMTP_DELIVERY_METHOD: "smtp" }) },
  {
    name: "SMTP_DELIVERY_METHOD= (empty)",
    lines: but({ SMTP_DELIVERY_METHOD: "" }),
    deliberate: { web: "said to be untested" },
  },
  {
    name: "SMTP_DELIVERY_METHOD=bogus",
    lines: but({ SMTP_DELIVERY_METHOD: "bogus" }),
    deliberate: { web: "said to be untested" },
  },
];
