import type { StorageProvider } from "../answers.ts";

/** What a provider of object storage is known to want. Facts of its own documentation, with their source. */
export interface StoragePreset {
  /** What a person chooses from; others may be typed, providers open new ones. */
  readonly regions?: readonly string[];
  /** Stands where no region is answered. */
  readonly region?: string;
  /** The S3 API's address; null where the SDK derives it from the region (AWS). */
  readonly endpoint?: (region: string) => string | null;
  /** The provider gives each customer, or each installation, its own endpoint. */
  readonly endpointAsked: boolean;
  readonly regionAsked: boolean;
  /** Whether uploads carry `x-amz-acl` (Mastodon's default); false writes `S3_PERMISSION=`. */
  readonly acl: boolean;
  /** Without a host of one's own in front no file can be fetched anonymously. */
  readonly publicHostNeeded?: boolean;
  /** The public address has an access key of its own in its path. */
  readonly linkKeyAsked?: boolean;
  /** Variables that only this provider needs. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Where a person reads on. */
  readonly docs: string;
  /** Where these values are from. */
  readonly source: string;
}

/** Stores that answer the SDK's CRC32 headers of 2025 with an error (mastodon#34173, aws-sdk-ruby#3174). Older SDKs ignore both lines. */
const withoutChecksums = {
  AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
  AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
};

const mastodonDocs = "https://docs.joinmastodon.org/admin/optional/object-storage/";
const wizard = "https://github.com/mastodon/mastodon/blob/v4.6.5/lib/tasks/mastodon.rake";

export const storagePresets: Readonly<Record<StorageProvider, StoragePreset>> = {
  none: { endpointAsked: false, regionAsked: false, acl: true, docs: mastodonDocs, source: mastodonDocs },
  aws: {
    regions: [
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
      "ca-central-1",
      "eu-central-1",
      "eu-north-1",
      "eu-south-1",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "ap-east-1",
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "sa-east-1",
    ],
    endpoint: () => null,
    endpointAsked: false,
    regionAsked: true,
    acl: true,
    docs: mastodonDocs,
    source: "https://docs.aws.amazon.com/general/latest/gr/s3.html",
  },
  wasabi: {
    regions: [
      "us-east-1",
      "us-east-2",
      "us-central-1",
      "us-west-1",
      "ca-central-1",
      "eu-central-1",
      "eu-central-2",
      "eu-south-1",
      "eu-west-1",
      "eu-west-2",
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-southeast-1",
      "ap-southeast-2",
    ],
    endpoint: (region) => `https://s3.${region}.wasabisys.com`,
    endpointAsked: false,
    regionAsked: true,
    acl: true,
    variables: { S3_FORCE_SINGLE_REQUEST: "true" },
    docs: mastodonDocs,
    source: "https://docs.wasabi.com/docs/what-are-the-service-urls-for-wasabi-s-different-storage-regions",
  },
  minio: {
    region: "us-east-1",
    endpointAsked: true,
    regionAsked: false,
    acl: true,
    docs: mastodonDocs,
    source: wizard,
  },
  spaces: {
    regions: ["nyc3", "sfo2", "sfo3", "tor1", "atl1", "ams3", "fra1", "lon1", "blr1", "sgp1", "syd1"],
    endpoint: (region) => `https://${region}.digitaloceanspaces.com`,
    endpointAsked: false,
    regionAsked: true,
    acl: true,
    docs: mastodonDocs,
    source: "https://docs.digitalocean.com/products/spaces/details/availability/",
  },
  gcs: {
    regions: [
      "us",
      "eu",
      "asia",
      "us-west1",
      "us-central1",
      "us-east1",
      "europe-west1",
      "europe-west3",
      "europe-west4",
      "asia-northeast1",
      "asia-northeast2",
      "asia-southeast1",
      "australia-southeast1",
    ],
    endpoint: () => "https://storage.googleapis.com",
    endpointAsked: false,
    regionAsked: true,
    acl: true,
    // Its multipart upload is not the SDK's: everything up to 50 MiB goes in one request, as the official wizard has it.
    // CRC32 headers get ExcessHeaderValues or SignatureDoesNotMatch (aws-sdk-java-v2#5987, milvus-storage#480).
    variables: { S3_MULTIPART_THRESHOLD: "52428800", ...withoutChecksums },
    docs: "https://cloud.google.com/storage/docs/authentication/hmackeys",
    source: wizard,
  },
  storj: {
    region: "global",
    endpoint: () => "https://gateway.storjshare.io",
    endpointAsked: false,
    regionAsked: false,
    acl: true,
    linkKeyAsked: true,
    docs: "https://storj.dev/dcs/api/s3/s3-compatible-gateway",
    source: wizard,
  },
  r2: {
    region: "auto",
    endpointAsked: true,
    regionAsked: false,
    // No ACLs; its S3 endpoint answers nobody without a signature.
    acl: false,
    publicHostNeeded: true,
    variables: withoutChecksums,
    docs: "https://developers.cloudflare.com/r2/examples/mastodon/",
    source: "https://developers.cloudflare.com/r2/api/s3/api/",
  },
  b2: {
    regions: [
      "us-west-000",
      "us-west-001",
      "us-west-002",
      "us-west-004",
      "us-east-005",
      "ca-east-006",
      "eu-central-003",
    ],
    endpoint: (region) => `https://s3.${region}.backblazeb2.com`,
    endpointAsked: false,
    regionAsked: true,
    // An object's ACL must be its bucket's, so "private" on a suspended account's media is refused.
    acl: false,
    variables: withoutChecksums,
    docs: "https://www.backblaze.com/docs/cloud-storage-s3-compatible-api",
    source: "https://www.backblaze.com/docs/cloud-storage-s3-compatible-api",
  },
  scaleway: {
    regions: ["fr-par", "nl-ams", "pl-waw"],
    endpoint: (region) => `https://s3.${region}.scw.cloud`,
    endpointAsked: false,
    regionAsked: true,
    acl: true,
    docs: mastodonDocs,
    source: "https://www.scaleway.com/en/docs/object-storage/quickstart/",
  },
  custom: {
    region: "us-east-1",
    endpointAsked: true,
    regionAsked: true,
    acl: true,
    docs: mastodonDocs,
    source: mastodonDocs,
  },
};
