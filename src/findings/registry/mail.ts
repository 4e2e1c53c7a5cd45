import type { Entry } from "./entry.ts";

const otherPorts = ["port-starttls", "port-implicit", "port-plain"] as const;

export const mail = {
  "mail.ok": { status: "info", remedies: [] },
  "mail.delivered": { status: "info", remedies: [] },
  "mail.crash": { status: "crash", remedies: [] },
  "mail.skipped": { status: "skip", remedies: [] },

  "mail.unresolvable": { status: "fail", remedies: [] },
  "mail.refused": { status: "fail", remedies: [...otherPorts, "start-mta"] },
  "mail.timeout": { status: "fail", remedies: [...otherPorts, "blocked"] },
  "mail.closed": { status: "fail", remedies: otherPorts },
  "mail.not-smtp": { status: "fail", remedies: otherPorts },
  "mail.turned-away": { status: "fail", remedies: [] },
  "mail.port-invalid": { status: "fail", remedies: ["port"] },

  "mail.implicit-tls-expected": { status: "fail", remedies: ["implicit", ...otherPorts] },
  "mail.implicit-tls-wrong": { status: "fail", remedies: ["starttls", "plain", ...otherPorts] },
  "mail.starttls-missing": { status: "fail", remedies: ["never", "auto", ...otherPorts] },
  "mail.tls-required": { status: "fail", remedies: ["always", ...otherPorts] },
  "mail.tls-conflict": { status: "fail", remedies: ["implicit", "starttls"] },
  "mail.tls-untrusted": { status: "fail", remedies: ["ca-file", "renew", "verify-none", "never"] },
  "mail.tls-hostname": { status: "fail", remedies: ["name", "verify-none"] },
  "mail.tls-failed": { status: "fail", remedies: otherPorts },
  "mail.ca-file-missing": { status: "fail", remedies: ["bundle", "no-ca-file"] },
  "mail.verify-invalid": { status: "fail", remedies: ["peer"] },
  "mail.plaintext-password": { status: "warn", remedies: ["always", ...otherPorts] },

  "mail.auth-not-offered": { status: "fail", remedies: ["no-login"] },
  "mail.auth-required": { status: "fail", remedies: ["login"] },
  "mail.auth-empty": { status: "fail", remedies: ["no-login", "login"] },
  "mail.auth-mechanism": { status: "fail", remedies: ["method"] },
  "mail.auth-wrong": {
    status: "fail",
    remedies: [
      "credential",
      "mailgun",
      "ses",
      "sendgrid",
      "postmark",
      "brevo",
      "gmail",
      "mailjet",
      "smtp2go",
      "resend",
    ],
  },

  "mail.helo-refused": { status: "fail", remedies: ["helo"] },
  "mail.sender-refused": { status: "fail", remedies: ["from-login", "allowed-sender"] },
  "mail.recipient-refused": { status: "fail", remedies: [] },
  "mail.later": { status: "warn", remedies: [] },
  "mail.from-invalid": { status: "fail", effect: "stops", remedies: ["quote", "write"] },
} as const satisfies Record<string, Entry>;
