import MimeNode from "nodemailer/lib/mime-node";
import type { From } from "../../mastodon/connections/mail-from.ts";

/**
 * The test mail as lines, in both of our languages: who gets it need not speak the administrator's. Composed by nodemailer, whose
 * headers hold any name; everything is ASCII on the wire.
 */
export async function testMail(from: From, to: string, now: Date): Promise<readonly string[]> {
  const address = from.address ?? "";
  const domain = from.ok ? from.domain : address;
  const text = [
    `This mail was sent by mastosetup to see whether the mail settings of ${domain} work. They do.`,
    "Nothing needs to be done.",
    "",
    `${domain} のメール設定を確認するために mastosetup が送信したメールです。設定は正しく動作しています。`,
    "対応の必要はありません。",
    "",
  ].join("\n");
  const message = new MimeNode("text/plain; charset=utf-8", { newline: "win", hostname: domain });
  message.setHeader({
    From: { name: (from.ok ? from.name : null) ?? "", address },
    To: to,
    Subject: "mastosetup test mail",
    Date: now.toUTCString().replace("GMT", "+0000"),
    "Auto-Submitted": "auto-generated",
    "Content-Transfer-Encoding": "base64",
  });
  message.setContent(text);
  return (await message.build()).toString("latin1").split("\r\n");
}
