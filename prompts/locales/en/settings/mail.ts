import type { SettingTexts } from "../../setting-texts.ts";

export const mail: SettingTexts["mail"] = {
  title: "Mail",
  line: "Confirmations, password resets and notifications go out through this.",
  settings: {
    provider: {
      label: "Who sends the mail",
      help: [
        "A mail server on this machine (Postfix, Exim, sendmail), a service, or any",
        "other SMTP server. Without working mail nobody can confirm an account.",
        "Many hosting companies block port 25; a service on port 587 or 2525 is the",
        "way around.",
      ],
      choices: {
        local: "A mail server on this machine",
        mailgun: "Mailgun",
        ses: "Amazon SES",
        sendgrid: "SendGrid",
        postmark: "Postmark",
        brevo: "Brevo",
        gmail: "Gmail or Google Workspace",
        mailjet: "Mailjet",
        smtp2go: "SMTP2GO",
        resend: "Resend",
        custom: "Another SMTP server",
      },
    },
    host: {
      label: "SMTP server",
      help: [
        "The name of the server that takes mail for sending. Its certificate is made",
        "out to this name, so an IP address usually won't do.",
        "Services have one per region (Mailgun in Europe: smtp.eu.mailgun.org);",
        "the wrong one refuses the password.",
      ],
      example: "smtp.example.com",
    },
    port: {
      label: "SMTP port",
      help: [
        "587: encryption begins after the greeting (STARTTLS). 465: encrypted from",
        "the first byte. 25: between mail servers, often blocked by the hosting",
        "company. 2525 is what many services offer where the others are blocked.",
      ],
      example: "587",
    },
    tls: {
      label: "Encryption to the mail server",
      help: [
        "It belongs to the port: STARTTLS on 587 and 25, from the start on 465. The",
        "wrong one waits for 20 seconds on every mail and then fails.",
        "If offered sends the password unencrypted where somebody in between wants",
        "it so; choose it for a server on the same machine only.",
      ],
      choices: {
        starttls: "STARTTLS, always",
        "starttls-if-offered": "STARTTLS if the server offers it",
        implicit: "From the start (port 465)",
        none: "None (a server on the same machine)",
      },
    },
    verify: {
      label: "Check the mail server's certificate",
      help: [
        "Whether the certificate must be valid and made out to the server's name.",
        "Leave it on for every server that is not on this machine.",
      ],
      choices: { peer: "Check it", none: "Don't check it (a server on the same machine)" },
    },
    caFile: {
      label: "CA certificate for mail",
      help: [
        "The file (PEM) with the authorities to trust, if it is an own one or not in",
        "/etc/ssl/certs/ca-certificates.crt, where Debian and Ubuntu keep them.",
        "If the file is missing, every encrypted mail fails.",
      ],
      example: "/etc/ssl/certs/mail-ca.pem",
      empty: "the system's authorities",
    },
    auth: {
      label: "How to log in to the mail server",
      help: [
        "plain suits nearly all. login is for some older servers (Office 365),",
        "cram_md5 for a few. Choose none for a relay that knows this machine by its",
        "address and wants no login; with a login it would refuse every mail.",
      ],
      choices: { plain: "plain", login: "login", cram_md5: "cram_md5", none: "No login (a relay)" },
    },
    user: {
      label: "SMTP user",
      help: [
        "The login for SMTP. With services it is seldom the account's: Mailgun has",
        "one per domain (postmaster@mg.social.example), Amazon SES has SMTP",
        "credentials of its own, Postmark wants the server token in both fields.",
      ],
      example: "postmaster@mg.social.example",
    },
    password: {
      label: "SMTP password",
      help: [
        "What belongs to that login: SMTP password, SMTP key or API key, as the",
        "service calls it. Gmail needs an app password. The account's own password",
        "is usually refused. It is taken exactly as typed and never shown.",
      ],
    },
    from: {
      label: "Sender of the mails",
      help: [
        "What people see as sender: an address, or a name and the address in <>.",
        "The service must allow the address or its domain, else it refuses the mail",
        "or drops it without a word.",
        "A name with : . , or brackets is put in quotes, as the mail format wants it.",
      ],
      example: "Mastodon <notifications@social.example>",
    },
    testTo: {
      label: "Send a test mail to",
      help: [
        "An address of yours. One short mail is sent with exactly the settings that",
        "are in the file. Left empty, the login is tried and nothing is sent.",
      ],
      example: "me@example.org",
      empty: "no test mail",
    },
  },
};
