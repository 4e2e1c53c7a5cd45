import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, mask, redactStream } from "../../src/secrets/redact.ts";

function knowing(...secrets: string[]) {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.learn(secret);
  return redactor;
}

const secret = fc
  .string({ unit: fc.constantFrom(..."aZ09'\"\\$#&<+/ %:@é日"), minLength: 4, maxLength: 16 })
  .filter((one) => one.trim().length >= 4);
const around = fc.string({ unit: fc.constantFrom(..."aZ09 =:/"), maxLength: 12 });

describe("createRedactor", () => {
  it("replaces a secret wherever it stands", () => {
    expect(knowing("hunter2").redact("hunter2: no, xhunter2x")).toBe(`${mask}: no, x${mask}x`);
  });

  it("leaves text alone that holds none, and values of less than four characters", () => {
    expect(knowing("hunter2", "abc", "").redact("abc is no hunter")).toBe("abc is no hunter");
  });

  it("leaves no piece of one beside another that it overlaps with", () => {
    expect(knowing("abcd", "cdefgh", "abcdefghij").redact("abcdefgh abcdefghij")).toBe(`${mask} ${mask}`);
  });

  it("knows the password in a URL, encoded or not", () => {
    const redactor = knowing("postgres://me:p%40ss%20word@db:5432/mastodon");
    expect(redactor.redact("for p@ss word (p%40ss%20word)")).toBe(`for ${mask} (${mask})`);
  });

  it("knows each line of a key with several lines, but not the fence around it", () => {
    const redactor = knowing("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\nByqGSM49AgEG\n-----END PRIVATE KEY-----\n");
    expect(redactor.redact("-----BEGIN PRIVATE KEY-----\n  ByqGSM49AgEG")).toBe(
      `-----BEGIN PRIVATE KEY-----\n  ${mask}`,
    );
  });

  it("finds a password behind its user in what AUTH PLAIN sends", () => {
    for (const user of ["", "a", "ab", "abc", "postmaster@example.social"]) {
      const sent = Buffer.from(`\0${user}\0correct horse battery`).toString("base64");
      expect(Buffer.from(knowing("correct horse battery").redact(`AUTH PLAIN ${sent}`)).toString()).toContain(mask);
    }
  });

  it.each([
    ["percent-encoded", (one: string) => encodeURIComponent(one)],
    [
      "percent-encoded, small digits",
      (one: string) => encodeURIComponent(one).replace(/%../g, (byte) => byte.toLowerCase()),
    ],
    ["a form's field", (one: string) => new URLSearchParams({ k: one }).toString().slice(2)],
    ["base64", (one: string) => Buffer.from(one).toString("base64")],
    ["base64url", (one: string) => Buffer.from(one).toString("base64url")],
    ["JSON", (one: string) => JSON.stringify(one)],
    ["JSON in JSON", (one: string) => JSON.stringify(JSON.stringify({ one }))],
    ["single quotes", (one: string) => `'${one.replaceAll("'", "'\\''")}'`],
    ["double quotes, as mastodon:setup writes them", (one: string) => `"${one.replace(/["\\$`]/g, "\\$&")}"`],
    [
      "XML",
      (one: string) =>
        one.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    ],
  ])("finds it in %s", (_, spell) => {
    fc.assert(
      fc.property(secret, around, around, (one, before, after) => {
        const redacted = knowing(one).redact(before + spell(one) + after);
        expect(redacted).toContain(mask);
        expect(redacted).not.toContain(spell(one));
      }),
      { numRuns: 300 },
    );
  });

  it("lets none of several through, whatever the text is", () => {
    const text = fc.array(fc.oneof(around, fc.nat(2)), { maxLength: 8 });
    fc.assert(
      fc.property(fc.tuple(secret, secret, secret), text, (secrets, parts) => {
        const redacted = knowing(...secrets).redact(
          parts.map((part) => (typeof part === "number" ? secrets[part] : part)).join(""),
        );
        expect(secrets.some((one) => redacted.includes(one))).toBe(false);
      }),
    );
  });
});

describe("redactStream", () => {
  it("says the same as redact does of the whole, however the text is cut", () => {
    const cut = fc.array(fc.nat(80), { maxLength: 6 });
    fc.assert(
      fc.property(secret, around, cut, (one, before, cuts) => {
        const redactor = knowing(one);
        const bytes = Buffer.from(`${before}${one}\n${one} ${before}\r\nlast ${one}`);
        const stream = redactStream(redactor);
        const places = [0, ...cuts.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b), bytes.length];
        const said = places.slice(1).map((end, index) => stream.push(bytes.subarray(places[index], end)));
        expect(said.join("") + stream.end()).toBe(redactor.redact(bytes.toString()));
      }),
    );
  });

  it("says a line as soon as it is complete", () => {
    const stream = redactStream(knowing("hunter2"));
    expect(stream.push("Created hun")).toBe("");
    expect(stream.push("ter2\nnext")).toBe(`Created ${mask}\n`);
    expect(stream.end()).toBe("next");
  });
});
