import { createECDH, randomBytes } from "node:crypto";
import type { Variables } from "../findings/variables.ts";

/** As much of a release as matters here: "4.2", "4.3" … */
export interface Age {
  readonly series: string;
}

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Where the keys come from; tests give their own. */
export interface Randomness {
  bytes(size: number): Uint8Array;
  vapid(): Promise<VapidKeys>;
}

const real: Randomness = {
  bytes: randomBytes,
  vapid: async () => (await import("web-push")).default.generateVAPIDKeys(),
};

const encryptionKeys = [
  "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
  "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
  "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
] as const;

/** The secrets without which that release does not start, or (VAPID) can't push, in the order they are written. */
export function requiredSecrets(release: Age): readonly string[] {
  const minor = Number(release.series.split(".")[1]);
  return [
    "SECRET_KEY_BASE",
    ...(minor <= 3 ? ["OTP_SECRET"] : []),
    ...(minor >= 3 ? encryptionKeys : []),
    "VAPID_PRIVATE_KEY",
    "VAPID_PUBLIC_KEY",
  ];
}

/**
 * New values for the secrets that are not there or blank, each as Mastodon's own setup makes it. What is there is never replaced,
 * whatever it looks like: users' second factors are encrypted with it (mastodon#33684). Of a VAPID pair of which only the private
 * half is there the public one is computed; of one whose private half is missing or malformed nothing is made, see `isVapidLost`.
 */
export async function missingSecrets(
  present: Variables,
  release: Age,
  random: Randomness = real,
): Promise<Map<string, string>> {
  const lacking = requiredSecrets(release).filter((name) => isBlank(present.get(name)));
  const made = new Map<string, string>();
  for (const name of lacking.filter((one) => !one.startsWith("VAPID_"))) {
    made.set(name, name.startsWith("ACTIVE_") ? alphanumeric(32, random) : hex(64, random));
  }
  for (const [name, value] of await missingVapid(present, random)) made.set(name, value);
  return made;
}

/** True where one half of the VAPID pair can't be had from the other. Only a new pair helps, and every push subscription is lost with it. */
export function isVapidLost(present: Variables): boolean {
  const [privateKey, publicKey] = [present.get("VAPID_PRIVATE_KEY"), present.get("VAPID_PUBLIC_KEY")];
  if (isBlank(privateKey)) return !isBlank(publicKey);
  return isBlank(publicKey) && vapidPublicKey(privateKey ?? "") === null;
}

/** The public half of a VAPID key, in Mastodon's spelling; null where the private one is not a number on P-256. */
export function vapidPublicKey(privateKey: string): string | null {
  const bytes = Buffer.from(privateKey, "base64url");
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(privateKey) || bytes.length === 0 || bytes.length > 32) return null;
  const curve = createECDH("prime256v1");
  try {
    // Ruby writes no leading zeros; OpenSSL wants the full 32 bytes.
    curve.setPrivateKey(Buffer.concat([Buffer.alloc(32 - bytes.length), bytes]));
    return padded(curve.getPublicKey("base64url"));
  } catch {
    return null;
  }
}

async function missingVapid(present: Variables, random: Randomness): Promise<readonly (readonly [string, string])[]> {
  const privateKey = present.get("VAPID_PRIVATE_KEY") ?? "";
  const hasPublic = !isBlank(present.get("VAPID_PUBLIC_KEY"));
  if (hasPublic) return [];
  if (!isBlank(privateKey)) {
    const publicKey = vapidPublicKey(privateKey);
    return publicKey === null ? [] : [["VAPID_PUBLIC_KEY", publicKey]];
  }
  const keys = await random.vapid();
  return [
    ["VAPID_PRIVATE_KEY", padded(keys.privateKey)],
    ["VAPID_PUBLIC_KEY", padded(keys.publicKey)],
  ];
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === "";
}

/** web-push writes no "="; Mastodon's webpush gem does: 44 and 88 characters. */
function padded(base64url: string): string {
  return base64url.padEnd(Math.ceil(base64url.length / 4) * 4, "=");
}

function hex(size: number, random: Randomness): string {
  return Buffer.from(random.bytes(size)).toString("hex");
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Every character equally likely: bytes that the 62 don't divide evenly are thrown away. */
function alphanumeric(length: number, random: Randomness): string {
  const fair = 256 - (256 % letters.length);
  let text = "";
  while (text.length < length) {
    for (const byte of random.bytes(length)) {
      if (byte < fair && text.length < length) text += letters[byte % letters.length];
    }
  }
  return text;
}
