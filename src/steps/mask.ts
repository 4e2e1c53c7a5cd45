export const hidden = "••••••••";

const label = /(New password:\s*)(\S+)/;

/**
 * What of a line may be kept: the new administrator's password goes, and the passwords in URLs (4.6 prints REDIS_URL
 * before anything else), whatever they are; then the secrets that `redact` knows by their values.
 */
export function masked(line: string, redact: (text: string) => string): string {
  const without = line
    .replace(label, `$1${hidden}`)
    .replace(/([a-z][\w+.-]*:\/\/[^\s:@/]*):[^\s@/]+@/gi, `$1:${hidden}@`);
  return redact(without);
}

/** The password that `tootctl accounts create` made. By its label: 4.6 prints Sidekiq's line first. */
export function newPassword(lines: readonly string[]): string | null {
  return lines.map((line) => /^New password:\s*(\S+)$/.exec(line.trim())?.[1]).find((one) => one !== undefined) ?? null;
}
