import type { MailAnswers } from "../../prompts/answers.ts";
import type { Variables } from "../findings/variables.ts";
import { atLeast, type Release } from "./release.ts";

const bundle = "/etc/ssl/certs/ca-certificates.crt";

/** What Mastodon's mailers do with these variables: config/environments/production.rb, from 4.4 on config/email.yml, and the mail gem. */
export function mailMeaning(variables: Variables, release: Release): unknown {
  const delivery = variables.get("SMTP_DELIVERY_METHOD") ?? "smtp";
  const tls = mailTls(variables, release);
  const encrypted = tls !== "none";
  return {
    delivery,
    host: variables.get("SMTP_SERVER") ?? "localhost",
    port: variables.get("SMTP_PORT") ?? "25",
    login: mailLogin(variables, release),
    tls,
    verify: encrypted ? verifyMode(variables, release) : null,
    caFile: encrypted ? authorities(variables, release) : null,
    from: variables.get("SMTP_FROM_ADDRESS") ?? null,
  };
}

/** How the connection is encrypted. `conflict`: from 4.5 on the mail gem refuses to send at all (mastodon#36639). */
export function mailTls(variables: Variables, release: Release): MailAnswers["tls"] | "conflict" {
  const implicit = variables.get("SMTP_TLS") === "true" || variables.get("SMTP_SSL") === "true";
  const starttls = variables.get("SMTP_ENABLE_STARTTLS");
  const wanted = starttls === "always" || starttls === "auto";
  if (implicit) return wanted && atLeast(release, "4.5") ? "conflict" : "implicit";
  // Up to 4.3 another word in SMTP_SSL hides the STARTTLS settings from the mail gem, and Net::SMTP's own default stands.
  if (!atLeast(release, "4.4") && (variables.get("SMTP_SSL") ?? "").trim() !== "") return "starttls-if-offered";
  if (starttls === "always") return "starttls";
  if (starttls === "never") return "none";
  // In 4.4 YAML makes a boolean of `false`, and Mastodon compares it with the word.
  const off = variables.get("SMTP_ENABLE_STARTTLS_AUTO") === "false" && release.series !== "4.4";
  return starttls !== "auto" && off ? "none" : "starttls-if-offered";
}

interface Login {
  readonly user: string | null;
  readonly password: string | null;
  readonly method: string;
}

/** Who logs in, and how; `nobody` where no login is tried. An empty or half login is what it says, and fails. */
export function mailLogin(variables: Variables, release: Release): Login | "nobody" {
  const user = variables.get("SMTP_LOGIN") ?? null;
  const password = variables.get("SMTP_PASSWORD") ?? null;
  const method = variables.get("SMTP_AUTH_METHOD") ?? "plain";
  const blankIsNone = !atLeast(release, "4.4");
  const isSaid = (text: string | null) => (blankIsNone ? text?.trim() : text);
  // A login is used whatever the method says.
  if (isSaid(user) && isSaid(password)) return { user, password, method: method === "none" ? "plain" : method };
  const absent = blankIsNone ? !isSaid(user) && !isSaid(password) : user === null && password === null;
  const triesNothing = method === "none" || (release.series === "4.2" && method === "plain");
  return absent && triesNothing ? "nobody" : { user, password, method };
}

/** `peer` and its two unusual relatives verify the certificate and its name alike. */
export function verifyMode(variables: Variables, release: Release): string {
  const mode = variables.get("SMTP_OPENSSL_VERIFY_MODE");
  if (mode === undefined || (mode === "" && atLeast(release, "4.4"))) return "peer";
  return /^(peer|client_once|fail_if_no_peer_cert)$/.test(mode) ? "peer" : mode;
}

function authorities(variables: Variables, release: Release): string {
  const file = variables.get("SMTP_CA_FILE") ?? bundle;
  return file === "" && !atLeast(release, "4.4") ? bundle : file;
}
