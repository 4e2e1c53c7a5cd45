import type { Known } from "./setting.ts";

/** What several sections' defaults and conditions ask of the answers so far. */

export function runsInDocker(known: Known): boolean {
  return (known.answers.mastodon?.runtime ?? known.found.runtime) === "docker";
}

export function isSocket(host: string | undefined): boolean {
  return host?.startsWith("/") ?? false;
}

const nearby = /^(?:localhost|.*\.localhost|127\.[\d.]+|0?::1|db|postgres|redis|host\.docker\.internal)$/;

/** Neither a socket, nor this machine, nor a container beside Mastodon's: encryption is worth a question. */
export function isRemote(host: string | undefined): boolean {
  return host !== undefined && !isSocket(host) && !nearby.test(host);
}

/** Managed services whose servers always speak TLS with a certificate. */
const managed = [
  ".rds.amazonaws.com",
  ".cache.amazonaws.com",
  ".db.ondigitalocean.com",
  ".aivencloud.com",
  ".postgres.database.azure.com",
  ".redis.cache.windows.net",
  ".upstash.io",
];

export function isManaged(host: string | undefined): boolean {
  return managed.some((ending) => host?.endsWith(ending) ?? false);
}

/** Names of Mastodon's own, made of the domain so that they hold for every provider: `files-example-social`. */
export function bucketFor(domain: string | undefined): string | undefined {
  return domain === undefined ? undefined : `files-${domain.replaceAll(".", "-")}`.slice(0, 63).replace(/-+$/, "");
}
