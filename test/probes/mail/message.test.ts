import { describe, expect, it } from "vitest";
import { parseFrom } from "../../../src/mastodon/connections/mail-from.ts";
import { testMail } from "../../../src/probes/mail/message.ts";

const now = new Date("2026-11-21T03:00:00Z");

describe("the test mail", () => {
  it("carries a Japanese sender's whole name in ASCII", async () => {
    const name = "日本語の名前がとても長いマストドンのサーバーからのお知らせ";
    const lines = await testMail(parseFrom(`${name} <notifications@social.example>`), "me@example.org", now);
    expect(lines.join("\n")).toMatch(/^[\x20-\x7e\n\t]*$/);
    const header =
      lines
        .join("\r\n")
        .split(/\r\n(?! )/)
        .find((line) => line.startsWith("From: ")) ?? "";
    const words = [...header.matchAll(/=\?UTF-8\?(.)\?([^?]*)\?=/gi)].map(([, kind, text = ""]) =>
      kind?.toUpperCase() === "B"
        ? Buffer.from(text, "base64")
        : Buffer.from(unescape(text.replaceAll("_", " ").replaceAll("=", "%")), "latin1"),
    );
    expect(Buffer.concat(words).toString("utf8")).toBe(name);
    expect(header).toContain("<notifications@social.example>");
  });

  it("says in both languages that nothing needs to be done, and that a program sent it", async () => {
    const lines = await testMail(parseFrom("notifications@social.example"), "me@example.org", now);
    const body = Buffer.from(lines.slice(lines.indexOf("") + 1).join(""), "base64").toString("utf8");
    expect(body).toContain("Nothing needs to be done.");
    expect(body).toContain("対応の必要はありません。");
    expect(lines).toContain("Auto-Submitted: auto-generated");
  });

  it("has no line that SMTP would refuse as too long", async () => {
    const lines = await testMail(parseFrom("notifications@social.example"), "me@example.org", now);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
  });
});
