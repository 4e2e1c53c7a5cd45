import { type Series, series } from "../environment/release.ts";

export interface Floors {
  /** The least version, as `Gemfile` has it. */
  readonly ruby: string;
  /** `engines.node` of `package.json`. */
  readonly node: string;
  /** The major version of yarn that `packageManager` names. */
  readonly yarn: number;
  /** What `db:pre_migration_check` lets pass. */
  readonly postgresql: string;
  /** README and Sidekiq's own check, whichever is higher. */
  readonly redis: string;
  /** The newest migration. No patch release of these series has added one. */
  readonly schema: string;
}

/** Read in `Gemfile`, `package.json`, `lib/tasks/db.rake` and `db/schema.rb` of mastodon/mastodon, first and last release of each series. */
const table: Readonly<Record<Series, Floors>> = {
  "4.2": { ruby: "3.0", node: "16", yarn: 1, postgresql: "9.5", redis: "4", schema: "20230907150100" },
  "4.3": { ruby: "3.1", node: "18", yarn: 4, postgresql: "12", redis: "4", schema: "20241007071624" },
  "4.4": { ruby: "3.2", node: "20", yarn: 4, postgresql: "13", redis: "6.2", schema: "20250627132728" },
  "4.5": { ruby: "3.2", node: "20", yarn: 4, postgresql: "14", redis: "7.0", schema: "20251023210145" },
  "4.6": { ruby: "3.3", node: "22", yarn: 4, postgresql: "14", redis: "7.0", schema: "20260611150940" },
};

/** What that series asks of the programs around it. */
export function floorsOf(wanted: Series): Floors {
  return table[wanted];
}

/** The series that first had a schema this new; null where it is newer than all that we know, or older than 4.2. */
export function seriesOfSchema(version: string): Series | null {
  const known = series.find((one) => version <= table[one].schema);
  return known === undefined || version < "20220101000000" ? null : known;
}

/** Compares dotted numbers: negative where `one` is the older. "v22.3.0" and "3.4.7p58" count by their numbers. */
export function compareVersions(one: string, other: string): number {
  const numbers = (text: string) => (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? "0").split(".").map(Number);
  const [left, right] = [numbers(one), numbers(other)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
