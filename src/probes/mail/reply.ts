/** One answer of an SMTP server. */
export interface Reply {
  readonly code: number;
  /** "5.7.8"; null where the server has no enhanced codes (RFC 3463). */
  readonly enhanced: string | null;
  /** Every line without its code. */
  readonly lines: readonly string[];
}

/** An SMTP server never says more than this at once; a hostile one would fill our memory. */
const longest = 64 * 1024;
const longestLine = 8 * 1024;

/** What came is no SMTP: another protocol, or no end of it. */
export class NotSmtp extends Error {
  readonly received: string;

  constructor(received: string) {
    super("not SMTP");
    this.received = oneLine(received, 80);
  }
}

/** Takes the first complete reply off `text`; null where more has to come. Throws `NotSmtp`. */
export function takeReply(text: string): { readonly reply: Reply; readonly rest: string } | null {
  const lines: string[] = [];
  let at = 0;
  for (;;) {
    const end = text.indexOf("\n", at);
    if (end === -1) {
      if (text.length > longest || text.length - at > longestLine || !mayBegin(text.slice(at))) throw new NotSmtp(text);
      return null;
    }
    const line = text.slice(at, end).replace(/\r$/, "");
    if (!/^[2-5]\d\d(?:[ -]|$)/.test(line)) throw new NotSmtp(line);
    lines.push(line);
    at = end + 1;
    if (line[3] !== "-") return { reply: parse(lines), rest: text.slice(at) };
  }
}

function mayBegin(line: string): boolean {
  return /^(?:[2-5](?:\d(?:\d(?:[ -].*)?)?)?)?\r?$/s.test(line);
}

function parse(lines: readonly string[]): Reply {
  const texts = lines.map((line) => line.slice(4));
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(texts[0] ?? "")?.[1] ?? null;
  return { code: Number(lines[0]?.slice(0, 3)), enhanced, lines: texts };
}

/** The reply as one line for people: code and text, without line breaks, control characters and repeated codes. */
export function replyText(reply: Reply): string {
  const repeated = reply.enhanced === null ? "" : `${reply.enhanced} `;
  const text = reply.lines.map((line, index) =>
    index > 0 && line.startsWith(repeated) ? line.slice(repeated.length) : line,
  );
  return oneLine(`${reply.code} ${text.join(" ")}`, 300);
}

/** Printable, on one line, not longer than `length`. */
export function oneLine(text: string, length: number): string {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean;
}

/** The SASL mechanisms of an EHLO reply, upper case; null where AUTH is not offered. Old servers say `AUTH=`. */
export function mechanismsOf(ehlo: Reply | null): readonly string[] | null {
  const lines = (ehlo?.lines.slice(1) ?? []).filter((line) => /^AUTH[ =]/i.test(line));
  if (lines.length === 0) return null;
  return [
    ...new Set(
      lines.flatMap((line) =>
        line
          .slice(5)
          .trim()
          .toUpperCase()
          .split(/[\s=]+/),
      ),
    ),
  ].filter((one) => one !== "");
}

export function offersStarttls(ehlo: Reply | null): boolean {
  return (ehlo?.lines.slice(1) ?? []).some((line) => /^STARTTLS\s*$/i.test(line));
}
