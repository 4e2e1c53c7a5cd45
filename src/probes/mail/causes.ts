import type { Reply } from "./reply.ts";

/** What went wrong, in the words of the findings: `mail.<cause>`. */
export type MailCause =
  | "unresolvable"
  | "refused"
  | "timeout"
  | "closed"
  | "not-smtp"
  | "turned-away"
  | "implicit-tls-expected"
  | "implicit-tls-wrong"
  | "starttls-missing"
  | "tls-required"
  | "tls-untrusted"
  | "tls-hostname"
  | "tls-failed"
  | "ca-file-missing"
  | "auth-not-offered"
  | "auth-required"
  | "auth-empty"
  | "auth-mechanism"
  | "auth-wrong"
  | "sender-refused"
  | "recipient-refused"
  | "helo-refused"
  | "later";

export const steps = [
  "connect",
  "greeting",
  "EHLO",
  "STARTTLS",
  "TLS",
  "AUTH",
  "MAIL FROM",
  "RCPT TO",
  "DATA",
] as const;
export type Step = (typeof steps)[number];

/** What the session knows when a reply says no. */
export interface Said {
  readonly reply: Reply;
  readonly step: Step;
  readonly encrypted: boolean;
  readonly starttlsOffered: boolean;
  /** Whether a login is configured. */
  readonly loggingIn: boolean;
  /** False where the server neither offers the method of the login nor knows it. */
  readonly methodKnown: boolean;
  readonly helo: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The cause of a refusal, by reply code and command first, the enhanced status second (RFC 3463), and by text only where
 * servers give nothing else: which address or word they quote.
 */
export function replyCause(said: Said): MailCause {
  const { reply, step } = said;
  if (wantsEncryption(said)) return "tls-required";
  if (relayDenied(said)) return !said.loggingIn ? "auth-required" : "recipient-refused";
  if (step === "AUTH" && reply.code >= 500) return authCause(said);
  if (reply.code === 432 || reply.code === 534 || reply.code === 535) return "auth-wrong";
  if (reply.code < 500) return "later";
  if (reply.code === 530) return "auth-required";
  if (step === "greeting") return "turned-away";
  if (step === "EHLO") return "helo-refused";
  if (step === "STARTTLS") return "starttls-missing";
  return envelopeCause(said);
}

const notOffered: readonly number[] = [500, 502, 503];

function authCause({ reply, methodKnown }: Said): MailCause {
  if (notOffered.includes(reply.code)) return "auth-not-offered";
  return reply.code === 504 || !methodKnown ? "auth-mechanism" : "auth-wrong";
}

/** 530 stands for "encrypt first" and for "log in first"; 538 only for the former (RFC 4954). Many offer AUTH only under TLS. */
function wantsEncryption({ reply, step, encrypted, starttlsOffered, methodKnown }: Said): boolean {
  if (encrypted) return false;
  if (step === "AUTH" && starttlsOffered && (notOffered.includes(reply.code) || !methodKnown)) return true;
  return (
    reply.code === 538 ||
    (reply.code === 530 && (starttlsOffered || /\b(tls|starttls|ssl|secure connection)\b/i.test(text(reply))))
  );
}

/** Postfix answers 454 or 554 with x.7.1, Exim 550 without an enhanced code, qmail 553 and "rcpthosts". */
function relayDenied({ reply, step, from, helo }: Said): boolean {
  if (step !== "RCPT TO" || reply.code === 530) return false;
  const words = text(reply);
  if (quotes(words, from) || quotes(words, helo)) return false;
  return (
    reply.code === 551 ||
    /\brelay|rcpthosts/i.test(words) ||
    (reply.code >= 550 && /^5\.7\.(1|54)$/.test(reply.enhanced ?? ""))
  );
}

/** Postfix checks sender and HELO only at RCPT TO; it quotes what it refuses. SES names the failing identities at the end. */
function envelopeCause(said: Said): MailCause {
  const { reply, step, from, to, helo, loggingIn } = said;
  const words = text(reply);
  if (/\bhelo\b/i.test(words) && quotes(words, helo)) return "helo-refused";
  if (!loggingIn && /authenticat|not logged in|log ?in first/i.test(words)) return "auth-required";
  if (step === "MAIL FROM") return "sender-refused";
  if (quotes(words, from) && !quotes(words, to)) return "sender-refused";
  if (quotes(words, to) || step === "RCPT TO") return "recipient-refused";
  return /^5\.1\.[1236]$/.test(reply.enhanced ?? "") ? "recipient-refused" : "sender-refused";
}

function text(reply: Reply): string {
  return reply.lines.join(" ");
}

function quotes(words: string, value: string): boolean {
  return value !== "" && words.toLowerCase().includes(value.toLowerCase());
}
