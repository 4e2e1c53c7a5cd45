import type { RemedyKey } from "../../findings/registry/index.ts";

type CredentialKey = RemedyKey<"mail.auth-wrong">;

/** Providers that want something else than one would think; the sentences say what, after the providers' own pages. */
const byHost: readonly (readonly [RegExp, CredentialKey])[] = [
  [/(^|\.)mailgun\.org$/i, "mailgun"],
  [/(^|\.)amazonaws\.com$/i, "ses"],
  [/(^|\.)sendgrid\.net$/i, "sendgrid"],
  [/(^|\.)postmarkapp\.com$/i, "postmark"],
  [/(^|\.)(brevo|sendinblue)\.com$/i, "brevo"],
  [/(^|\.)(gmail|googlemail)\.com$/i, "gmail"],
  [/(^|\.)mailjet\.com$/i, "mailjet"],
  [/(^|\.)smtp2go\.com$/i, "smtp2go"],
  [/(^|\.)resend\.com$/i, "resend"],
];

/** Which sentence says what kind of login this server wants. */
export function credentialKey(host: string): CredentialKey {
  return byHost.find(([pattern]) => pattern.test(host))?.[1] ?? "credential";
}
