import { type MailAnswers, mailAuth, mailProviders, mailTls, mailVerify } from "./answers.ts";
import { isRemote, runsInDocker } from "./conditions.ts";
import { choice } from "./parsers/choice.ts";
import { host } from "./parsers/host.ts";
import { mailAddress, sender } from "./parsers/mail.ts";
import { port } from "./parsers/number.ts";
import { absolutePath } from "./parsers/path.ts";
import { credential, secret } from "./parsers/secret.ts";
import { type MailPreset, mailPresets } from "./providers/mail.ts";
import type { Known, Settings } from "./setting.ts";

function presetOf({ answers }: Known): MailPreset {
  return mailPresets[answers.mail?.provider ?? "custom"];
}

function isCustom({ answers }: Known): boolean {
  return (answers.mail?.provider ?? "custom") === "custom";
}

/** In a container `localhost` is the container, and no mail server is in it. */
function isAskedForHost(known: Known): boolean {
  return presetOf(known).hosts.length !== 1 || (known.answers.mail?.provider === "local" && runsInDocker(known));
}

/** What speaks on that port: 465 with STARTTLS hangs for 20 seconds on every mail (mastodon#23180). */
function tlsOf(known: Known): MailAnswers["tls"] {
  const preset = presetOf(known);
  const wanted = known.answers.mail?.port ?? preset.ports[0]?.port;
  const usual = preset.ports.find((one) => one.port === wanted)?.tls;
  return usual ?? (wanted === 465 || wanted === 2465 || wanted === 8465 ? "implicit" : "starttls");
}

function isEncrypted({ answers }: Known): boolean {
  return answers.mail?.tls !== "none";
}

function logsIn({ answers }: Known): boolean {
  return answers.mail?.auth !== "none";
}

export const mail: Settings<MailAnswers> = {
  provider: {
    kind: "choice",
    optional: false,
    choices: mailProviders,
    asked: "always",
    // Most machines have a mail server of their own, or no mail at all; whoever rents one finds it in the list.
    initial: (known) => (runsInDocker(known) ? "custom" : "local"),
    clears: ["host", "port", "tls", "verify", "caFile", "auth", "user", "password"],
    parse: choice(mailProviders),
  },
  host: {
    kind: "text",
    optional: false,
    asked: "advanced",
    needed: isAskedForHost,
    initial: (known) =>
      known.answers.mail?.provider === "local" && runsInDocker(known) ? undefined : presetOf(known).hosts[0],
    suggestions: (known) => presetOf(known).hosts,
    clears: ["verify"],
    parse: host({ socket: false }),
  },
  port: {
    kind: "integer",
    optional: false,
    asked: "advanced",
    needed: isCustom,
    initial: (known) => presetOf(known).ports[0]?.port,
    suggestions: (known) => presetOf(known).ports.map((one) => String(one.port)),
    clears: ["tls"],
    parse: port,
  },
  tls: {
    kind: "choice",
    optional: false,
    choices: mailTls,
    asked: "advanced",
    needed: isCustom,
    initial: tlsOf,
    parse: choice(mailTls),
  },
  verify: {
    kind: "choice",
    optional: false,
    choices: mailVerify,
    asked: "advanced",
    initial: ({ answers }) => (answers.mail?.provider === "local" && !isRemote(answers.mail.host) ? "none" : "peer"),
    when: isEncrypted,
    otherwise: () => "peer",
    parse: choice(mailVerify),
  },
  caFile: {
    kind: "path",
    optional: true,
    asked: "advanced",
    initial: () => null,
    when: isEncrypted,
    parse: absolutePath,
  },
  auth: {
    kind: "choice",
    optional: false,
    choices: mailAuth,
    asked: "advanced",
    needed: isCustom,
    initial: (known) => presetOf(known).auth,
    parse: choice(mailAuth),
  },
  user: {
    kind: "text",
    optional: false,
    asked: "advanced",
    needed: (known) => presetOf(known).user === undefined,
    initial: (known) => presetOf(known).user,
    when: logsIn,
    otherwise: () => null,
    parse: credential,
  },
  password: { kind: "secret", optional: false, asked: "always", when: logsIn, otherwise: () => null, parse: secret },
  from: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: ({ answers }) =>
      answers.domain?.local === undefined ? undefined : `Mastodon <notifications@${answers.domain.local}>`,
    parse: sender,
  },
  testTo: { kind: "text", optional: true, asked: "always", initial: () => null, parse: mailAddress },
};
