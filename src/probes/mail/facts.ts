import type { Facts } from "../../findings/finding.ts";
import type { MailConnection } from "../../mastodon/connections/mail.ts";
import { secretsOf } from "./auth.ts";
import type { MailCause } from "./causes.ts";
import type { Evidence } from "./evidence.ts";
import { mechanismsOf, oneLine, replyText } from "./reply.ts";
import { serverText } from "./settings.ts";

/** What was tried and what was said, without anything that could be the password. */
export function factsOf(connection: MailConnection, evidence: Evidence): Facts {
  const { auth, envelope, host, port } = connection;
  const { certificate, ehlo, peer } = evidence;
  const scrub = scrubber(connection);
  return {
    server: serverText(host, port ?? 25),
    host,
    port: port ?? 25,
    address: peer?.address ?? "–",
    family: peer?.family ?? "–",
    step: evidence.step,
    helo: connection.helo,
    from: envelope.address ?? connection.fromText,
    tls: evidence.tls ?? "–",
    method: auth.kind === "none" ? "–" : auth.method,
    mechanisms: mechanismsOf(ehlo) ?? ["–"],
    banner: scrub(evidence.banner ?? "–"),
    reply: evidence.reply ? scrub(replyText(evidence.reply)) : "–",
    error: scrub(evidence.error ?? "–"),
    caFile: connection.caFile ?? "–",
    ...(certificate && {
      certificate: oneLine(certificate.subject, 120),
      issuer: oneLine(certificate.issuer, 120),
      names: certificate.names.slice(0, 10).map((name) => oneLine(name, 120)),
      expires: certificate.expires,
    }),
  };
}

/** A server can say back what it was told. */
function scrubber({ auth }: MailConnection): (text: string) => string {
  const secrets = auth.kind === "login" ? secretsOf(auth) : [];
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "••••"), text);
}

const tlsMode = ["SMTP_ENABLE_STARTTLS", "SMTP_TLS", "SMTP_PORT"];
const login = ["SMTP_LOGIN", "SMTP_PASSWORD", "SMTP_AUTH_METHOD"];
const address = ["SMTP_SERVER", "SMTP_PORT"];

/** What a person would look at, most likely first. */
export const variablesOf: Readonly<Record<MailCause, readonly string[]>> = {
  unresolvable: ["SMTP_SERVER"],
  refused: address,
  timeout: address,
  closed: address,
  "not-smtp": ["SMTP_PORT", "SMTP_SERVER"],
  "turned-away": ["SMTP_SERVER"],
  "implicit-tls-expected": ["SMTP_TLS", "SMTP_ENABLE_STARTTLS", "SMTP_PORT"],
  "implicit-tls-wrong": ["SMTP_TLS", "SMTP_SSL", "SMTP_PORT"],
  "starttls-missing": tlsMode,
  "tls-required": tlsMode,
  "tls-untrusted": ["SMTP_CA_FILE", "SMTP_OPENSSL_VERIFY_MODE"],
  "tls-hostname": ["SMTP_SERVER", "SMTP_OPENSSL_VERIFY_MODE"],
  "tls-failed": tlsMode,
  "ca-file-missing": ["SMTP_CA_FILE"],
  "auth-not-offered": ["SMTP_AUTH_METHOD", "SMTP_LOGIN", "SMTP_PASSWORD"],
  "auth-required": login,
  "auth-empty": login,
  "auth-mechanism": ["SMTP_AUTH_METHOD"],
  "auth-wrong": login,
  "sender-refused": ["SMTP_FROM_ADDRESS", "SMTP_RETURN_PATH"],
  "recipient-refused": ["SMTP_SERVER", "SMTP_LOGIN"],
  "helo-refused": ["SMTP_DOMAIN", "LOCAL_DOMAIN"],
  later: ["SMTP_SERVER"],
};
