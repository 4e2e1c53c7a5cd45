import type { Variables } from "../findings/variables.ts";

/** What Paperclip and the SDK do with these variables (config/initializers/paperclip.rb). Switched off, they mean only themselves. */
export function storageMeaning(variables: Variables, managed: readonly string[]): unknown {
  const value = (name: string) => variables.get(name) ?? null;
  const enabled = variables.get("S3_ENABLED");
  if (enabled !== "true") {
    const dormant = managed.filter((name) => name !== "S3_ENABLED").map(value);
    return { enabled: enabled === "false" ? null : (enabled ?? null), dormant };
  }
  const region = variables.get("S3_REGION") ?? "us-east-1";
  const alias = variables.get("S3_ALIAS_HOST") ?? variables.get("S3_CLOUDFRONT_HOST") ?? null;
  return {
    protocol: variables.get("S3_PROTOCOL") ?? "https",
    bucket: value("S3_BUCKET"),
    region,
    endpoint: value("S3_ENDPOINT"),
    // With an alias nobody is sent there, nor does the content policy name it.
    hostname:
      alias === null || alias.trim() === "" ? (variables.get("S3_HOSTNAME") ?? `s3-${region}.amazonaws.com`) : null,
    // Known to the content policy only where it is written.
    named: (alias ?? "").trim() !== "" || variables.has("S3_HOSTNAME"),
    alias,
    permission: variables.get("S3_PERMISSION") ?? "public-read",
    accessKeyId: value("AWS_ACCESS_KEY_ID"),
    secretAccessKey: value("AWS_SECRET_ACCESS_KEY"),
    caFile: value("AWS_CA_BUNDLE"),
    multipart: variables.get("S3_MULTIPART_THRESHOLD") ?? String(15 * 1024 * 1024),
    single: variables.get("S3_FORCE_SINGLE_REQUEST") === "true",
    requestChecksum: value("AWS_REQUEST_CHECKSUM_CALCULATION"),
    responseChecksum: value("AWS_RESPONSE_CHECKSUM_VALIDATION"),
  };
}
