import type { Facts, Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { MailConnection } from "../../mastodon/connections/mail.ts";
import { type From, quoteFrom } from "../../mastodon/connections/mail-from.ts";
import { modeChanges } from "./changes.ts";

/** Combinations that Mail and Net::SMTP refuse before they open a connection, and a sender that stops the boot. */
export function settingProblems(connection: MailConnection, process: ProcessName | "all"): readonly Finding[] {
  const found: Finding[] = [];
  const { from, fromText } = connection;
  if (!from.ok) found.push(fromInvalid(from, fromText, process));
  if (connection.delivery !== "smtp") return found;
  if (connection.tlsConflict) found.push(tlsConflict(connection, process));
  if (connection.verify === "invalid" && connection.tls !== "none") found.push(verifyInvalid(process));
  if (connection.port === null) found.push(portInvalid(connection, process));
  return found;
}

/** How people write a server with its port; an IPv6 address in brackets. */
export function serverText(host: string, port: number | string): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** mastodon#16672: quotes that compose keeps end up inside the address. */
function fromInvalid(from: From & { ok: false }, fromText: string, process: ProcessName | "all"): Finding {
  const unparsable = from.problem === "unparsable";
  const quoted = quoteFrom(fromText);
  const facts: Facts = { from: fromText, problem: unparsable ? "unparsable" : "no-domain" };
  return finding("mail.from-invalid", {
    process,
    variables: ["SMTP_FROM_ADDRESS"],
    // "foo" is sent as it is, and a lenient server completes it.
    status: from.address === null ? "fail" : "warn",
    effect: unparsable ? "stops" : "breaks",
    facts,
    remedies: [
      ...(quoted === null
        ? []
        : [{ key: "quote" as const, facts: { newFrom: quoted }, set: { SMTP_FROM_ADDRESS: quoted } }]),
      { key: "write" },
    ],
  });
}

/** mastodon#36639: worked up to 4.4. */
function tlsConflict({ host, port }: MailConnection, process: ProcessName | "all"): Finding {
  const implicit = { key: "implicit", set: modeChanges.implicit } as const;
  const starttls = { key: "starttls", set: modeChanges.starttls } as const;
  return finding("mail.tls-conflict", {
    process,
    variables: ["SMTP_ENABLE_STARTTLS", "SMTP_TLS", "SMTP_SSL"],
    facts: { server: serverText(host, port ?? 25) },
    remedies: port === 465 || port === 2465 ? [implicit, starttls] : [starttls, implicit],
  });
}

function verifyInvalid(process: ProcessName | "all"): Finding {
  return finding("mail.verify-invalid", {
    process,
    variables: ["SMTP_OPENSSL_VERIFY_MODE"],
    remedies: [{ key: "peer", set: { SMTP_OPENSSL_VERIFY_MODE: "peer" } }],
  });
}

function portInvalid({ portText }: MailConnection, process: ProcessName | "all"): Finding {
  const usual = [587, 465, 25].map((port) => ({
    key: "port" as const,
    facts: { newPort: port },
    set: { SMTP_PORT: String(port) },
  }));
  return finding("mail.port-invalid", {
    process,
    variables: ["SMTP_PORT"],
    facts: { port: portText },
    remedies: usual,
  });
}
