import { describe, expect, it } from "vitest";
import { domain, domains } from "../../../prompts/parsers/domain.ts";

describe("a domain", () => {
  it.each([
    ["social.example", "social.example"],
    ["  social.example\n", "social.example"],
    ["a.b-c.d3.example", "a.b-c.d3.example"],
    ["xn--r8jz45g.jp", "xn--r8jz45g.jp"],
    ["abcdefghij234567.onion", "abcdefghij234567.onion"],
  ])("takes %j as it is", (raw, value) => {
    expect(domain(raw)).toEqual({ ok: true, value });
  });

  it.each([
    ["Example.Social", "example.social"],
    ["https://social.example", "social.example"],
    ["HTTP://social.example/", "social.example"],
    ["social.example/", "social.example"],
    ["@social.example", "social.example"],
    ['"social.example"', "social.example"],
    ["'social.example'", "social.example"],
    ["「social.example」", "social.example"],
    ["ｓｏｃｉａｌ．ｅｘａｍｐｌｅ", "social.example"],
    ["social。example", "social.example"],
    ["例え.jp", "xn--r8jz45g.jp"],
    ["Bücher.example", "xn--bcher-kva.example"],
    ["\u200bsocial.example", "social.example"],
  ])("mends %j, and says so", (raw, value) => {
    expect(domain(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["   ", "required"],
    ["social.example:3000", "domainPort"],
    ["https://social.example:443/", "domainPort"],
    ["social.example/about", "domainPath"],
    ["social.example?x=1", "domainPath"],
    ["https://user@social.example", "domainMailAddress"],
    ["alice@social.example", "domainMailAddress"],
    ["my_site.example", "domainUnderscore"],
    ["localhost", "domainSingle"],
    ["192.0.2.1", "domainAddress"],
    ["2001:db8::1", "domainAddress"],
    ["[2001:db8::1]", "domainAddress"],
    ["1.2.3", "domainAddress"],
    [".social.example", "domainDot"],
    ["social.example.", "domainDot"],
    ["social..example", "domainDot"],
    ["-social.example", "domainDash"],
    ["social-.example", "domainDash"],
    ["social example.jp", "domainSpace"],
    ["social!.example", "domainCharacter"],
    ["xn--a.example", "domainUnicode"],
    [`${"a".repeat(64)}.example`, "domainLabelLong"],
    [`${"a".repeat(60)}.`.repeat(4).concat("example.social"), "domainLong"],
  ])("refuses %j: %s", (raw, key) => {
    expect(domain(raw)).toMatchObject({ ok: false, problem: { key } });
  });

  it("takes 253 characters, the most that DNS has", () => {
    const longest = `${"a".repeat(62)}.`.repeat(3).concat("b".repeat(60), ".jp");
    expect(longest).toHaveLength(252);
    expect(domain(`x${longest}`)).toMatchObject({ ok: true });
    expect(domain(`xx${longest}`)).toMatchObject({ ok: false });
  });
});

describe("a list of domains", () => {
  it.each([
    ["", []],
    ["a.example", ["a.example"]],
    ["a.example,b.example", ["a.example", "b.example"]],
  ])("takes %j as it is", (raw, value) => {
    expect(domains(raw)).toEqual({ ok: true, value });
  });

  it.each([
    ["a.example、B.example", ["a.example", "b.example"]],
    ["a.example b.example,a.example", ["a.example", "b.example"]],
    ["a.example,", ["a.example"]],
  ])("mends %j", (raw, value) => {
    expect(domains(raw)).toEqual({ ok: true, value, mended: true });
  });

  it("does not count a blank after a comma as mended", () => {
    expect(domains("a.example, b.example")).toEqual({ ok: true, value: ["a.example", "b.example"] });
  });

  it("names the one that is none", () => {
    const parsed = domains("a.example,b_c.example");
    expect(parsed).toMatchObject({ ok: false, problem: { key: "domainUnderscore", params: { value: "b_c.example" } } });
  });
});
