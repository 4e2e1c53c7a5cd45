import { atLeast, type Release } from "../../environment/release.ts";
import type { Facts, ProcessName } from "../../findings/finding.ts";
import type { VariableChanges, Variables } from "../../findings/variables.ts";
import type { View } from "../views.ts";
import { mediaHosts, type PublicPlace, publicPlace } from "./storage-public.ts";

/** Files on the disk of the server. */
export interface LocalStorage {
  readonly kind: "local";
  readonly process: ProcessName;
  /** `:rails_root` already put in; null where it is in a directory that we do not know. */
  readonly path: string | null;
  /** Whether that path is seen only inside the container. */
  readonly inContainer: boolean;
  readonly rootUrl: string;
  /** What stands in S3_ENABLED where it looks like a yes and is none: only `true` counts. */
  readonly misspelt: string | null;
}

/** What Paperclip and the Ruby SDK are told (config/initializers/paperclip.rb). Times in milliseconds. */
export interface S3Storage {
  readonly kind: "s3";
  readonly process: ProcessName;
  /** null: AWS itself, by region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pathStyle: boolean;
  /** null: no `x-amz-acl` is sent. */
  readonly acl: string | null;
  readonly cacheControl: string;
  readonly storageClass: string | null;
  /** With its slash; "" where there is none. */
  readonly keyPrefix: string;
  readonly openTimeout: number;
  readonly readTimeout: number;
  readonly retries: number;
  /** Whether uploads carry `x-amz-checksum-crc32`. */
  readonly checksum: boolean;
  readonly singleRequest: boolean;
  /** AWS_CA_BUNDLE: the only CAs that the SDK then trusts; "" fails like a missing file. SSL_CERT_FILE is not looked at. */
  readonly caFile: string | null;
  readonly place: PublicPlace;
  readonly mediaHosts: readonly string[];
  /** Since 4.3 the policy names the hosts of pictures; before, any https host would do. */
  readonly cspNamesImages: boolean;
  /** `https://WEB_DOMAIN`, from where the browser asks; null where the file has no domain that could be one. */
  readonly origin: string | null;
}

/** A storage that we know of and do not test. */
export interface OtherStorage {
  readonly kind: "other";
  readonly process: ProcessName;
  readonly service: "OpenStack Swift" | "Azure Blob Storage" | "AWS instance role" | "S3 signature version 2";
}

/** Values with which every upload fails before anything is sent. */
export interface InvalidStorage {
  readonly kind: "invalid";
  readonly process: ProcessName;
  readonly id: "storage.value-invalid" | "storage.ipv6-endpoint" | "storage.key-missing";
  readonly variables: readonly string[];
  readonly facts: Facts;
  readonly set: VariableChanges | null;
}

export type StorageConnection = LocalStorage | S3Storage | OtherStorage | InvalidStorage;

/** What web and sidekiq store files in, one for each view of theirs. Streaming and single commands have no part in it. */
export function storageConnections(views: readonly View[]): readonly StorageConnection[] {
  return views.filter(({ process }) => process === "web" || process === "sidekiq").map(connection);
}

/** S3 before Swift before Azure, each only by the exact word `true`. */
function connection(view: View): StorageConnection {
  const { process, variables } = view;
  if (variables.get("S3_ENABLED") === "true") return s3(view);
  if (variables.get("SWIFT_ENABLED") === "true") return { kind: "other", process, service: "OpenStack Swift" };
  if (variables.get("AZURE_ENABLED") === "true") return { kind: "other", process, service: "Azure Blob Storage" };
  return local(view);
}

function local({ process, place, variables }: View): LocalStorage {
  const written = variables.get("PAPERCLIP_ROOT_PATH") ?? ":rails_root/public/system";
  const inside = written.includes(":rails_root");
  // The compose file mounts ./public/system into the container; other paths exist only there.
  const inContainer = place.runtime === "docker" && written !== ":rails_root/public/system";
  const path = inside && place.directory === null ? null : written.replaceAll(":rails_root", place.directory ?? "");
  const said = variables.get("S3_ENABLED") ?? "";
  return {
    kind: "local",
    process,
    path,
    inContainer,
    rootUrl: variables.get("PAPERCLIP_ROOT_URL") ?? "/system",
    misspelt: /^\s*["']?(true|1|yes|y|on|t)["']?\s*$/i.test(said) ? said : null,
  };
}

function s3(view: View): S3Storage | OtherStorage | InvalidStorage {
  const { process, place, variables } = view;
  const { release } = place;
  const region = variables.get("S3_REGION") ?? "us-east-1";
  const bucket = variables.get("S3_BUCKET") ?? "";
  const endpoint = variables.get("S3_ENDPOINT") ?? null;
  const accessKeyId = variables.get("AWS_ACCESS_KEY_ID") ?? "";
  const secretAccessKey = variables.get("AWS_SECRET_ACCESS_KEY") ?? "";

  const wrong = wrongValue(view, bucket, region, endpoint);
  if (wrong) return { kind: "invalid", process, ...wrong };
  if (variables.get("S3_SIGNATURE_VERSION") === "s3")
    return { kind: "other", process, service: "S3 signature version 2" };
  if (accessKeyId === "" || secretAccessKey === "") {
    // Without both, the SDK looks for an instance's role: possible at AWS, nowhere else.
    if (endpoint === null) return { kind: "other", process, service: "AWS instance role" };
    const missing = [
      ...(accessKeyId === "" ? ["AWS_ACCESS_KEY_ID"] : []),
      ...(secretAccessKey === "" ? ["AWS_SECRET_ACCESS_KEY"] : []),
    ];
    return { kind: "invalid", process, id: "storage.key-missing", variables: missing, facts: { missing }, set: null };
  }
  const permission = variables.get("S3_PERMISSION") ?? "public-read";
  const prefix = atLeast(release, "4.3") ? variables.get("S3_KEY_PREFIX") : undefined;
  const web = variables.get("WEB_DOMAIN") ?? variables.get("LOCAL_DOMAIN") ?? "";
  return {
    kind: "s3",
    process,
    endpoint,
    region,
    bucket,
    accessKeyId,
    secretAccessKey,
    pathStyle: endpoint !== null && variables.get("S3_OVERRIDE_PATH_STYLE") !== "true",
    acl: permission === "" ? null : permission,
    cacheControl: "public, max-age=315576000, immutable",
    storageClass: variables.get("S3_STORAGE_CLASS") ?? null,
    // Paperclip takes one slash off the front (kt-paperclip, storage/s3.rb), so an empty prefix is none.
    keyPrefix: prefix === undefined ? "" : `${prefix}/`.replace(/^\//, ""),
    openTimeout: toInteger(variables.get("S3_OPEN_TIMEOUT") ?? "5") * 1000,
    readTimeout: toInteger(variables.get("S3_READ_TIMEOUT") ?? "5") * 1000,
    retries: atLeast(release, "4.3") ? toInteger(variables.get("S3_RETRY_LIMIT") ?? "0") : 0,
    checksum: sendsChecksum(release) && calculation(variables) !== "when_required",
    singleRequest: variables.get("S3_FORCE_SINGLE_REQUEST") === "true",
    caFile: variables.get("AWS_CA_BUNDLE") ?? null,
    place: publicPlace(variables, region, bucket),
    mediaHosts: mediaHosts(variables, place),
    cspNamesImages: atLeast(release, "4.3"),
    origin: /^[\w.:-]+$/.test(web) ? `https://${web}` : null,
  };
}

/** What the SDK can't do with less: it has no time to connect or to hear the answer, or parts of less than 5 MiB to send (measured, 4.3.23). */
const limits = [
  ["S3_OPEN_TIMEOUT", 1],
  ["S3_READ_TIMEOUT", 1],
  ["S3_MULTIPART_THRESHOLD", 5 * 1024 * 1024],
] as const;

/** The first value with which the SDK raises by itself (measured with aws-sdk-s3 1.238 for Ruby), or writes to no bucket at all. */
function wrongValue(
  { variables, place }: View,
  bucket: string,
  region: string,
  endpoint: string | null,
): Pick<InvalidStorage, "id" | "variables" | "facts" | "set"> | null {
  const invalid = (variable: string, set: VariableChanges | null) => ({
    id: "storage.value-invalid" as const,
    variables: [variable],
    facts: { variable, value: variables.get(variable) ?? "" },
    set,
  });
  if (bucket.trim() === "") return invalid("S3_BUCKET", null);
  // A region is part of the host's name where no endpoint is given; with one, anything but nothing will do.
  if (region === "" || (endpoint === null && !/^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/.test(region))) {
    return invalid("S3_REGION", region === "" ? { S3_REGION: null } : null);
  }
  const limit = limits.find(([name, least]) => toInteger(variables.get(name) ?? String(least)) < least);
  if (limit) return invalid(limit[0], { [limit[0]]: null });
  const signature = variables.get("S3_SIGNATURE_VERSION") ?? "v4";
  if (signature !== "v4" && signature !== "s3") return invalid("S3_SIGNATURE_VERSION", { S3_SIGNATURE_VERSION: null });
  if (sendsChecksum(place.release) && !/^when_(supported|required)$/.test(calculation(variables))) {
    return invalid("AWS_REQUEST_CHECKSUM_CALCULATION", { AWS_REQUEST_CHECKSUM_CALCULATION: null });
  }
  if (endpoint === null) return null;
  if (/^\s*https?:\/\/\[/i.test(endpoint)) {
    return { id: "storage.ipv6-endpoint", variables: ["S3_ENDPOINT"], facts: { endpoint }, set: null };
  }
  if (/^https?:\/\/[^/\s]\S*$/i.test(endpoint) && URL.canParse(endpoint)) return null;
  const bare = endpoint.trim().replace(/^[a-z]*:?\/+/i, "");
  const scheme = /^\s*http:/i.test(endpoint) ? "http" : "https";
  return invalid("S3_ENDPOINT", bare === "" ? { S3_ENDPOINT: null } : { S3_ENDPOINT: `${scheme}://${bare}` });
}

/**
 * Whether the release's aws-sdk adds CRC32 to uploads by itself. Mastodon had it pinned to before that default (mastodon#34173)
 * and let go in 4.4.16, 4.5.9 and 4.6.0; of a series without a patch we assume the newest.
 */
function sendsChecksum(release: Release): boolean {
  if (release.series === "4.4") return release.patch === null || release.patch >= 16;
  if (release.series === "4.5") return release.patch === null || release.patch >= 9;
  return atLeast(release, "4.6");
}

function calculation(variables: Variables): string {
  return (variables.get("AWS_REQUEST_CHECKSUM_CALCULATION") ?? "when_supported").toLowerCase();
}

/** Ruby's `to_i`: leading digits, or 0. */
function toInteger(text: string): number {
  return Number(/^\s*\+?(\d+)/.exec(text)?.[1] ?? 0);
}
