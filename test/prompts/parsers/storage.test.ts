import { describe, expect, it } from "vitest";
import type { StorageProvider } from "../../../prompts/answers.ts";
import { bucket, endpoint, publicHost, region } from "../../../prompts/parsers/storage.ts";
import type { Known } from "../../../prompts/setting.ts";

const at = (provider: StorageProvider): Known => ({ answers: { storage: { provider } }, found: {} });

describe("a bucket", () => {
  it.each([
    ["files-social-example", "aws", "files-social-example"],
    ["files.social.example", "wasabi", "files.social.example"],
    ["My_Files", "gcs", "My_Files"],
    ["s3://files", "aws", "files"],
    ["sj://files/", "storj", "files"],
  ] as const)("takes %s of %s as %s", (raw, provider, value) => {
    expect(bucket(raw, at(provider))).toMatchObject({ ok: true, value });
  });

  it.each([
    ["", "aws", "required"],
    ["https://files.s3.example", "aws", "bucketUrl"],
    ["files/mastodon", "aws", "bucketUrl"],
    ["my files", "aws", "bucketCharacter"],
    ["Files", "aws", "bucketCapitals"],
    ["my_files", "spaces", "bucketCapitals"],
    ["files.social.example", "r2", "bucketDots"],
    ["files.social.example", "b2", "bucketDots"],
    ["-files", "aws", "bucketForm"],
    ["a..b", "aws", "bucketForm"],
    ["192.0.2.1", "aws", "bucketForm"],
    ["ab", "aws", "bucketLength"],
    ["a".repeat(64), "aws", "bucketLength"],
  ] as const)("refuses %j of %s: %s", (raw, provider, key) => {
    expect(bucket(raw, at(provider))).toMatchObject({ ok: false, problem: { key } });
  });
});

describe("a region", () => {
  it.each([
    ["eu-central-1", "aws", "eu-central-1"],
    ["EU-CENTRAL-1", "aws", "eu-central-1"],
    ["US", "gcs", "us"],
    ["xx-new-9", "wasabi", "xx-new-9"],
    ["Garage", "custom", "Garage"],
  ] as const)("takes %s of %s as %s", (raw, provider, value) => {
    expect(region(raw, at(provider))).toMatchObject({ ok: true, value });
  });

  it.each([
    ["", "required"],
    ["s3.eu-central-1.wasabisys.com", "regionHost"],
    ["US East (N. Virginia)", "regionHost"],
    ["EU Frankfurt", "regionName"],
  ])("refuses %j: %s", (raw, key) => {
    expect(region(raw, at("aws"))).toMatchObject({ ok: false, problem: { key } });
  });
});

describe("an endpoint", () => {
  it.each(["https://s3.example.com", "http://minio:9000", "http://127.0.0.1:9000", "https://s3.example.com/base"])(
    "takes %s as it is",
    (raw) => {
      expect(endpoint(raw)).toEqual({ ok: true, value: raw });
    },
  );

  it.each([
    ["s3.example.com", "https://s3.example.com"],
    ["minio:9000", "https://minio:9000"],
    ["https://s3.example.com/", "https://s3.example.com"],
    ["HTTPS://S3.Example.com:443//", "https://s3.example.com"],
    ["'https://s3.example.com'", "https://s3.example.com"],
  ])("mends %j to %s", (raw, value) => {
    expect(endpoint(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["https://", "endpointInvalid"],
    ["https://a b", "endpointInvalid"],
    ["s3://files", "endpointScheme"],
    ["https://key:canary@s3.example.com", "endpointLogin"],
    ["https://s3.example.com?x=1", "endpointQuery"],
    ["http://[::1]:9000", "endpointIpv6"],
  ])("refuses %j: %s", (raw, key) => {
    const parsed = endpoint(raw);
    expect(parsed).toMatchObject({ ok: false, problem: { key } });
    expect(JSON.stringify(parsed)).not.toContain("canary");
  });
});

describe("the public host", () => {
  it.each([
    "files.social.example",
    "link.storjshare.io/raw/jwao/files",
    "127.0.0.1:9000/files",
    "[::1]:9000/files",
    "files.example:8443",
  ])("takes %s as it is", (raw) => {
    expect(publicHost(raw)).toEqual({ ok: true, value: raw });
  });

  it.each([
    ["https://files.social.example/", "files.social.example"],
    ["Files.Social.Example", "files.social.example"],
    ["https://files.social.example/a/B/", "files.social.example/a/B"],
  ])("mends %j to %s", (raw, value) => {
    expect(publicHost(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["files.example:x", "numberInvalid"],
    ["files.example/a b", "publicHostInvalid"],
    ["files.example?x", "publicHostInvalid"],
    ["user@files.example", "hostUrl"],
    ["/files", "required"],
  ])("refuses %j: %s", (raw, key) => {
    expect(publicHost(raw)).toMatchObject({ ok: false, problem: { key } });
  });
});
