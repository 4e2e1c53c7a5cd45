import type { MailAnswers, MailProvider } from "../../prompts/answers.ts";
import { mailAuth, mailProviders } from "../../prompts/answers.ts";
import { mailPresets } from "../../prompts/providers/mail.ts";
import type { Variables } from "../findings/variables.ts";
import { mailLogin, mailMeaning, mailTls, verifyMode } from "./mail-meaning.ts";
import type { Release } from "./release.ts";
import { type Codec, integer, present, section } from "./section.ts";

/** The test mail's recipient is told to no one but us. */
type Said = Omit<MailAnswers, "testTo">;

const codec: Codec<Said> = {
  managed: [
    "SMTP_DELIVERY_METHOD",
    "SMTP_SERVER",
    "SMTP_PORT",
    "SMTP_LOGIN",
    "SMTP_PASSWORD",
    "SMTP_AUTH_METHOD",
    "SMTP_TLS",
    "SMTP_SSL",
    "SMTP_ENABLE_STARTTLS",
    "SMTP_ENABLE_STARTTLS_AUTO",
    "SMTP_OPENSSL_VERIFY_MODE",
    "SMTP_CA_FILE",
    "SMTP_FROM_ADDRESS",
  ],
  replacedBy: ["SMTP_DELIVERY_METHOD"],
  alwaysSaid: false,
  write: (said) =>
    present({
      SMTP_SERVER: said.host,
      SMTP_PORT: String(said.port),
      // Without a login there must be no line of it: from 4.4 on an empty one is sent (mastodon#772).
      SMTP_LOGIN: said.auth === "none" ? null : said.user,
      SMTP_PASSWORD: said.auth === "none" ? null : said.password,
      SMTP_AUTH_METHOD: said.auth,
      ...tlsVariables[said.tls],
      ...(said.tls === "none" ? {} : { SMTP_OPENSSL_VERIFY_MODE: said.verify, SMTP_CA_FILE: said.caFile }),
      SMTP_FROM_ADDRESS: said.from === "" ? null : said.from,
    }),
  read,
  meaning: mailMeaning,
};

/** The same for 4.2 to 4.6. Implicit TLS together with STARTTLS raises an error from 4.5 on (mastodon#36639), so it stands alone. */
const tlsVariables: Readonly<Record<MailAnswers["tls"], Record<string, string>>> = {
  starttls: { SMTP_ENABLE_STARTTLS: "always" },
  "starttls-if-offered": { SMTP_ENABLE_STARTTLS: "auto" },
  // Not `false`, which Mastodon never took for off.
  none: { SMTP_ENABLE_STARTTLS: "never" },
  implicit: { SMTP_TLS: "true" },
};

function read(variables: Variables, release: Release): Said {
  const tls = mailTls(variables, release);
  const { user, password, auth } = login(variables, release);
  const host = variables.get("SMTP_SERVER") || "localhost";
  return {
    provider: providerOf(host, auth),
    host,
    port: integer(variables.get("SMTP_PORT"), 25),
    user,
    password,
    auth,
    tls: tls === "conflict" ? "implicit" : tls,
    verify: verifyMode(variables, release) === "none" ? "none" : "peer",
    caFile: variables.get("SMTP_CA_FILE") || null,
    from: variables.get("SMTP_FROM_ADDRESS") ?? "",
  };
}

function login(variables: Variables, release: Release): Pick<Said, "user" | "password" | "auth"> {
  const user = variables.get("SMTP_LOGIN") || null;
  const password = variables.get("SMTP_PASSWORD") || null;
  const effective = mailLogin(variables, release);
  if (effective === "nobody") return { user: null, password: null, auth: "none" };
  const method = typeof effective === "string" ? undefined : effective.method;
  return { user, password, auth: mailAuth.find((one) => one === method) ?? "plain" };
}

function providerOf(host: string, auth: MailAnswers["auth"]): MailProvider {
  const known = mailProviders.find((provider) => mailPresets[provider].hosts.includes(host));
  return known === undefined || (known === "local" && auth !== "none") ? "custom" : known;
}

export const mail = section("mail", { ...codec, said: ({ testTo: _, ...said }) => said });
