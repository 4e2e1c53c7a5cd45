import { randomUUID } from "node:crypto";
import type { From } from "../../mastodon/connections/mail-from.ts";

/** The test mail, in both of our languages: who gets it need not speak the administrator's. ASCII on the wire. */
export function testMail(from: From, to: string, now: Date): readonly string[] {
  const address = from.address ?? "";
  const domain = from.ok ? from.domain : address;
  const name = from.ok ? from.name : null;
  const body = [
    `This mail was sent by mastosetup to see whether the mail settings of ${domain} work. They do.`,
    "Nothing needs to be done.",
    "",
    `${domain} のメール設定を確認するために mastosetup が送信したメールです。設定は正しく動作しています。`,
    "対応の必要はありません。",
    "",
  ];
  return [
    `From: ${name === null ? address : `${encoded(name)} <${address}>`}`,
    `To: <${to}>`,
    "Subject: mastosetup test mail",
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${randomUUID()}@${domain}>`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    ...(Buffer.from(body.join("\r\n"), "utf8")
      .toString("base64")
      .match(/.{1,76}/g) ?? []),
  ];
}

/** RFC 2047, whatever the name holds; cut where one encoded word ends. */
function encoded(name: string): string {
  return `=?utf-8?B?${Buffer.from([...name].slice(0, 14).join(""), "utf8").toString("base64")}?=`;
}
