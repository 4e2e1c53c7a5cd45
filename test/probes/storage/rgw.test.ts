import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../../services/available.ts";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { type Rgw, rgwPrograms, startRgw } from "../../services/rgw.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { ids, only, probe, remedy, type Values } from "./support.ts";

describeWith([...rgwPrograms, "openssl"], "the storage probe against Ceph RGW", () => {
  let rgw: Rgw;
  let certificates: Certificates;
  let directory: string;
  let healthy: Values;

  beforeAll(async () => {
    directory = scratch("storage-certificates");
    certificates = makeCertificates(directory, "DNS:localhost");
    rgw = await startRgw({ tls: certificates });
    healthy = {
      LOCAL_DOMAIN: "social.example",
      S3_ENABLED: "true",
      S3_BUCKET: "files",
      S3_ENDPOINT: rgw.endpoint,
      S3_HOSTNAME: `localhost:${rgw.port}`,
      AWS_ACCESS_KEY_ID: rgw.accessKey,
      AWS_SECRET_ACCESS_KEY: rgw.secretKey,
    };
    await bucket("files");
  });
  afterAll(async () => {
    await rgw?.stop();
    discard(directory);
  });

  const run = (changes: Values = {}, release = "4.6.5") =>
    probe({ ...healthy, ...changes }, { systemCas: [certificates.ca] }, { release });

  async function bucket(name: string, statements: readonly object[] = [], cors = true): Promise<string> {
    await rgw.createBucket(name);
    if (cors) await rgw.setCors(name, ["https://social.example"]);
    if (statements.length > 0) await rgw.putPolicy(name, statements);
    return name;
  }
  const allow = (name: string, Action: string | string[], whole = false) => ({
    Effect: "Allow",
    Principal: "*",
    Action,
    Resource: whole ? `arn:aws:s3:::${name}` : `arn:aws:s3:::${name}/*`,
  });
  const deny = (name: string, Action: string | string[], Condition?: object) => ({
    ...allow(name, Action),
    Effect: "Deny",
    ...(Condition ? { Condition } : {}),
  });

  async function objects(name = "files"): Promise<readonly (string | undefined)[]> {
    const client = rgw.client();
    try {
      return ((await client.send(new ListObjectsV2Command({ Bucket: name }))).Contents ?? []).map(({ Key }) => Key);
    } finally {
      client.destroy();
    }
  }

  describe("a healthy bucket", () => {
    it("is fine for web and sidekiq alike, in every release, and nothing stays behind", async () => {
      for (const release of ["4.2", "4.3.23", "4.5.8", "4.6.5"]) {
        const [first, ...others] = await run({}, release);
        expect([first?.id, first?.process, others]).toEqual(["storage.ok", "all", []]);
        expect(first?.facts).toMatchObject({ tls: "TLSv1.3", checksum: release === "4.6.5" ? "CRC32" : "-" });
      }
      expect(await objects()).toEqual([]);
    });

    it("is fine with an own CA in AWS_CA_BUNDLE that the system does not know", async () => {
      const findings = await probe({ ...healthy, AWS_CA_BUNDLE: certificates.caFile }, { systemCas: [] });
      expect(ids(findings)).toEqual(["ok"]);
    });

    it("takes a key prefix and a storage class", async () => {
      const findings = await run({ S3_KEY_PREFIX: "mastodon/one", S3_STORAGE_CLASS: "STANDARD" });
      expect(ids(findings)).toEqual(["ok"]);
      expect(only(findings, "ok").facts.url).toContain("/files/mastodon/one/media_attachments/");
    });

    it("lets no socket or timer outlive the probe", async () => {
      const before = process.getActiveResourcesInfo();
      await run();
      await new Promise(setImmediate);
      const left = process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|GetAddrInfo/.test(name));
      expect(left.length).toBeLessThanOrEqual(before.filter((name) => /TCP|TLS|Timeout|GetAddrInfo/.test(name)).length);
    });
  });

  describe("the connection", () => {
    it("names a certificate that is not trusted", async () => {
      const found = only(await probe(healthy, { systemCas: [] }), "tls-untrusted");
      expect(found.facts).toMatchObject({ host: "localhost", port: rgw.port });
    });

    it("finds that the system trusts what AWS_CA_BUNDLE does not", async () => {
      const other = scratch("storage-other-ca");
      const { caFile } = makeCertificates(other);
      const changes = remedy(only(await run({ AWS_CA_BUNDLE: caFile }), "tls-untrusted"));
      discard(other);
      expect(changes).toEqual({ AWS_CA_BUNDLE: null });
      expect(ids(await run(changes))).toEqual(["ok"]);
    });

    it.each(["", "/nowhere/ca.pem"])("names AWS_CA_BUNDLE=%s that is no file", async (AWS_CA_BUNDLE) => {
      const changes = remedy(only(await run({ AWS_CA_BUNDLE }), "ca-file-missing"));
      expect(ids(await run(changes))).toEqual(["ok"]);
    });

    it("names a certificate for another name, and the name to use", async () => {
      const found = only(await run({ S3_ENDPOINT: `https://127.0.0.1:${rgw.port}` }), "tls-hostname");
      expect(found.facts.names).toEqual(["localhost"]);
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("finds https behind http", async () => {
      const found = only(await run({ S3_ENDPOINT: `http://localhost:${rgw.port}` }), "scheme");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("finds that the bucket's own host name does not exist", async () => {
      const found = only(await run({ S3_OVERRIDE_PATH_STYLE: "true" }), "unresolvable");
      expect(found.facts.host).toBe("files.localhost");
      expect(ids(await run({ S3_OVERRIDE_PATH_STYLE: "true", ...remedy(found) }))).toEqual(["ok"]);
    });
  });

  describe("the key", () => {
    it("is unknown", async () => {
      expect(only(await run({ AWS_ACCESS_KEY_ID: "AKIANOBODY" }), "key-unknown").facts.code).toBe("InvalidAccessKeyId");
    });

    it("has another secret", async () => {
      const found = only(await run({ AWS_SECRET_ACCESS_KEY: "canary-secret" }), "secret-wrong");
      expect(JSON.stringify(found)).not.toContain("canary-secret");
      expect(found.remedies).toEqual([]);
    });

    it("was pasted with a space", async () => {
      const found = only(await run({ AWS_SECRET_ACCESS_KEY: ` ${rgw.secretKey}` }), "secret-wrong");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("belongs to a suspended account", async () => {
      const user = await rgw.createUser("asleep");
      await rgw.createBucket("dreams", user);
      await rgw.suspend(user);
      const keys = { AWS_ACCESS_KEY_ID: user.accessKey, AWS_SECRET_ACCESS_KEY: user.secretKey };
      expect(ids(await run({ ...keys, S3_BUCKET: "dreams" }))).toEqual(["suspended"]);
    });

    it("may not write into somebody else's bucket", async () => {
      const user = await rgw.createUser("neighbour");
      await rgw.createBucket("next-door", user);
      expect(only(await run({ S3_BUCKET: "next-door" }), "denied").facts.verb).toBe("PutObject");
    });

    it("may write and not read", async () => {
      const name = await bucket("write-only");
      await rgw.putPolicy(name, [deny(name, "s3:GetObject")]);
      expect(only(await run({ S3_BUCKET: name }), "denied").facts.verb).toBe("GetObject");
    });

    it("may not remove: what stays is named", async () => {
      const name = await bucket("for-ever");
      await rgw.putPolicy(name, [deny(name, "s3:DeleteObject")]);
      const findings = await run({ S3_BUCKET: name });
      expect(only(findings, "denied").facts.verb).toBe("DeleteObject");
      expect(await objects(name)).toEqual([only(findings, "left-behind").facts.key]);
    });
  });

  describe("the bucket", () => {
    it("does not exist, and one of nearly that name does", async () => {
      const found = only(await run({ S3_BUCKET: "filse" }), "bucket-missing");
      expect(remedy(found)).toEqual({ S3_BUCKET: "files" });
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("stands in the endpoint's path: uploads pass, pictures are 403", async () => {
      const found = only(await run({ S3_ENDPOINT: `${rgw.endpoint}/files/` }), "bucket-in-endpoint");
      expect(remedy(found)).toEqual({ S3_ENDPOINT: rgw.endpoint });
      expect(await objects()).toEqual([]);
    });

    it("stands in the public host's path", async () => {
      const found = only(await run({ S3_HOSTNAME: `localhost:${rgw.port}/files` }), "bucket-in-endpoint");
      expect(remedy(found)).toEqual({ S3_HOSTNAME: `localhost:${rgw.port}` });
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("refuses ACLs and says how to do without", async () => {
      const name = await bucket("no-acls");
      const canned = ["public-read", "private", "public-read-write", "authenticated-read", "bucket-owner-full-control"];
      const condition = { StringEquals: { "s3:x-amz-acl": canned } };
      await rgw.putPolicy(name, [allow(name, "s3:GetObject"), deny(name, ["s3:PutObject", "s3:PutObjectAcl"], condition)]);
      const found = only(await run({ S3_BUCKET: name }), "acl-refused");
      expect(remedy(found)).toEqual({ S3_PERMISSION: "" });
      expect(ids(await run({ S3_BUCKET: name, S3_PERMISSION: "" }))).toEqual(["ok"]);
    });

    it("keeps pictures to itself when uploads are private", async () => {
      const found = only(await run({ S3_PERMISSION: "private" }), "not-public");
      expect(found.facts.status).toBe(403);
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("keeps pictures to itself when nothing makes them public, and the policy that is offered does", async () => {
      const name = await bucket("closed");
      const found = only(await run({ S3_BUCKET: name, S3_PERMISSION: "" }), "not-public");
      const command = found.remedies[0]?.commands?.[0] ?? "";
      expect(command).toContain("aws s3api put-bucket-policy --endpoint-url");
      const policy = JSON.parse(/--policy '(.*)'$/.exec(command)?.[1] ?? "{}");
      await rgw.putPolicy(name, policy.Statement);
      expect(ids(await run({ S3_BUCKET: name, S3_PERMISSION: "" }))).toEqual(["ok"]);
    });

    it("can be listed by anybody", async () => {
      const name = "open-book";
      await bucket(name, [allow(name, "s3:GetObject"), allow(name, "s3:ListBucket", true)]);
      expect(ids(await run({ S3_BUCKET: name }))).toEqual(["listable"]);
    });

    it("has no CORS rule: a warning beside the good news", async () => {
      const name = await bucket("no-cors", [], false);
      expect(ids(await run({ S3_BUCKET: name }))).toEqual(["ok", "cors"]);
    });
  });

  describe("the public URL", () => {
    it("has an alias with a scheme", async () => {
      const found = only(await run({ S3_ALIAS_HOST: `https://localhost:${rgw.port}/files/` }), "alias-wrong");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("works through an alias with a path", async () => {
      expect(ids(await run({ S3_ALIAS_HOST: `localhost:${rgw.port}/files`, S3_HOSTNAME: null }))).toEqual(["ok"]);
    });

    it("has an empty alias", async () => {
      const found = only(await run({ S3_ALIAS_HOST: "" }), "alias-wrong");
      expect(ids(await run({ ...remedy(found) }))).toEqual(["ok"]);
    });

    it("has an alias that does not resolve", async () => {
      const found = only(await run({ S3_ALIAS_HOST: "files.invalid" }), "alias-wrong");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("has an alias that leads into nothing", async () => {
      const found = only(await run({ S3_ALIAS_HOST: `localhost:${rgw.port}` }), "alias-wrong");
      expect(found.facts.fault).toBe("HTTP 404");
    });

    it("has a host with a scheme", async () => {
      const found = only(await run({ S3_HOSTNAME: rgw.endpoint }), "hostname-wrong");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("has a host that does not resolve", async () => {
      const found = only(await run({ S3_HOSTNAME: "files.invalid" }), "hostname-wrong");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("is at Amazon, although the endpoint is not", async () => {
      const found = only(await run({ S3_HOSTNAME: null }), "csp-host");
      expect(found.facts.host).toBe("s3-us-east-1.amazonaws.com");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });

    it("is http", async () => {
      const found = only(await run({ S3_PROTOCOL: "http" }), "not-https");
      expect(ids(await run(remedy(found)))).toEqual(["ok"]);
    });
  });
});
