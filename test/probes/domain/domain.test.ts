import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadMessages } from "../../../prompts/locales/load.ts";
import { parseRelease } from "../../../src/environment/release.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import type { View } from "../../../src/mastodon/views.ts";
import { canonical, isPrivate } from "../../../src/probes/domain/addresses.ts";
import { lookAtDomain, probeDomain } from "../../../src/probes/domain/probe.ts";
import { within } from "../../../src/probes/net/abort.ts";
import { type DnsStandIn, startDns } from "../../services/dns.ts";
import { speak } from "../../support/speak.ts";

let dns: DnsStandIn;

beforeAll(async () => {
  dns = await startDns({
    "here.example": { A: ["203.0.113.7"], AAAA: ["2001:db8::7"] },
    "six.example": { AAAA: ["2001:DB8:0::7"] },
    "alias.example": { CNAME: "here.example" },
    "cdn.example": { A: ["198.51.100.1"] },
    "home.example": { A: ["192.168.1.7"] },
    "half.example": { A: ["203.0.113.7"], AAAA: ["fd00::7"] },
    "mail-only.example": { MX: ["mx.example"] },
    "lame.example": "servfail",
    "closed.example": "refused",
    "silent.example": "silent",
    "mastodon.example": { A: ["203.0.113.7"] },
  });
});
afterAll(() => dns.stop());

function views(lines: Readonly<Record<string, string>>, version: string): readonly View[] {
  const release = parseRelease(version);
  if (release === null) throw new Error(version);
  const place = { release, runtime: "systemd", directory: null } as const;
  return (["web", "sidekiq"] as const).map((process) => ({
    process,
    place,
    variables: new Map(Object.entries(lines)),
  }));
}

interface Circumstances {
  readonly version?: string;
  readonly deadline?: number;
  readonly own?: readonly string[];
  readonly cancel?: AbortSignal;
}

async function look(lines: Readonly<Record<string, string>>, circumstances: Circumstances = {}) {
  const { version = "4.6", deadline = 2000, own = ["203.0.113.7", "2001:db8::7"], cancel } = circumstances;
  const limit = within(cancel ?? new AbortController().signal, deadline);
  const context = { deadline, databaseStep: false, osUser: "mastodon", testTo: null, dnsServers: [dns.address] };
  try {
    return await lookAtDomain(views(lines, version), { ...context, signal: limit.signal }, own);
  } finally {
    limit.release();
  }
}

function said(findings: readonly Finding[]) {
  return findings.map((one) => [one.id, one.status]);
}

describe("the domain probe", () => {
  it.each([
    ["here.example", "domain.ok", "info"],
    ["six.example", "domain.ok", "info"],
    ["alias.example", "domain.ok", "info"],
    ["cdn.example", "domain.elsewhere", "warn"],
    ["home.example", "domain.private", "warn"],
    ["half.example", "domain.private", "warn"],
    ["gone.example", "domain.unresolvable", "warn"],
    ["mail-only.example", "domain.unresolvable", "warn"],
    ["lame.example", "domain.unanswered", "warn"],
    ["closed.example", "domain.unanswered", "warn"],
    ["hidden.onion", "domain.skipped", "skip"],
  ])("says of %s: %s", async (name, id, status) => {
    expect(said(await look({ LOCAL_DOMAIN: name }))).toEqual([[id, status]]);
  });

  it("looks at LOCAL_DOMAIN and WEB_DOMAIN", async () => {
    const found = await look({ LOCAL_DOMAIN: "cdn.example", WEB_DOMAIN: "here.example" });
    expect(found.map((one) => [one.id, one.variables])).toEqual([
      ["domain.elsewhere", ["LOCAL_DOMAIN"]],
      ["domain.ok", ["WEB_DOMAIN"]],
    ]);
  });

  it.each([
    ["https://here.example/", "domain.invalid"],
    ["Here.Example", "domain.upper-case"],
    ["例え.jp", "domain.unicode"],
  ])("mends %s", async (value, id) => {
    const [one] = await look({ LOCAL_DOMAIN: value });
    expect(one).toMatchObject({ id, status: "fail" });
    const set = one?.remedies[0]?.set?.LOCAL_DOMAIN ?? "";
    const after = await look({ LOCAL_DOMAIN: set });
    expect(after.map((finding) => finding.status)).not.toContain("fail");
  });

  it("tells a missing name from an empty one", async () => {
    expect((await look({}))[0]).toMatchObject({ id: "domain.missing", effect: "breaks" });
    expect((await look({ LOCAL_DOMAIN: "" }))[0]).toMatchObject({ id: "domain.missing", effect: "stops" });
    const web = (await look({ LOCAL_DOMAIN: "here.example", WEB_DOMAIN: "" }))[1];
    expect(web?.remedies[0]?.set).toEqual({ WEB_DOMAIN: null });
  });

  it.each([
    ["4.6", true],
    ["4.5.9", true],
    ["4.5.8", false],
    ["4.4.16", true],
    ["4.4.15", false],
    ["4.3.22", true],
    ["4.3.21", false],
    ["4.2.9", false],
  ])("warns of the trademark on %s: %s", async (version, warns) => {
    const found = await look({ LOCAL_DOMAIN: "mastodon.example" }, { version });
    expect(found.some((one) => one.id === "domain.trademark" && one.status === "warn")).toBe(warns);
  });

  it("ends by the deadline and on Ctrl-C where the name server is silent, and leaves nothing behind", async () => {
    const before = process.getActiveResourcesInfo().length;
    const started = performance.now();
    expect(said(await look({ LOCAL_DOMAIN: "silent.example" }, { deadline: 500 }))).toEqual([
      ["domain.unanswered", "warn"],
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
    const cancel = new AbortController();
    const pending = look({ LOCAL_DOMAIN: "silent.example" }, { deadline: 10_000, cancel: cancel.signal });
    cancel.abort();
    expect(said(await pending)).toEqual([["domain.unanswered", "warn"]]);
    expect(performance.now() - started).toBeLessThan(1500);
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  });

  it("takes this machine's own addresses", async () => {
    const limit = within(new AbortController().signal, 1000);
    const context = {
      deadline: 1000,
      databaseStep: false,
      osUser: "mastodon",
      testTo: null,
      dnsServers: [dns.address],
    };
    const found = await probeDomain(views({ LOCAL_DOMAIN: "cdn.example" }, "4.6"), {
      ...context,
      signal: limit.signal,
    });
    limit.release();
    expect(said(found)).toEqual([["domain.elsewhere", "warn"]]);
  });

  it("speaks both languages without a gap", async () => {
    const languages = [await loadMessages("en"), await loadMessages("ja")];
    const values = [
      "here.example",
      "cdn.example",
      "home.example",
      "gone.example",
      "lame.example",
      "x.onion",
      "a_b.c",
      "A.b",
      "ä.b",
      "",
      "mastodon.example",
      "https://a.b",
    ];
    for (const value of values) {
      for (const one of await look({ LOCAL_DOMAIN: value, WEB_DOMAIN: "" }, { own: [] })) {
        for (const messages of languages) expect(speak(one, messages)).not.toBe("");
      }
    }
  });
});

describe("addresses", () => {
  it.each([
    ["10.1.2.3", true],
    ["172.31.0.1", true],
    ["172.32.0.1", false],
    ["192.168.0.1", true],
    ["100.64.0.1", true],
    ["169.254.1.1", true],
    ["127.0.0.1", true],
    ["203.0.113.7", false],
    ["::1", true],
    ["fd00::1", true],
    ["fe80::1", true],
    ["2001:db8::1", false],
  ])("%s is private: %s", (address, expected) => {
    expect(isPrivate(address)).toBe(expected);
  });

  it("are compared in one spelling", () => {
    expect(canonical("2001:DB8:0:0::7")).toBe(canonical("2001:db8::7"));
    expect(canonical("192.0.2.1")).toBe("192.0.2.1");
  });
});
