import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRelease } from "../../../src/environment/release.ts";
import {
  type S3Storage,
  type StorageConnection,
  storageConnections,
} from "../../../src/mastodon/connections/storage.ts";
import { allowedByCsp, bareHost } from "../../../src/mastodon/connections/storage-public.ts";
import type { View } from "../../../src/mastodon/views.ts";

type Values = Readonly<Record<string, string | null>>;

function view(
  values: Values,
  release = "4.6.5",
  runtime: "systemd" | "docker" = "systemd",
  process: View["process"] = "web",
): View {
  const parsed = parseRelease(release);
  if (parsed === null) throw new Error(release);
  const variables = new Map(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  return { process, variables, place: { release: parsed, runtime, directory: "/home/mastodon/live" } };
}

const base: Values = {
  LOCAL_DOMAIN: "social.example",
  S3_ENABLED: "true",
  S3_BUCKET: "files",
  AWS_ACCESS_KEY_ID: "AKIA",
  AWS_SECRET_ACCESS_KEY: "secret",
};

function one(values: Values, release?: string): StorageConnection {
  const made = storageConnections([view({ ...base, ...values }, release)])[0];
  if (made === undefined) throw new Error("no connection");
  return made;
}

function s3(values: Values = {}, release?: string): S3Storage {
  const made = one(values, release);
  if (made.kind !== "s3") throw new Error(JSON.stringify(made));
  return made;
}

describe("what web and sidekiq store files in", () => {
  it("is no business of streaming's", () => {
    const all = (["web", "sidekiq", "streaming", "command"] as const).map((process) =>
      view(base, "4.6.5", "systemd", process),
    );
    expect(storageConnections(all).map(({ process }) => process)).toEqual(["web", "sidekiq"]);
  });

  it.each([
    [{}, "s3"],
    [{ S3_ENABLED: "True" }, "local"],
    [{ S3_ENABLED: null }, "local"],
    [{ SWIFT_ENABLED: "true" }, "s3"],
    [{ S3_ENABLED: null, SWIFT_ENABLED: "true", AZURE_ENABLED: "true" }, "other"],
    [{ S3_ENABLED: null, AZURE_ENABLED: "true" }, "other"],
    [{ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }, "other"],
    [{ AWS_ACCESS_KEY_ID: "", S3_ENDPOINT: "https://s3.example" }, "invalid"],
    [{ S3_BUCKET: null }, "invalid"],
    [{ S3_REGION: "" }, "invalid"],
    [{ S3_REGION: "EU (Frankfurt)" }, "invalid"],
    [{ S3_REGION: "EU (Frankfurt)", S3_ENDPOINT: "https://s3.example" }, "s3"],
    [{ S3_SIGNATURE_VERSION: "v2" }, "invalid"],
    [{ S3_SIGNATURE_VERSION: "s3" }, "other"],
    [{ S3_OPEN_TIMEOUT: "0" }, "invalid"],
    [{ S3_READ_TIMEOUT: "0" }, "invalid"],
    [{ S3_READ_TIMEOUT: "20" }, "s3"],
    [{ S3_MULTIPART_THRESHOLD: "" }, "invalid"],
    [{ S3_MULTIPART_THRESHOLD: "5242879" }, "invalid"],
    [{ S3_MULTIPART_THRESHOLD: "5242880" }, "s3"],
    [{ S3_ENDPOINT: "" }, "invalid"],
    [{ S3_ENDPOINT: "s3.example" }, "invalid"],
    [{ S3_ENDPOINT: " https://s3.example" }, "invalid"],
    [{ S3_ENDPOINT: "https://[2001:db8::7]" }, "invalid"],
    [{ S3_ENDPOINT: "HTTPS://s3.example/" }, "s3"],
    [{ AWS_REQUEST_CHECKSUM_CALCULATION: "never" }, "invalid"],
    [{ AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED" }, "s3"],
  ] as const)("by %j is %s", (values, kind) => {
    expect(one(values).kind).toBe(kind);
  });

  it("is the disk below the Mastodon directory, or where PAPERCLIP_ROOT_PATH says", () => {
    const local = (values: Values, runtime?: "docker") => storageConnections([view(values, "4.6.5", runtime)])[0];
    expect(local({})).toMatchObject({
      path: "/home/mastodon/live/public/system",
      inContainer: false,
      rootUrl: "/system",
    });
    expect(local({ PAPERCLIP_ROOT_PATH: "/srv/media" })).toMatchObject({ path: "/srv/media" });
    expect(local({ PAPERCLIP_ROOT_PATH: "/srv/media" }, "docker")).toMatchObject({ inContainer: true });
    expect(local({ S3_ENABLED: "1" })).toMatchObject({ misspelt: "1" });
    expect(local({ S3_ENABLED: "false" })).toMatchObject({ misspelt: null });
  });

  it.each([
    ["4.2.0", false],
    ["4.3.23", false],
    ["4.4.15", false],
    ["4.4.16", true],
    ["4.4", true],
    ["4.5.8", false],
    ["4.5.9", true],
    ["4.6.0", true],
  ])("sends a checksum from %s: %s", (release, sends) => {
    expect(s3({}, release).checksum).toBe(sends);
    expect(s3({ AWS_REQUEST_CHECKSUM_CALCULATION: "when_required" }, release).checksum).toBe(false);
  });

  it("sends public-read unless told otherwise, and nothing when told nothing", () => {
    expect(s3().acl).toBe("public-read");
    expect(s3({ S3_PERMISSION: "" }).acl).toBeNull();
    expect(s3({ S3_PERMISSION: "private" }).acl).toBe("private");
  });

  it("puts the bucket into the path with an endpoint, and into the host without", () => {
    expect(s3().pathStyle).toBe(false);
    expect(s3({ S3_ENDPOINT: "https://s3.example" }).pathStyle).toBe(true);
    expect(s3({ S3_ENDPOINT: "https://s3.example", S3_OVERRIDE_PATH_STYLE: "true" }).pathStyle).toBe(false);
  });

  it("waits five seconds and does not try again, unless told otherwise", () => {
    expect(s3()).toMatchObject({ openTimeout: 5000, readTimeout: 5000, retries: 0 });
    expect(s3({ S3_READ_TIMEOUT: "20", S3_OPEN_TIMEOUT: "3x", S3_RETRY_LIMIT: "2" })).toMatchObject({
      openTimeout: 3000,
      readTimeout: 20_000,
      retries: 2,
    });
    expect(s3({ S3_RETRY_LIMIT: "2" }, "4.2.0").retries).toBe(0);
  });

  it("knows the key prefix from 4.3 on", () => {
    expect(s3({ S3_KEY_PREFIX: "a/b" }).keyPrefix).toBe("a/b/");
    expect(s3({ S3_KEY_PREFIX: "a/b" }, "4.2.0").keyPrefix).toBe("");
    expect(s3({ S3_KEY_PREFIX: "" }).keyPrefix).toBe("");
    expect(s3({ S3_KEY_PREFIX: "/a" }).keyPrefix).toBe("a/");
  });
});

describe("where files are fetched from", () => {
  it.each([
    [{}, "https://s3-us-east-1.amazonaws.com/files"],
    [{ S3_REGION: "eu-west-3" }, "https://s3-eu-west-3.amazonaws.com/files"],
    [{ S3_ENDPOINT: "https://s3.example" }, "https://s3-us-east-1.amazonaws.com/files"],
    [{ S3_HOSTNAME: "s3.example", S3_PROTOCOL: "http" }, "http://s3.example/files"],
    [{ S3_HOSTNAME: "s3.example", S3_ALIAS_HOST: "media.example" }, "https://media.example"],
    [{ S3_ALIAS_HOST: "link.example/raw/key/files" }, "https://link.example/raw/key/files"],
    [{ S3_CLOUDFRONT_HOST: "cdn.example" }, "https://cdn.example"],
    [{ S3_CLOUDFRONT_HOST: "cdn.example", S3_ALIAS_HOST: "media.example" }, "https://media.example"],
    [{ S3_ALIAS_HOST: "" }, "https://"],
  ] as const)("by %j is %s", (values, url) => {
    expect(s3(values).place.base).toBe(url);
  });

  it.each([
    ["media.example", null],
    ["media.example/raw/x", null],
    ["", "empty"],
    ["https://media.example", "scheme"],
    ["media.example/", "slash"],
    ["media example", "characters"],
  ] as const)("has in an alias %j the fault %s", (S3_ALIAS_HOST, fault) => {
    expect(s3({ S3_ALIAS_HOST }).place.fault).toBe(fault);
  });

  it("takes scheme and slashes off a host", () => {
    expect(bareHost("https://media.example/", true)).toBe("media.example");
    expect(bareHost("https://link.example/raw/x/", true)).toBe("link.example/raw/x");
    expect(bareHost("http:/media.example/files", false)).toBe("media.example");
    fc.assert(
      fc.property(
        fc.string(),
        (host) => bareHost(bareHost(host, true), true) === bareHost(host, true) || host.includes(":"),
      ),
    );
  });
});

describe("what the site's policy lets browsers load", () => {
  it.each([
    ["4.6.5", {}, ["https://social.example"]],
    ["4.6.5", { CDN_HOST: "https://cdn.example" }, ["https://cdn.example"]],
    ["4.6.5", { S3_ENDPOINT: "https://s3.example" }, ["https://social.example"]],
    ["4.6.5", { S3_HOSTNAME: "s3.example" }, ["https://social.example", "https://s3.example"]],
    [
      "4.6.5",
      { S3_HOSTNAME: "s3.example", S3_ALIAS_HOST: "media.example" },
      ["https://social.example", "https://media.example"],
    ],
    ["4.6.5", { S3_ALIAS_HOST: "link.example/raw" }, ["https://social.example", "https://link.example/raw/"]],
    ["4.2.0", { S3_ALIAS_HOST: "link.example/raw" }, ["https://social.example", "https://link.example"]],
    [
      "4.6.5",
      { EXTRA_MEDIA_HOSTS: "https://a.example, https://b.example" },
      ["https://social.example", "https://a.example", "https://b.example"],
    ],
    ["4.3.23", { EXTRA_MEDIA_HOSTS: "https://a.example" }, ["https://social.example"]],
    ["4.6.5", { WEB_DOMAIN: "www.example" }, ["https://www.example"]],
  ] as const)("in %s with %j is %j", (release, values, hosts) => {
    expect(s3(values, release).mediaHosts).toEqual(hosts);
  });

  it.each([
    ["https://s3.example/files/a", ["https://s3.example"], true],
    ["http://s3.example/files/a", ["https://s3.example"], true],
    ["https://s3.example:9000/files/a", ["https://s3.example"], false],
    ["https://link.example/raw/k/a", ["https://link.example/raw/k/"], true],
    ["https://link.example/other/a", ["https://link.example/raw/k/"], false],
    ["https://x.cdn.example/a", ["https://*.cdn.example"], true],
    ["https://cdn.example/a", ["https://*.cdn.example"], false],
    ["https://s3.example/a", ["s3.example"], true],
    ["https://s3.example/a", ["nonsense //", ""], false],
  ] as const)("%s by %j: %s", (url, sources, allowed) => {
    expect(allowedByCsp(url, sources)).toBe(allowed);
  });
});

it("never throws, whatever the values are", () => {
  const names = [
    "S3_BUCKET",
    "S3_REGION",
    "S3_ENDPOINT",
    "S3_HOSTNAME",
    "S3_ALIAS_HOST",
    "S3_PROTOCOL",
    "S3_PERMISSION",
  ].concat(["S3_READ_TIMEOUT", "S3_KEY_PREFIX", "EXTRA_MEDIA_HOSTS", "CDN_HOST", "WEB_DOMAIN", "AWS_CA_BUNDLE"]);
  const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.webUrl(), fc.ipV6(), fc.constant("x".repeat(10_000)));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (values) => {
      expect(storageConnections([view({ ...base, ...values })])).toHaveLength(1);
    }),
  );
});
