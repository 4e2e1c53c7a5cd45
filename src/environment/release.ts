/** The releases we know, oldest first. The order is the order of time. */
export const series = ["4.2", "4.3", "4.4", "4.5", "4.6"] as const;
export type Series = (typeof series)[number];

export interface Release {
  readonly series: Series;
  /** 5 of "4.6.5"; null where only the series is known. */
  readonly patch: number | null;
}

/**
 * Reads "4.6", "4.6.5", "v4.6.5", "4.6.0-beta.1+glitch". Null for anything that is none of our releases.
 */
export function parseRelease(text: string): Release | null {
  const match = /^v?(\d+\.\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(text.trim());
  const known = series.find((one) => one === match?.[1]);
  if (!match || known === undefined) return null;
  return { series: known, patch: match[2] === undefined ? null : Number(match[2]) };
}

/** Whether the release belongs to `wanted` or a later series. */
export function atLeast(release: Release, wanted: Series): boolean {
  return series.indexOf(release.series) >= series.indexOf(wanted);
}

export function releaseText(release: Release): string {
  return release.patch === null ? release.series : `${release.series}.${release.patch}`;
}
