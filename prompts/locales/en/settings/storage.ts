import type { SettingTexts } from "../../setting-texts.ts";

export const storage: SettingTexts["storage"] = {
  title: "Files",
  line: "Where pictures, videos and avatars are kept.",
  settings: {
    provider: {
      label: "Where to keep uploaded files",
      help: [
        "On this machine is simplest. It needs disk space that grows every day,",
        "because files of other servers are kept for a while as well.",
        "An object storage (anything that speaks S3) grows by itself. Moving there",
        "later is possible, and some work.",
      ],
      choices: {
        none: "On this machine",
        aws: "Amazon S3",
        wasabi: "Wasabi",
        minio: "MinIO",
        spaces: "DigitalOcean Spaces",
        gcs: "Google Cloud Storage",
        storj: "Storj",
        r2: "Cloudflare R2",
        b2: "Backblaze B2",
        scaleway: "Scaleway",
        custom: "Another S3 compatible storage",
      },
    },
    bucket: {
      label: "Bucket",
      help: [
        "The name of the container for the files at the provider (DigitalOcean calls",
        "it a Space). Make it beforehand and forbid listing it: Mastodon would make",
        "a missing one itself, so a typing error becomes a second bucket.",
        "Only the name, without an address.",
      ],
      example: "files-social-example",
    },
    region: {
      label: "Region",
      help: [
        "The place where the bucket is, by the provider's code. It stands beside the",
        "bucket in the provider's console. A wrong one is answered with an error",
        "about the signature or a redirect.",
      ],
      example: "eu-central-1",
    },
    endpoint: {
      label: "Endpoint",
      help: [
        "The address of the S3 interface, with https:// and without the bucket.",
        "Consoles often show it with the bucket in it; take that part off.",
        "Cloudflare R2: https://ACCOUNT.r2.cloudflarestorage.com",
      ],
      example: "https://s3.example.com",
    },
    accessKeyId: {
      label: "Access key ID",
      help: [
        "The public half of a key pair for the S3 interface. Best is a pair that may",
        "read, write and delete in this bucket only. Google: an HMAC key.",
        "Backblaze: an application key, not the master key.",
      ],
      example: "AKIAIOSFODNN7EXAMPLE",
    },
    secretAccessKey: {
      label: "Secret access key",
      help: [
        "The secret half. Providers show it once, when the pair is made; if it is",
        "lost, make a new pair. It is taken exactly as typed and never shown.",
      ],
    },
    publicHost: {
      label: "Own host name for files",
      help: [
        "A name of yours that serves the bucket's files, through a proxy, a CDN or",
        "the provider. With one you can change the provider later without breaking",
        "links. It must exist in DNS and answer with https before you use it.",
        "Cloudflare R2 needs one.",
      ],
      example: "files.social.example",
      empty: "the provider's own address",
    },
    caFile: {
      label: "CA certificate for the storage",
      help: [
        "The file (PEM) of the authority that signed the endpoint's certificate,",
        "where it is one of your own (MinIO). Mastodon's user, or the container,",
        "must be able to read it.",
      ],
      example: "/etc/ssl/certs/minio-ca.pem",
      empty: "the system's authorities",
    },
    acl: {
      label: "Mark each file as public (ACL)",
      help: [
        "Mastodon marks each file it uploads as readable by all. Newer buckets at",
        "Amazon, and Cloudflare R2, refuse such a mark; there the bucket's own rules",
        "must make the files readable. Both are tried after these questions.",
      ],
      choices: { true: "Yes, mark each file", false: "No, the bucket's rules do it" },
      empty: "as this provider usually wants it",
    },
    linkKey: {
      label: "Linksharing access key",
      help: [
        "The key for public reading, made with",
        "uplink share --register --public --readonly=true --disallow-lists",
        "--not-after=none sj://BUCKET. It becomes part of every file's address, so",
        "it is no secret; it must be another one than the access key above.",
      ],
      example: "jwaohtj3dhixxfpzhwj522x7z3pb",
    },
  },
};
