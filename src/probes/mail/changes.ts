import type { VariableChanges } from "../../findings/variables.ts";
import type { MailTls } from "../../mastodon/connections/mail-settings.ts";

/** The lines that make each TLS mode in every release from 4.2 to 4.6, with the contradicting ones taken out. */
export const modeChanges: Readonly<Record<MailTls, VariableChanges>> = {
  implicit: { SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: null, SMTP_ENABLE_STARTTLS_AUTO: null },
  starttls: starttls("always"),
  "starttls-if-offered": starttls("auto"),
  none: starttls("never"),
};

function starttls(word: "always" | "auto" | "never"): VariableChanges {
  return { SMTP_TLS: null, SMTP_SSL: null, SMTP_ENABLE_STARTTLS: word, SMTP_ENABLE_STARTTLS_AUTO: null };
}

/** Empty lines are a login from 4.4.1 on: only without the lines nothing is sent (mastodon#772). */
export const noLogin: VariableChanges = { SMTP_AUTH_METHOD: "none", SMTP_LOGIN: null, SMTP_PASSWORD: null };
