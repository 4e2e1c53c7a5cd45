import { createECDH } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVapidLost, missingSecrets, requiredSecrets, vapidPublicKey } from "../../src/secrets/generate.ts";

const forms: Readonly<Record<string, RegExp>> = {
  SECRET_KEY_BASE: /^[0-9a-f]{128}$/,
  OTP_SECRET: /^[0-9a-f]{128}$/,
  ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: /^[A-Za-z0-9]{32}$/,
  ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY: /^[A-Za-z0-9]{32}$/,
  ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT: /^[A-Za-z0-9]{32}$/,
  VAPID_PRIVATE_KEY: /^[A-Za-z0-9_-]{43}=$/,
  VAPID_PUBLIC_KEY: /^B[A-Za-z0-9_-]{86}=$/,
};

describe("missingSecrets", () => {
  it.each([
    ["4.2", ["SECRET_KEY_BASE", "OTP_SECRET", "VAPID"]],
    ["4.3", ["SECRET_KEY_BASE", "OTP_SECRET", "ACTIVE_RECORD", "VAPID"]],
    ["4.4", ["SECRET_KEY_BASE", "ACTIVE_RECORD", "VAPID"]],
    ["4.6", ["SECRET_KEY_BASE", "ACTIVE_RECORD", "VAPID"]],
  ])("makes for %s what it needs, each in Mastodon's form", async (series, expected) => {
    const made = await missingSecrets(new Map(), { series });
    const names = [...made.keys()].map((name) => name.replace(/^(ACTIVE_RECORD|VAPID)_.*/, "$1"));
    expect([...new Set(names)]).toEqual(expected);
    for (const [name, value] of made) expect(value).toMatch(forms[name] ?? /$^/);
    expect([...made.keys()]).toEqual(requiredSecrets({ series }));
    expect(new Set(made.values()).size).toBe(made.size);
  });

  it("makes a VAPID pair that belongs together", async () => {
    const made = await missingSecrets(new Map(), { series: "4.6" });
    expect(vapidPublicKey(made.get("VAPID_PRIVATE_KEY") ?? "")).toBe(made.get("VAPID_PUBLIC_KEY"));
  });

  it("never replaces what is there, however bad it looks, and adds what is blank", async () => {
    const present = new Map([
      ["SECRET_KEY_BASE", "short"],
      ["ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", " "],
      ["VAPID_PRIVATE_KEY", "a"],
      ["VAPID_PUBLIC_KEY", "b"],
    ]);
    const made = await missingSecrets(present, { series: "4.6" });
    expect([...made.keys()].map((name) => name.slice(-12))).toEqual([
      "_PRIMARY_KEY",
      "RMINISTIC_KEY".slice(-12),
      "IVATION_SALT",
    ]);
  });

  it("computes a public VAPID key that is missing, also of a private one without its leading zeros", async () => {
    const pair = createECDH("prime256v1");
    pair.setPrivateKey(Buffer.concat([Buffer.alloc(2), Buffer.alloc(30, 7)]));
    const present = new Map([["VAPID_PRIVATE_KEY", Buffer.alloc(30, 7).toString("base64")]]);
    const made = await missingSecrets(present, { series: "4.6" });
    expect(made.get("VAPID_PUBLIC_KEY")).toBe(`${pair.getPublicKey("base64url")}=`);
    expect(made.has("VAPID_PRIVATE_KEY")).toBe(false);
  });

  it("makes no half of a pair whose other half it can't match, and says so", async () => {
    for (const present of [new Map([["VAPID_PUBLIC_KEY", "BAbc"]]), new Map([["VAPID_PRIVATE_KEY", "not a key"]])]) {
      const made = await missingSecrets(present, { series: "4.6" });
      expect([...made.keys()].some((name) => name.startsWith("VAPID_"))).toBe(false);
      expect(isVapidLost(present)).toBe(true);
    }
    expect(isVapidLost(new Map())).toBe(false);
  });

  it("takes every character equally often, and the same bytes to the same secrets", async () => {
    const counted = new Map<string, number>();
    let next = 0;
    const random = {
      bytes: (size: number) => Uint8Array.from({ length: size }, () => next++ % 256),
      vapid: async () => ({ privateKey: "a".repeat(43), publicKey: "B".repeat(87) }),
    };
    for (let round = 0; round < 62; round += 1) {
      for (const [name, value] of await missingSecrets(new Map(), { series: "4.6" }, random)) {
        if (name.startsWith("ACTIVE_")) for (const one of value) counted.set(one, (counted.get(one) ?? 0) + 1);
      }
    }
    expect(counted.size).toBe(62);
    expect(Math.max(...counted.values()) / Math.min(...counted.values())).toBeLessThan(1.5);
  });
});

describe("vapidPublicKey", () => {
  it("refuses what is no private key instead of failing", () => {
    expect(["", "=", "a b", "é", "A".repeat(43), "_".repeat(43), "a".repeat(60)].map(vapidPublicKey)).toEqual(
      Array(7).fill(null),
    );
    fc.assert(fc.property(fc.string(), (text) => vapidPublicKey(text) === null || text.length > 0));
  });
});
