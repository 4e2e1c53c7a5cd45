import type { StorageAnswers, StorageProvider } from "../../prompts/answers.ts";
import { storageProviders } from "../../prompts/answers.ts";
import { storagePresets } from "../../prompts/providers/storage.ts";
import type { Variables } from "../findings/variables.ts";
import { type Codec, present, section } from "./section.ts";
import { storageMeaning } from "./storage-meaning.ts";

const presetVariables = [
  ...new Set(Object.values(storagePresets).flatMap((preset) => Object.keys(preset.variables ?? {}))),
];

const codec: Codec<StorageAnswers> = {
  managed: [
    "S3_ENABLED",
    "S3_PROTOCOL",
    "S3_BUCKET",
    "S3_REGION",
    "S3_ENDPOINT",
    "S3_HOSTNAME",
    "S3_ALIAS_HOST",
    "S3_CLOUDFRONT_HOST",
    "S3_PERMISSION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_CA_BUNDLE",
    ...presetVariables,
  ],
  replacedBy: ["S3_ENABLED"],
  alwaysSaid: true,
  write,
  read,
  meaning: (variables) => storageMeaning(variables, codec.managed),
};

/** Storj's public address: the linksharing service, the link's own key, the bucket (lib/tasks/mastodon.rake). */
const linksharing = "link.storjshare.io/raw";

function write(said: StorageAnswers): Readonly<Record<string, string>> {
  if (said.provider === "none") return {};
  const preset = storagePresets[said.provider];
  const region = said.region ?? preset.region ?? "us-east-1";
  const endpoint = said.endpoint ?? preset.endpoint?.(region) ?? null;
  const alias = said.publicHost ?? (said.linkKey === null ? null : `${linksharing}/${said.linkKey}/${said.bucket}`);
  return present({
    S3_ENABLED: "true",
    // Browsers take media by https only; plain http is the truth only where the endpoint itself is what they are sent to.
    S3_PROTOCOL: alias === null && endpoint?.startsWith("http://") ? "http" : "https",
    S3_BUCKET: said.bucket,
    S3_REGION: region,
    S3_ENDPOINT: endpoint,
    S3_HOSTNAME: endpoint === null ? awsHost(region) : hostOf(endpoint),
    S3_ALIAS_HOST: alias,
    // Empty, not absent: no ACL is sent (config/initializers/paperclip.rb).
    S3_PERMISSION: (said.acl ?? preset.acl) ? null : "",
    AWS_ACCESS_KEY_ID: said.accessKeyId,
    AWS_SECRET_ACCESS_KEY: said.secretAccessKey,
    AWS_CA_BUNDLE: said.caFile,
    ...preset.variables,
  });
}

/** The default `s3-<region>` name does not exist everywhere, and Mastodon's content policy does not know it (mastodon#19932). */
function awsHost(region: string): string {
  return `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

function hostOf(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, "").replace(/\/+$/, "");
}

function read(variables: Variables): StorageAnswers {
  if (variables.get("S3_ENABLED") !== "true") return nothing;
  const region = variables.get("S3_REGION") || "us-east-1";
  const endpoint = variables.get("S3_ENDPOINT") || null;
  const provider = providerOf(variables, region, endpoint);
  const preset = storagePresets[provider];
  const alias = variables.get("S3_ALIAS_HOST") || variables.get("S3_CLOUDFRONT_HOST") || null;
  const bucket = variables.get("S3_BUCKET") || null;
  const linkKey = provider === "storj" ? linkKeyOf(alias, bucket) : null;
  const acl = variables.get("S3_PERMISSION") !== "";
  return {
    provider,
    bucket,
    region: region === preset.region && !preset.regionAsked ? null : region,
    endpoint: endpoint === (preset.endpoint?.(region) ?? null) ? null : endpoint,
    accessKeyId: variables.get("AWS_ACCESS_KEY_ID") || null,
    secretAccessKey: variables.get("AWS_SECRET_ACCESS_KEY") || null,
    publicHost: linkKey === null ? alias : null,
    // Elsewhere nobody is asked for it: there it is a variable of its own.
    caFile: preset.endpointAsked && provider !== "r2" ? variables.get("AWS_CA_BUNDLE") || null : null,
    acl: acl === preset.acl ? null : acl,
    linkKey,
  };
}

const nothing: StorageAnswers = {
  provider: "none",
  bucket: null,
  region: null,
  endpoint: null,
  accessKeyId: null,
  secretAccessKey: null,
  publicHost: null,
  caFile: null,
  acl: null,
  linkKey: null,
};

/** The provider whose endpoint it is, if the file has all that its preset would write. */
function providerOf(variables: Variables, region: string, endpoint: string | null): StorageProvider {
  if (endpoint === null) return "aws";
  return storageProviders.find((provider) => isAt(provider, region, endpoint, variables)) ?? "custom";
}

function isAt(provider: StorageProvider, region: string, endpoint: string, variables: Variables): boolean {
  const preset = storagePresets[provider];
  const hasRegion = preset.regionAsked || region === preset.region;
  const hasVariables = Object.entries(preset.variables ?? {}).every(([name, value]) => variables.get(name) === value);
  return hasRegion && hasVariables && (ownHosts[provider]?.test(endpoint) ?? preset.endpoint?.(region) === endpoint);
}

/** Providers whose endpoint is each customer's own. */
const ownHosts: Partial<Record<StorageProvider, RegExp>> = {
  r2: /\.r2\.cloudflarestorage\.com\/?$/,
  minio: /minio|:9000\/?$/i,
};

function linkKeyOf(alias: string | null, bucket: string | null): string | null {
  const [host, raw, key, last, ...rest] = (alias ?? "").split("/");
  const isLink = `${host}/${raw}` === linksharing && last === bucket && rest.length === 0;
  return isLink && key ? key : null;
}

export const storage = section("storage", { ...codec, said: (answers) => answers });
