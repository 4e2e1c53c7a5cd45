import { type Release, releaseText, type Series } from "../../environment/release.ts";
import type { Finding } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import { addressText } from "../net/address.ts";
import type { Reached } from "./attempt.ts";

/** What each series' Sidekiq demands when it starts (its own floor) and Mastodon's README names. */
const floors: Readonly<Record<Series, string>> = {
  "4.2": "4.0",
  "4.3": "4.0",
  "4.4": "6.2",
  "4.5": "7.0",
  "4.6": "7.0",
};

export function okFinding({ connection, info, ms }: Reached): Finding {
  const { address, db, login, tls } = connection;
  return finding("redis.ok", {
    ms,
    facts: {
      address: addressText(address),
      db,
      user: login.kind === "none" ? "default" : (login.user ?? "default"),
      version: info.version,
      policy: info.memoryPolicy,
      tls: tls ? "on" : "off",
    },
  });
}

export function versionFindings({ info, connection }: Reached, release: Release): readonly Finding[] {
  const wanted = floors[release.series];
  if (!isOlder(info.version, wanted)) return [];
  const facts = {
    version: info.version,
    wanted,
    release: releaseText(release),
    address: addressText(connection.address),
  };
  return [finding("redis.version-old", { facts, effect: release.series === "4.2" ? "breaks" : "stops" })];
}

export function isOlder(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
  return version !== "" && (major < wantedMajor || (major === wantedMajor && minor < wantedMinor));
}

/** Jobs are thrown away where memory ends and keys may be evicted; Sidekiq warns of it at every start. */
export function evictionFindings({ info, connection }: Reached): readonly Finding[] {
  if (info.memoryPolicy === "noeviction" || info.memoryPolicy === "?") return [];
  const commands = ["redis-cli CONFIG SET maxmemory-policy noeviction", "redis-cli CONFIG REWRITE"];
  return [
    finding("redis.evicting", {
      variables: [connection.from.address],
      facts: { address: addressText(connection.address), policy: info.memoryPolicy },
      remedies: [{ key: "noeviction", commands }],
    }),
  ];
}
