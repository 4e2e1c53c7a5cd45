import { atLeast } from "../../environment/release.ts";
import type { Variables } from "../../findings/variables.ts";
import type { Place } from "../place.ts";

/** Where browsers and other servers fetch files from. */
export interface PublicPlace {
  /** Which variable names the host; null: none does and Mastodon builds `s3-<region>.amazonaws.com`. */
  readonly variable: "S3_ALIAS_HOST" | "S3_CLOUDFRONT_HOST" | "S3_HOSTNAME" | null;
  /** The host as it stands in the file, an alias with its path. */
  readonly host: string;
  readonly protocol: string;
  /** Everything before the `/` and the key. */
  readonly base: string;
  /** What is wrong with the host as a text; null where it can be fetched from. */
  readonly fault: HostFault | null;
}

export type HostFault = "empty" | "scheme" | "slash" | "characters";

/**
 * The public place of files by config/initializers/paperclip.rb and kt-paperclip's `:s3_path_url` and `:s3_alias_url`: an alias replaces
 * host and bucket and counts as soon as its key is there, also empty; the endpoint never becomes the public host; `bucket.host` is never made.
 */
export function publicPlace(variables: Variables, region: string, bucket: string): PublicPlace {
  const protocol = variables.get("S3_PROTOCOL") ?? "https";
  const alias = (["S3_ALIAS_HOST", "S3_CLOUDFRONT_HOST"] as const).find((name) => variables.has(name));
  if (alias !== undefined) {
    const host = variables.get(alias) ?? "";
    return { variable: alias, host, protocol, base: `${protocol}://${host}`, fault: hostFault(host, true) };
  }
  const named = variables.get("S3_HOSTNAME");
  const host = named ?? `s3-${region}.amazonaws.com`;
  return {
    variable: named === undefined ? null : "S3_HOSTNAME",
    host,
    protocol,
    base: `${protocol}://${host}/${bucket}`,
    fault: hostFault(host, false),
  };
}

/** `https://https//…` is what becomes of a host with a scheme; a slash at its end doubles in every URL (mastodon#25357). */
function hostFault(host: string, pathAllowed: boolean): HostFault | null {
  if (host === "") return "empty";
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return "scheme";
  if (host.startsWith("/") || host.endsWith("/") || (!pathAllowed && host.includes("/"))) return "slash";
  return /^[A-Za-z0-9._~:[\]/%+-]+$/.test(host) && URL.canParse(`https://${host}`) ? null : "characters";
}

/** A host without what does not belong to it; for the remedy. */
export function bareHost(host: string, keepPath: boolean): string {
  const rest = host
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/*/i, "")
    .replace(/^\/+|\/+$/g, "");
  return keepPath ? rest : (rest.split("/")[0] ?? "");
}

/**
 * The sources that Mastodon's Content-Security-Policy allows media from (app/lib/content_security_policy.rb), always https in production.
 * The default host `s3-<region>.amazonaws.com` and the endpoint are never among them.
 */
export function mediaHosts(variables: Variables, place: Place): readonly string[] {
  const web = variables.get("WEB_DOMAIN") ?? variables.get("LOCAL_DOMAIN") ?? "";
  const assets = present(variables.get("CDN_HOST")) ?? `https://${web}`;
  const names = ["S3_ALIAS_HOST", "S3_CLOUDFRONT_HOST", "AZURE_ALIAS_HOST", "S3_HOSTNAME"];
  const media = names.map((name) => present(variables.get(name))).find((host) => host !== null);
  const hosts = [assets];
  if (media) hosts.push(`https://${atLeast(place.release, "4.3") ? withSlash(media) : (media.split("/")[0] ?? media)}`);
  if (atLeast(place.release, "4.4")) {
    hosts.push(...(variables.get("EXTRA_MEDIA_HOSTS") ?? "").split(/\s*,\s*|\s+/).filter((host) => host !== ""));
  }
  return hosts;
}

function withSlash(host: string): string {
  return host.includes("/") && !host.endsWith("/") ? `${host}/` : host;
}

function present(value: string | undefined): string | null {
  return value === undefined || value.trim() === "" ? null : value;
}

/** Whether a browser that got `sources` as its policy would load `url`; the scheme is another finding's business. */
export function allowedByCsp(url: string, sources: readonly string[]): boolean {
  const wanted = new URL(url.replace(/^http:/, "https:"));
  return sources.some((source) => {
    const text = source.includes("://") ? source : `https://${source}`;
    const wildcard = /^https:\/\/\*\./.test(text);
    if (!URL.canParse(wildcard ? text.replace("*.", "") : text)) return false;
    const allowed = new URL(wildcard ? text.replace("*.", "") : text);
    const sameHost = wildcard ? wanted.hostname.endsWith(`.${allowed.hostname}`) : wanted.host === allowed.host;
    const path = allowed.pathname;
    return sameHost && (path.endsWith("/") ? wanted.pathname.startsWith(path) : wanted.pathname === path);
  });
}
