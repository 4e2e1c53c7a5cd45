import type { Case, Lines } from "./case.ts";
import type { Ground } from "./ground.ts";

/** The gateway's certificate is the tests' CA's, for `localhost`. */
function files(ground: Ground, more: Lines = {}): Lines {
  return {
    S3_ENABLED: "true",
    S3_BUCKET: "files",
    S3_ENDPOINT: ground.rgw.endpoint,
    S3_HOSTNAME: ground.rgw.endpoint.replace("https://", ""),
    AWS_ACCESS_KEY_ID: ground.rgw.accessKey,
    AWS_SECRET_ACCESS_KEY: ground.rgw.secretKey,
    AWS_CA_BUNDLE: ground.certificates.caFile,
    ...more,
  };
}

const but = (more: Lines) => (ground: Ground) => files(ground, more);

function without(name: string) {
  return (ground: Ground) => Object.fromEntries(Object.entries(files(ground)).filter(([key]) => key !== name));
}

export const storageCases: readonly Case[] = [
  { name: "own CA with AWS_CA_BUNDLE", lines: but({}) },
  { name: "own CA without AWS_CA_BUNDLE", lines: without("AWS_CA_BUNDLE") },
  {
    name: "own CA, SSL_CERT_FILE in the file",
    lines: (g) => ({ ...without("AWS_CA_BUNDLE")(g), SSL_CERT_FILE: g.certificates.caFile }),
  },
  { name: "CA in the system's store", lines: without("AWS_CA_BUNDLE"), trusting: true },
  { name: "AWS_CA_BUNDLE missing", lines: but({ AWS_CA_BUNDLE: "/nowhere/ca.crt" }) },
  { name: "AWS_CA_BUNDLE= (empty)", lines: but({ AWS_CA_BUNDLE: "" }) },
  { name: "secret wrong", lines: but({ AWS_SECRET_ACCESS_KEY: "nope" }) },
  { name: "key unknown", lines: but({ AWS_ACCESS_KEY_ID: "AKIANOBODY" }) },
  { name: "secret empty", lines: but({ AWS_SECRET_ACCESS_KEY: "" }) },
  { name: "key unset", lines: without("AWS_ACCESS_KEY_ID") },
  {
    name: "bucket missing",
    lines: but({ S3_BUCKET: "filse" }),
    deliberate: { web: "the upload creates the bucket, and nobody meant that one" },
  },
  {
    name: "bucket of somebody else",
    lines: (g) => files(g, { AWS_ACCESS_KEY_ID: g.stranger.accessKey, AWS_SECRET_ACCESS_KEY: g.stranger.secretKey }),
  },
  { name: "S3_BUCKET= (empty)", lines: but({ S3_BUCKET: "" }) },
  { name: "S3_BUCKET with capitals", lines: but({ S3_BUCKET: "My_Files" }) },
  { name: "S3_PERMISSION= (empty)", lines: but({ S3_PERMISSION: "" }) },
  { name: "S3_PERMISSION=private", lines: but({ S3_PERMISSION: "private" }) },
  { name: "S3_PERMISSION=public", lines: but({ S3_PERMISSION: "public" }) },
  { name: "S3_PERMISSION=public-read", lines: but({ S3_PERMISSION: "public-read" }) },
  { name: "policy that refuses ACLs", lines: but({ S3_BUCKET: "fixed" }) },
  { name: "policy that refuses ACLs, S3_PERMISSION= (empty)", lines: but({ S3_BUCKET: "fixed", S3_PERMISSION: "" }) },
  { name: "policy that lets everybody list", lines: but({ S3_BUCKET: "listed" }) },
  { name: "endpoint with the bucket", lines: (g) => files(g, { S3_ENDPOINT: `${g.rgw.endpoint}/files` }) },
  { name: "endpoint with a slash", lines: (g) => files(g, { S3_ENDPOINT: `${g.rgw.endpoint}/` }) },
  { name: "endpoint over http", lines: (g) => files(g, { S3_ENDPOINT: g.rgw.endpoint.replace("https", "http") }) },
  { name: "endpoint without scheme", lines: (g) => files(g, { S3_ENDPOINT: g.rgw.endpoint.replace("https://", "") }) },
  { name: "endpoint, nobody listens", lines: (g) => files(g, { S3_ENDPOINT: `https://localhost:${g.closedPort}` }) },
  { name: "endpoint without address", lines: but({ S3_ENDPOINT: "https://s3.invalid" }) },
  {
    name: "endpoint by address, certificate by name",
    lines: (g) => files(g, { S3_ENDPOINT: g.rgw.endpoint.replace("localhost", "127.0.0.1") }),
  },
  { name: "endpoint as IPv6", lines: (g) => files(g, { S3_ENDPOINT: g.rgw.endpoint.replace("localhost", "[::1]") }) },
  { name: "PostgreSQL answers", lines: (g) => files(g, { S3_ENDPOINT: `http://localhost:${g.postgres.port}` }) },
  { name: "S3_ENDPOINT= (empty)", lines: but({ S3_ENDPOINT: "" }) },
  { name: "no S3_HOSTNAME", lines: without("S3_HOSTNAME") },
  { name: "S3_HOSTNAME with scheme", lines: (g) => files(g, { S3_HOSTNAME: g.rgw.endpoint }) },
  { name: "S3_HOSTNAME with a slash", lines: (g) => files(g, { S3_HOSTNAME: `localhost:${g.rgw.port}/` }) },
  { name: "S3_HOSTNAME with the bucket", lines: (g) => files(g, { S3_HOSTNAME: `localhost:${g.rgw.port}/files` }) },
  { name: "S3_HOSTNAME= (empty)", lines: but({ S3_HOSTNAME: "" }) },
  { name: "S3_ALIAS_HOST with the bucket", lines: (g) => files(g, { S3_ALIAS_HOST: `localhost:${g.rgw.port}/files` }) },
  { name: "S3_ALIAS_HOST, other content", lines: (g) => files(g, { S3_ALIAS_HOST: `localhost:${g.rgw.port}` }) },
  { name: "S3_ALIAS_HOST= (empty)", lines: but({ S3_ALIAS_HOST: "" }) },
  { name: "S3_PROTOCOL=http", lines: but({ S3_PROTOCOL: "http" }) },
  { name: "S3_REGION unset", lines: but({}) },
  { name: "S3_REGION=eu-central-1", lines: but({ S3_REGION: "eu-central-1" }) },
  { name: "S3_REGION= (empty)", lines: but({ S3_REGION: "" }) },
  { name: "S3_KEY_PREFIX", lines: but({ S3_KEY_PREFIX: "media" }) },
  { name: "S3_KEY_PREFIX= (empty)", lines: but({ S3_KEY_PREFIX: "" }) },
  { name: "S3_SIGNATURE_VERSION=v5", lines: but({ S3_SIGNATURE_VERSION: "v5" }) },
  { name: "S3_STORAGE_CLASS unknown", lines: but({ S3_STORAGE_CLASS: "NO_SUCH_CLASS" }) },
  { name: "S3_OVERRIDE_PATH_STYLE=true", lines: but({ S3_OVERRIDE_PATH_STYLE: "true" }) },
  { name: "S3_OPEN_TIMEOUT=0", lines: but({ S3_OPEN_TIMEOUT: "0" }) },
  { name: "S3_RETRY_LIMIT=3", lines: but({ S3_RETRY_LIMIT: "3" }) },
  { name: "S3_MULTIPART_THRESHOLD=5242880", lines: but({ S3_MULTIPART_THRESHOLD: "5242880" }) },
  { name: "S3_FORCE_SINGLE_REQUEST=true", lines: but({ S3_FORCE_SINGLE_REQUEST: "true" }) },
  { name: "S3_READ_TIMEOUT=0", lines: but({ S3_READ_TIMEOUT: "0" }) },
  { name: "S3_MULTIPART_THRESHOLD= (empty)", lines: but({ S3_MULTIPART_THRESHOLD: "" }) },
  {
    name: "S3_ENABLED=True",
    lines: but({ S3_ENABLED: "True" }),
    deliberate: { web: "files go to the local disk, in silence" },
  },
  { name: "local disk", lines: () => ({}) },
  { name: "local disk, nowhere", lines: () => ({ PAPERCLIP_ROOT_PATH: "/proc/nowhere" }) },
];
