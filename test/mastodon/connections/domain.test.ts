import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRelease } from "../../../src/environment/release.ts";
import { domainConnection } from "../../../src/mastodon/connections/domain.ts";

const release = parseRelease("4.6") ?? { series: "4.6", patch: null };

function names(lines: Readonly<Record<string, string>>) {
  const place = { release, runtime: "systemd", directory: null } as const;
  return domainConnection([{ process: "web", place, variables: new Map(Object.entries(lines)) }])?.names ?? [];
}

describe("LOCAL_DOMAIN and WEB_DOMAIN", () => {
  it.each<[string, string | null, string | null]>([
    ["social.example", null, null],
    ["xn--r8jz45g.jp", null, null],
    ["a.b-c.d1.example", null, null],
    ["Example.Social", "upper-case", "example.social"],
    ["例え.jp", "unicode", "xn--r8jz45g.jp"],
    ["Bücher.example", "unicode", "xn--bcher-kva.example"],
    ["例え．jp", "unicode", "xn--r8jz45g.jp"],
    ["https://social.example", "invalid", "social.example"],
    ["https://Social.Example/", "invalid", "social.example"],
    ["social.example/about", "invalid", "social.example"],
    ["social.example:3000", "invalid", "social.example"],
    ["@social.example", "invalid", "social.example"],
    ["alice@social.example", "invalid", "social.example"],
    [" social.example ", "invalid", "social.example"],
    ["social.example.", "invalid", "social.example"],
    [".social.example", "invalid", "social.example"],
    ["'social.example'", "invalid", "social.example"],
    ["https://例え.jp/", "invalid", "xn--r8jz45g.jp"],
    ["social_media.example", "invalid", null],
    ["social example", "invalid", null],
    ["localhost", "invalid", null],
    ["192.0.2.1", "invalid", null],
    ["2001:db8::1", "invalid", null],
    ["-a.example", "invalid", null],
    ["a..example", "invalid", null],
    [`${"a".repeat(64)}.example`, "invalid", null],
    ["", "empty", null],
  ])("%j: %s, meant %s", (text, problem, mended) => {
    expect(names({ LOCAL_DOMAIN: text })).toEqual([{ variable: "LOCAL_DOMAIN", text, problem, mended }]);
  });

  it("are both looked at, WEB_DOMAIN only where it is set", () => {
    expect(names({}).map((one) => [one.variable, one.problem])).toEqual([["LOCAL_DOMAIN", "missing"]]);
    expect(names({ LOCAL_DOMAIN: "a.example", WEB_DOMAIN: "a.example" })).toHaveLength(1);
    expect(names({ LOCAL_DOMAIN: "a.example", WEB_DOMAIN: "" }).map((one) => one.problem)).toEqual([null, "empty"]);
  });

  it("are of no use to streaming alone", () => {
    const place = { release, runtime: "systemd", directory: null } as const;
    expect(domainConnection([{ process: "streaming", place, variables: new Map() }])).toBeNull();
  });

  it("never throw, and what was meant is always a plain name", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.ipV6(), fc.domain()), (text) => {
        const [one] = names({ LOCAL_DOMAIN: text });
        if (one?.mended) expect(names({ LOCAL_DOMAIN: one.mended })[0]?.problem).toBeNull();
      }),
    );
  });
});
