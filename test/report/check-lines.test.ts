import { describe, expect, it } from "vitest";
import { finding } from "../../src/findings/make.ts";
import { checkLines } from "../../src/report/check-lines.ts";
import { plainLines } from "../../src/report/plain-lines.ts";
import { markOf, ranked } from "../../src/report/rank.ts";
import { summary, summaryLine } from "../../src/report/summary.ts";
import { widthOf } from "../../src/report/width.ts";
import { crashed, denied, english, fine, implicit, japanese, lookOf, unencrypted } from "./examples.ts";

const stops = finding("mail.implicit-tls-expected", { effect: "stops", facts: { port: 465 } });
const loses = finding("mail.implicit-tls-expected", { effect: "loses", facts: { port: 465 } });
const all = [fine, unencrypted, crashed, implicit, loses, stops];
const file = {
  path: "/srv/live/.env.production",
  version: "4.6.5",
  runtime: "systemd",
  variables: 31,
  findings: all,
  ms: 312,
};

describe("the order of findings", () => {
  it("is what stops, loses, breaks, then our own crash, then what is good to know", () => {
    expect(ranked(all)).toEqual([stops, loses, implicit, crashed, unencrypted, fine]);
  });

  it("gives a section the mark of its worst", () => {
    expect(markOf(all)).toBe("fail");
    expect(markOf([fine, unencrypted])).toBe("warn");
    expect(markOf([fine])).toBe("ok");
    expect(markOf([])).toBeNull();
  });
});

describe("a checked file", () => {
  it("has a heading, groups by effect with ids, and a summary", () => {
    const lines = checkLines(file, english, lookOf(100));
    expect(lines[0]).toBe("/srv/live/.env.production · Mastodon 4.6.5 · systemd · 31 variables");
    expect(lines.filter((line) => /^ {2}[A-Z]/.test(line))).toEqual([
      "  Stops the server",
      "  Loses data or followers",
      "  Breaks a part",
      "  Could not be tested, by a bug of this program",
      "  Worth knowing",
    ]);
    expect(lines).toContain("  ! mail.plaintext-password  The password goes out unencrypted");
    expect(lines.slice(-2).join(" ")).toMatch(
      /1 fine · 1 stops the server · 1 loses data or followers · 1 breaks a part/,
    );
    expect(lines.at(-1)).toContain("312 ms");
  });

  it("counts what is in order, and lists it on request", () => {
    expect(checkLines(file, english, lookOf(80)).join("\n")).not.toContain("took a mail");
    expect(checkLines(file, english, lookOf(80), { verbose: true }).join("\n")).toContain(
      "smtp.example.org took a mail",
    );
  });

  it.each([english, japanese])("fits into 40 columns", (messages) => {
    expect(checkLines(file, messages, lookOf(40)).filter((line) => widthOf(line) > 40)).toEqual([]);
  });

  it("shows commands under what they mend", () => {
    const lines = checkLines({ ...file, findings: [denied] }, english, lookOf(80));
    expect(lines.some((line) => /^ {10,}sudo -u postgres psql/.test(line))).toBe(true);
  });
});

describe("plain lines", () => {
  it("are one event a line, with id and duration", () => {
    expect(plainLines([implicit], english, lookOf(20, { unicode: false }))).toEqual([
      "[x] mail.implicit-tls-expected: Port 465 expects TLS from the first byte; the file says STARTTLS (3.0 s)",
      "    Mastodon would wait 20 seconds for a greeting that never comes, on every mail.",
      "    - Use TLS from the start",
      "    - Use port 587 with STARTTLS",
    ]);
  });
});

describe("the summary", () => {
  it("counts every status", () => {
    expect(summary(all)).toEqual({ ok: 0, info: 1, warn: 1, fail: 3, skip: 0, crash: 1 });
  });

  it("says what is fine even where nothing is", () => {
    expect(summaryLine([stops, stops], english)).toBe("0 fine · 2 stop the server");
    expect(summaryLine([fine], japanese)).toBe("正常1件");
  });
});
