import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailAddress, sender, userAddress } from "../../../prompts/parsers/mail.ts";

describe("an e-mail address", () => {
  it.each([
    "alice@example.org",
    "a.b+c@example.org",
    "root@localhost",
    "taro..y.@docomo.example",
    "o'brien@example.org",
  ])("takes %s as it is", (raw) => {
    expect(mailAddress(raw)).toEqual({ ok: true, value: raw });
  });

  it.each([
    ["mailto:alice@example.org", "alice@example.org"],
    ["Alice <alice@example.org>", "alice@example.org"],
    ["<alice@example.org>", "alice@example.org"],
    ["alice@Example.ORG", "alice@example.org"],
    ["ａｌｉｃｅ＠ｅｘａｍｐｌｅ．ｏｒｇ", "alice@example.org"],
    ["alice@例え.jp", "alice@xn--r8jz45g.jp"],
  ])("mends %j to %s", (raw, value) => {
    expect(mailAddress(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["alice", "addressAt"],
    ["@example.org", "addressLocal"],
    ["a@b@example.org", "addressLocal"],
    ["アリス@example.org", "addressLocal"],
    [".@example.org", "addressLocal"],
    ["alice@", "addressDomain"],
    ["alice@example..org", "addressDomain"],
    ["alice@example.org.", "addressDomain"],
    ["alice@[192.0.2.1]", "addressDomain"],
    ["alice@ex_ample.org", "addressDomain"],
    ["alice@https://example.org", "addressDomain"],
    ["alice@example.org, bob@example.org", "addressOne"],
    ["alice @example.org", "addressOne"],
    ["a\u0000@example.org", "addressOne"],
  ])("refuses %j: %s", (raw, key) => {
    expect(mailAddress(raw)).toMatchObject({ ok: false, problem: { key } });
  });

  it.each([
    ["root@localhost", "addressDomain"],
    ["a%b@example.org", "addressPercent"],
  ])("of a user is not %j: %s", (raw, key) => {
    expect(userAddress(raw)).toMatchObject({ ok: false, problem: { key } });
  });
});

describe("the sender", () => {
  it.each([
    "notifications@social.example",
    "Mastodon <notifications@social.example>",
    "マストドン <notifications@social.example>",
    "例え 社 <n@e.example>",
    "O'Brien & Co <n@e.example>",
    '"Name: x" <a@b.example>',
    '"A \\"B\\" C" <a@b.example>',
    "Mastodon | Social <a@b.example>",
  ])("takes %s as it is", (raw) => {
    expect(sender(raw)).toEqual({ ok: true, value: raw });
  });

  // What Ruby's Mail 2.8.1 and 2.9.0 refuse, or take for something else, when they get it as it was typed.
  it.each([
    ["Name: x <a@b.example>", '"Name: x" <a@b.example>'],
    ["John [x] <a@b.example>", '"John [x]" <a@b.example>'],
    ["A, B <a@b.example>", '"A, B" <a@b.example>'],
    ["A; B <a@b.example>", '"A; B" <a@b.example>'],
    ["A.  B <a@b.example>", '"A.  B" <a@b.example>'],
    ["A\\B <a@b.example>", '"A\\\\B" <a@b.example>'],
    ["A (c) <a@b.example>", '"A (c)" <a@b.example>'],
    ["social.example <a@b.example>", '"social.example" <a@b.example>'],
    ['say "hi" <a@b.example>', '"say \\"hi\\"" <a@b.example>'],
    ["A<b <a@b.example>", '"A<b" <a@b.example>'],
    ["'Mastodon <a@b.example>'", "Mastodon <a@b.example>"],
    ['"Mastodon <a@b.example>"', "Mastodon <a@b.example>"],
    ["<a@b.example>", "a@b.example"],
    ["Mastodon<a@b.example>", "Mastodon <a@b.example>"],
    ["マストドン ＜a@b.example＞", "マストドン <a@b.example>"],
    ["Mastodon <a@B.Example>", "Mastodon <a@b.example>"],
  ])("mends %j to %j", (raw, value) => {
    expect(sender(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["foo", "addressAt"],
    ["foo <a@b.example", "senderBracket"],
    ["foo <>", "required"],
    ["Mastodon a@b.example", "addressOne"],
    ["a@b.example, c@d.example", "addressOne"],
    ["list: a@b.example;", "addressOne"],
    ["Mastodon\u0007 <a@b.example>", "senderControl"],
    ["Mastodon\n<a@b.example>", "senderControl"],
  ])("refuses %j: %s", (raw, key) => {
    expect(sender(raw)).toMatchObject({ ok: false, problem: { key } });
  });

  it("takes what it made once more, unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const first = sender(`${name} <a@b.example>`);
        if (first.ok) expect(sender(first.value)).toEqual({ ok: true, value: first.value });
      }),
    );
  });
});
