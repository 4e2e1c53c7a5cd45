import { describe, expect, it } from "vitest";
import { finding } from "../../src/findings/make.ts";
import { renderFinding } from "../../src/report/finding-lines.ts";
import { widthOf } from "../../src/report/width.ts";
import { denied, english, fine, implicit, japanese, lookOf } from "./examples.ts";

describe("a finding in lines", () => {
  it("is a symbol, a sentence, and the duration at the right edge", () => {
    const [title, detail] = renderFinding(implicit, english, lookOf(80), "none");
    expect(title).toBe("  ✖ Port 465 expects TLS from the first byte; the file says STARTTLS      3.0 s");
    expect(detail).toBe("    Mastodon would wait 20 seconds for a greeting that never comes, on every");
  });

  it("keeps the duration's column where Japanese characters take two", () => {
    const [title = ""] = renderFinding(implicit, japanese, lookOf(80), "none");
    expect(title).toMatch(/^ {2}✖ ポート465は最初からTLSを必要としますが、設定はSTARTTLSです {5,}3\.0 s$/);
    expect(widthOf(title)).toBe(79);
  });

  it.each([english, japanese])("fits into 40 columns, with the duration behind the sentence", (messages) => {
    const lines = renderFinding(implicit, messages, lookOf(40));
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(40);
    expect(lines.join("").replace(/\s+/g, "")).toContain("STARTTLS");
    expect(lines.join(" ")).toContain("(3.0 s)");
  });

  it("leaves commands unbroken, so that they can be copied", () => {
    expect(renderFinding(denied, english, lookOf(40))).toContain(
      "      sudo -u postgres psql -c 'ALTER DATABASE mastodon_production OWNER TO mastodon'",
    );
  });

  it("leaves remedies to the menu that offers them, and keeps the advice", () => {
    expect(renderFinding(implicit, english, lookOf(80), "advice").join("\n")).not.toContain("Use TLS");
    expect(renderFinding(denied, english, lookOf(80), "advice").join("\n")).toContain("Let the role create them:");
    expect(renderFinding(implicit, english, lookOf(80)).join("\n")).toContain("Use port 587 with STARTTLS");
  });

  it("has ASCII symbols and punctuation where the terminal has no others", () => {
    const look = lookOf(80, { unicode: false });
    expect(renderFinding(fine, english, look)[0]).toMatch(/^ {2}\[ok\] smtp\.example\.org took a mail/);
    expect(renderFinding(implicit, english, look)[0]).toMatch(/^ {2}\[x\] Port 465/);
  });

  it("colours the symbol only as a repetition", () => {
    const [title = ""] = renderFinding(fine, english, lookOf(80, { colour: 1 }));
    expect(title).toContain("\u001b[32m✔\u001b[39m smtp.example.org");
  });

  it("does not hand a server's control characters on to the terminal", () => {
    const hostile = finding("mail.ok", { facts: { server: "evil\u001b[2J\u0007\u202etxt\r\nnext" } });
    expect(renderFinding(hostile, english, lookOf(80))[0]).toMatch(/^ {2}✔ evil \[2J txt next took a mail/);
  });

  it("takes secrets out before lines are broken, where they could be cut in two", () => {
    const secret = finding("mail.ok", { facts: { server: `${"x".repeat(30)} correct horse battery` } });
    const look = lookOf(40, { redact: (text) => text.replace("correct horse battery", "••••") });
    expect(renderFinding(secret, english, look).join(" ")).not.toMatch(/correct|horse|battery/);
  });
});
