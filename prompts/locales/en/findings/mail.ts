import type { FindingTexts } from "../../texts.ts";

/** The other ports of the same server, wherever they are a way out. */
const otherPorts = {
  "port-starttls": "Use port {newPort} with STARTTLS",
  "port-implicit": "Use port {newPort} with TLS from the start",
  "port-plain": "Use port {newPort}, without encryption; it never leaves this machine",
} as const;

export const mail: FindingTexts<"mail"> = {
  "mail.ok": {
    title: "{server} takes mail from {from}",
    detail: "Asked up to the recipient, nothing was sent. TLS: {tls}, login: {method}, greeted as {helo}.",
    remedies: {},
  },
  "mail.delivered": {
    title: "A test mail to {to} was accepted",
    detail: "The server said: {reply}. Look into the mailbox, and into its spam folder.",
    remedies: {},
  },
  "mail.crash": {
    title: "The mail check itself broke down",
    detail: "This is a fault of mastosetup, not of your settings: {error}",
    remedies: {},
  },
  "mail.skipped": { title: "Mail was not tried: {reason}", detail: "There is no SMTP server to ask.", remedies: {} },

  "mail.unresolvable": {
    title: "The mail server {host} has no address",
    detail:
      "The name server knows no such name ({error}). Mastodon could send no mail at all; look for a typing error.",
    remedies: {},
  },
  "mail.refused": {
    title: "Nothing listens at {server}",
    detail: "The connection to {address} was refused at once. Every mail would fail.",
    remedies: {
      ...otherPorts,
      "start-mta":
        "Start the mail server on this machine (systemctl status postfix shows it), or answer another server",
    },
  },
  "mail.timeout": {
    title: "No answer from {server} ({step})",
    detail: "Nothing came back from {address}. Every mail would wait and then fail.",
    remedies: {
      ...otherPorts,
      blocked:
        "Ask your hoster whether it blocks outgoing port {port}: many do, until one asks. Port 587 or 2525 of the mail provider is often open.",
    },
  },
  "mail.closed": {
    title: "{server} hung up ({step})",
    detail: "The connection to {address} was closed before the server had answered.",
    remedies: otherPorts,
  },
  "mail.not-smtp": {
    title: "What answers at {server} is not a mail server",
    detail: "It said: {error}",
    remedies: otherPorts,
  },
  "mail.turned-away": {
    title: "{server} does not want to talk to this machine",
    detail:
      "Its greeting was: {reply}. Often the address of this machine is on a block list, or only certain networks are let in.",
    remedies: {},
  },
  "mail.port-invalid": {
    title: "SMTP_PORT is not a port: {port}",
    detail: "It has to be a number between 1 and 65535.",
    remedies: { port: "Use port {newPort}" },
  },

  "mail.implicit-tls-expected": {
    title: "Port {port} expects TLS from the first byte; the file has it otherwise",
    detail: "Mastodon would wait 20 seconds for a greeting that never comes, on every mail.",
    remedies: { implicit: "Use TLS from the start", ...otherPorts },
  },
  "mail.implicit-tls-wrong": {
    title: "Port {port} greets in the clear; the file says TLS from the first byte",
    detail:
      'Every mail would fail with "wrong version number". Such a port changes over to TLS by STARTTLS, if at all.',
    remedies: {
      starttls: "Use STARTTLS",
      plain: "Do without TLS from the start; the server does not offer STARTTLS either, so mail is not encrypted",
      ...otherPorts,
    },
  },
  "mail.starttls-missing": {
    title: "{server} does not offer STARTTLS, which the file demands",
    detail: "Every mail would fail.",
    remedies: {
      never: "Do without encryption; the connection never leaves this machine",
      auto: "Encrypt only if the server offers it: as it is now, mail and password would travel in the clear",
      ...otherPorts,
    },
  },
  "mail.tls-required": {
    title: "{server} takes nothing over an unencrypted connection",
    detail: "The server said: {reply}",
    remedies: { always: "Use STARTTLS", ...otherPorts },
  },
  "mail.tls-conflict": {
    title: "TLS from the first byte and STARTTLS are both switched on",
    detail: "Mastodon 4.5 and newer refuses the two together and sends nothing; up to 4.4 it ignored STARTTLS.",
    remedies: { implicit: "Keep TLS from the start", starttls: "Keep STARTTLS" },
  },
  "mail.tls-untrusted": {
    title: "The certificate of {server} is not trusted",
    detail: 'It was issued by "{issuer}" and runs until {expires}; the reason is {error}. Every mail would fail.',
    remedies: {
      "ca-file":
        "Save the certificate of the issuing CA in a file and name it in SMTP_CA_FILE; this shows what the server sends",
      renew: "The certificate has expired: it has to be renewed on the mail server",
      "verify-none": "Do not check the certificate; the connection never leaves this machine",
      never: "Do without encryption; the connection never leaves this machine",
    },
  },
  "mail.tls-hostname": {
    title: "The certificate is not for {host}",
    detail: "It is for {names}. Mastodon compares the name with SMTP_SERVER, so every mail would fail.",
    remedies: {
      name: "Address the server as {newHost}, which is the same machine",
      "verify-none": "Do not check the certificate; the connection never leaves this machine",
    },
  },
  "mail.tls-failed": {
    title: "No encrypted connection to {server} came about",
    detail:
      "The handshake failed with {error}. A server that only knows TLS 1.1 or older is refused by Mastodon as well.",
    remedies: otherPorts,
  },
  "mail.ca-file-missing": {
    title: "The CA file {caFile} is not there, or holds no certificate",
    detail: "Mastodon loads it for every encrypted delivery and fails without it, even with verification switched off.",
    remedies: {
      bundle: "Use the list of CAs of this system: {newCaFile}",
      "no-ca-file": "Name no file: the system's own list is used",
    },
  },
  "mail.verify-invalid": {
    title: "SMTP_OPENSSL_VERIFY_MODE has a value that Ruby does not know",
    detail: "It takes none or peer; with anything else every delivery ends in an error.",
    remedies: { peer: "Check the certificate (peer)" },
  },
  "mail.plaintext-password": {
    title: "The password goes to {server} unencrypted",
    detail: "Anybody on the way can read it.",
    remedies: { always: "Demand STARTTLS, which the server offers", ...otherPorts },
  },

  "mail.auth-not-offered": {
    title: "{server} takes no logins, but one is set",
    detail: "The server said: {reply}. Mastodon would try all the same, and every mail would fail.",
    remedies: { "no-login": "Send without a login" },
  },
  "mail.auth-required": {
    title: "{server} wants a login before it takes mail",
    detail: "The server said: {reply}",
    remedies: { login: "Set SMTP_LOGIN, SMTP_PASSWORD and SMTP_AUTH_METHOD=plain" },
  },
  "mail.auth-empty": {
    title: "A login is switched on, but login or password is empty",
    detail:
      "This release sends it nevertheless, or refuses to send anything. Empty lines count: without a login they have to go, and SMTP_AUTH_METHOD has to be none.",
    remedies: {
      "no-login": "Send without a login",
      login: "Set SMTP_LOGIN and SMTP_PASSWORD, if the server wants them",
    },
  },
  "mail.auth-mechanism": {
    title: "The login method {method} does not work here",
    detail: "The server offers: {mechanisms}. SMTP_AUTH_METHOD takes plain, login, cram_md5 or none.",
    remedies: { method: "Log in with {newMethod}" },
  },
  "mail.auth-wrong": {
    title: "{server} refuses login or password",
    detail: "The server said: {reply}",
    remedies: {
      credential: "Compare both with what the provider shows for SMTP: it is often not the password of the website",
      mailgun:
        "Mailgun wants the SMTP user of the sending domain (postmaster@your-domain) and its SMTP password, not an API key; domains in the EU region use smtp.eu.mailgun.org",
      ses: "Amazon SES wants SMTP credentials made in the SES console for this region; an IAM access key does not work as it is",
      sendgrid: "SendGrid wants the word apikey as login and an API key with Mail Send as password",
      postmark: "Postmark wants the server API token as login and as password",
      brevo: "Brevo wants the login shown on its SMTP page and an SMTP key, not an API key",
      gmail:
        "Gmail wants the whole address and an app password, which needs two-step verification; the account's password no longer works",
      mailjet: "Mailjet wants the API key as login and the secret key as password",
      smtp2go: "SMTP2GO wants an SMTP user made in its console, not the account of the website",
      resend: "Resend wants the word resend as login and an API key as password",
    },
  },

  "mail.helo-refused": {
    title: "{server} does not like the name {helo} that Mastodon greets with",
    detail: "The server said: {reply}. The name is SMTP_DOMAIN, or else LOCAL_DOMAIN.",
    remedies: { helo: "Greet as {newHelo}" },
  },
  "mail.sender-refused": {
    title: "{server} does not take mail from {from}",
    detail: "The server said: {reply}",
    remedies: {
      "from-login": "Send from the address that logs in: {newFrom}",
      "allowed-sender": "Verify this address or its domain at the provider, or send from one that is verified",
    },
  },
  "mail.recipient-refused": {
    title: "{server} refuses to pass mail on",
    detail: "The server said: {reply}",
    remedies: {},
  },
  "mail.later": {
    title: "{server} asks to try again later ({step})",
    detail:
      "The server said: {reply}. Mastodon tries again by itself; greylisting and sending limits answer like this.",
    remedies: {},
  },
  "mail.from-invalid": {
    title: "SMTP_FROM_ADDRESS can not be used as a sender: {from}",
    detail:
      "It needs the form name@domain or Name <name@domain>, a name with special characters in double quotes. What does not parse stops Mastodon from starting.",
    remedies: { quote: "Write {newFrom}", write: "Write another sender" },
  },
};
