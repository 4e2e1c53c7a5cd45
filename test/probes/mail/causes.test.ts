import { describe, expect, it } from "vitest";
import recorded from "../../../fixtures/recorded/smtp/replies.json" with { type: "json" };
import { type MailCause, replyCause, type Step, steps } from "../../../src/probes/mail/causes.ts";
import { NotSmtp, replyText, takeReply } from "../../../src/probes/mail/reply.ts";

function reply(text: string) {
  const taken = takeReply(`${text.replaceAll("\n", "\r\n")}\r\n`);
  if (taken === null) throw new Error(`no reply: ${text}`);
  return taken.reply;
}

describe("what an SMTP reply means", () => {
  it.each(recorded)("$server at $step: $cause", (one) => {
    const step = steps.find((each) => each === one.step) as Step;
    const cause = replyCause({
      reply: reply(one.reply),
      step,
      encrypted: one.encrypted,
      starttlsOffered: one.starttlsOffered ?? false,
      loggingIn: one.loggingIn,
      methodKnown: one.methodKnown ?? true,
      helo: "social.example",
      from: "notifications@example.social",
      to: "me@example.org",
    });
    expect(cause).toBe(one.cause as MailCause);
  });
});

describe("reading a reply", () => {
  it("waits for the last line and leaves the rest", () => {
    expect(takeReply("250-a\r\n250-b\r\n25")).toBeNull();
    expect(takeReply("250-a\r\n250 b\r\n220 next")).toEqual({
      reply: { code: 250, enhanced: null, lines: ["a", "b"] },
      rest: "220 next",
    });
  });

  it("takes lone line feeds and codes without text", () => {
    expect(takeReply("354\n")?.reply).toEqual({ code: 354, enhanced: null, lines: [""] });
  });

  it("says enhanced codes once, on one line", () => {
    expect(replyText(reply("535-5.7.8 no.\n535 5.7.8 why"))).toBe("535 5.7.8 no. why");
  });

  it.each([
    "SSH-2.0-OpenSSH_9.2p1\r\n",
    "HTTP/1.1 400",
    "-ERR unknown",
    "\u0015\u0003\u0001",
    "220".padEnd(9000, "x"),
    "999 x\r\n",
  ])("knows that %j is no SMTP", (text) => {
    expect(() => takeReply(text)).toThrow(NotSmtp);
  });

  it("does not collect an endless reply", () => {
    expect(() => takeReply("250-x\r\n".repeat(20_000))).toThrow(NotSmtp);
  });
});
