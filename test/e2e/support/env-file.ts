import { readFileSync, statSync } from "node:fs";
import { expect } from "vitest";

/** The lines that say something, in their order. */
export function settingLines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

const forms: readonly (readonly [RegExp, string])[] = [
  [/^(SECRET_KEY_BASE|OTP_SECRET)=[0-9a-f]{128}$/, "$1=<hex128>"],
  [/^(ACTIVE_RECORD_ENCRYPTION_\w+)=[A-Za-z0-9]{32}$/, "$1=<alphanumeric32>"],
  [/^(VAPID_PUBLIC_KEY)=[A-Za-z0-9_-]{87}=$/, "$1=<base64url88>"],
  [/^(VAPID_PRIVATE_KEY)=[A-Za-z0-9_-]{43}=$/, "$1=<base64url44>"],
];

/** A generated secret as its form, in the words of the expectations beside the stories; any other line as it is. */
export function byForm(line: string): string {
  return forms.reduce((text, [pattern, form]) => text.replace(pattern, form), line);
}

/** For its owner alone. */
export function expectPrivate(path: string, uid = process.getuid?.() ?? 0): void {
  const stats = statSync(path);
  expect((stats.mode & 0o777).toString(8)).toBe("600");
  expect(stats.uid).toBe(uid);
}

export function read(path: string): string {
  return readFileSync(path, "utf8");
}
