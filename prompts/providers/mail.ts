import type { MailAnswers, MailProvider } from "../answers.ts";

export interface MailPort {
  readonly port: number;
  readonly tls: MailAnswers["tls"];
}

/** What a mail provider is known to want. Facts of its own documentation, with their source. The first host and the first port are what we offer. */
export interface MailPreset {
  readonly hosts: readonly string[];
  readonly ports: readonly MailPort[];
  readonly auth: MailAnswers["auth"];
  /** The login where it is the same for everybody. */
  readonly user?: string;
  readonly docs: string;
  readonly source: string;
}

function ports(starttls: readonly number[], implicit: readonly number[]): readonly MailPort[] {
  return [
    ...starttls.map((port) => ({ port, tls: "starttls" as const })),
    ...implicit.map((port) => ({ port, tls: "implicit" as const })),
  ];
}

const mastodonDocs = "https://docs.joinmastodon.org/admin/config/#email";

const sesRegions = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-south-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "sa-east-1",
];

export const mailPresets: Readonly<Record<MailProvider, MailPreset>> = {
  local: {
    hosts: ["localhost"],
    // Nothing leaves the machine, and a local MTA's certificate is seldom one that verifies.
    ports: [{ port: 25, tls: "none" }],
    auth: "none",
    docs: mastodonDocs,
    source: "https://github.com/mastodon/mastodon/blob/v4.6.5/lib/tasks/mastodon.rake",
  },
  mailgun: {
    hosts: ["smtp.mailgun.org", "smtp.eu.mailgun.org"],
    ports: ports([587, 2525, 25], [465]),
    auth: "plain",
    docs: "https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-smtp",
    source: "https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-smtp",
  },
  ses: {
    hosts: sesRegions.map((region) => `email-smtp.${region}.amazonaws.com`),
    ports: ports([587, 2587, 25], [465, 2465]),
    auth: "plain",
    docs: "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
    source: "https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html",
  },
  sendgrid: {
    hosts: ["smtp.sendgrid.net", "smtp.eu.sendgrid.net"],
    ports: ports([587, 2525, 25], [465]),
    auth: "plain",
    user: "apikey",
    docs: "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/integrating-with-the-smtp-api",
    source: "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/getting-started-smtp",
  },
  postmark: {
    hosts: ["smtp.postmarkapp.com"],
    // No 465: it accepts the connection and never answers.
    ports: ports([587, 2525, 25], []),
    auth: "plain",
    docs: "https://postmarkapp.com/developer/user-guide/send-email-with-smtp",
    source: "https://postmarkapp.com/developer/user-guide/send-email-with-smtp",
  },
  brevo: {
    hosts: ["smtp-relay.brevo.com"],
    ports: ports([587, 2525], [465]),
    auth: "plain",
    docs: "https://developers.brevo.com/docs/smtp-integration",
    source: "https://developers.brevo.com/docs/smtp-integration",
  },
  gmail: {
    hosts: ["smtp.gmail.com", "smtp-relay.gmail.com"],
    ports: ports([587], [465]),
    auth: "plain",
    docs: "https://support.google.com/accounts/answer/185833",
    source: "https://support.google.com/a/answer/176600",
  },
  mailjet: {
    hosts: ["in-v3.mailjet.com"],
    ports: ports([587, 2525, 25], [465]),
    auth: "plain",
    docs: "https://dev.mailjet.com/smtp-relay/configuration/",
    source: "https://dev.mailjet.com/smtp-relay/configuration/",
  },
  smtp2go: {
    hosts: ["mail.smtp2go.com", "mail-eu.smtp2go.com", "mail-us.smtp2go.com"],
    ports: ports([2525, 587, 8025, 25], [465, 8465]),
    auth: "plain",
    docs: "https://developers.smtp2go.com/docs/smtp-relay",
    source: "https://developers.smtp2go.com/docs/smtp-relay",
  },
  resend: {
    hosts: ["smtp.resend.com"],
    ports: ports([587, 2587, 25], [465, 2465]),
    auth: "plain",
    user: "resend",
    docs: "https://resend.com/docs/send-with-smtp",
    source: "https://resend.com/docs/send-with-smtp",
  },
  custom: {
    hosts: [],
    ports: [
      { port: 587, tls: "starttls" },
      { port: 465, tls: "implicit" },
      { port: 25, tls: "starttls-if-offered" },
    ],
    auth: "plain",
    docs: mastodonDocs,
    source: mastodonDocs,
  },
};
