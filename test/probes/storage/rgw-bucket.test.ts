import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../../services/available.ts";
import { rgwPrograms } from "../../services/rgw.ts";
import { allow, deny, openStore, type Store } from "./store.ts";
import { ids, only, remedy } from "./support.ts";

describeWith([...rgwPrograms, "openssl"], "the storage probe against buckets of Ceph RGW", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store?.stop());

  describe("the bucket", () => {
    it("does not exist, and one of nearly that name does", async () => {
      const found = only(await store.run({ S3_BUCKET: "filse" }), "bucket-missing");
      expect(remedy(found)).toEqual({ S3_BUCKET: "files" });
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("stands in the endpoint's path: uploads pass, pictures are 403", async () => {
      const found = only(await store.run({ S3_ENDPOINT: `${store.rgw.endpoint}/files/` }), "bucket-in-endpoint");
      expect(remedy(found)).toEqual({ S3_ENDPOINT: store.rgw.endpoint });
      expect(await store.objects()).toEqual([]);
    });

    it("stands in the public host's path", async () => {
      const found = only(await store.run({ S3_HOSTNAME: `localhost:${store.rgw.port}/files` }), "bucket-in-endpoint");
      expect(remedy(found)).toEqual({ S3_HOSTNAME: `localhost:${store.rgw.port}` });
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("refuses ACLs and says how to do without", async () => {
      const name = await store.bucket("no-acls");
      const canned = ["public-read", "private", "public-read-write", "authenticated-read", "bucket-owner-full-control"];
      const condition = { StringEquals: { "s3:x-amz-acl": canned } };
      await store.rgw.putPolicy(name, [
        allow(name, "s3:GetObject"),
        deny(name, ["s3:PutObject", "s3:PutObjectAcl"], condition),
      ]);
      const found = only(await store.run({ S3_BUCKET: name }), "acl-refused");
      expect(remedy(found)).toEqual({ S3_PERMISSION: "" });
      expect(ids(await store.run({ S3_BUCKET: name, S3_PERMISSION: "" }))).toEqual(["ok"]);
    });

    it("keeps pictures to itself when uploads are private", async () => {
      const found = only(await store.run({ S3_PERMISSION: "private" }), "not-public");
      expect(found.facts.status).toBe(403);
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("keeps pictures to itself when nothing makes them public, and the policy that is offered does", async () => {
      const name = await store.bucket("closed");
      const found = only(await store.run({ S3_BUCKET: name, S3_PERMISSION: "" }), "not-public");
      const command = found.remedies[0]?.commands?.[0] ?? "";
      expect(command).toContain("aws s3api put-bucket-policy --endpoint-url");
      const policy = JSON.parse(/--policy '(.*)'$/.exec(command)?.[1] ?? "{}");
      await store.rgw.putPolicy(name, policy.Statement);
      expect(ids(await store.run({ S3_BUCKET: name, S3_PERMISSION: "" }))).toEqual(["ok"]);
    });

    it("can be listed by anybody", async () => {
      const name = "open-book";
      await store.bucket(name, [allow(name, "s3:GetObject"), allow(name, "s3:ListBucket", "bucket")]);
      expect(ids(await store.run({ S3_BUCKET: name }))).toEqual(["listable"]);
      expect(ids(await store.run({ S3_BUCKET: name, S3_ALIAS_HOST: `localhost:${store.rgw.port}/${name}` }))).toEqual([
        "listable",
      ]);
    });

    it("has no CORS rule: a warning beside the good news", async () => {
      const name = await store.bucket("no-cors", [], false);
      expect(ids(await store.run({ S3_BUCKET: name }))).toEqual(["ok", "cors"]);
    });
  });

  describe("the public URL", () => {
    it("has an alias with a scheme", async () => {
      const found = only(
        await store.run({ S3_ALIAS_HOST: `https://localhost:${store.rgw.port}/files/` }),
        "alias-wrong",
      );
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("works through an alias with a path", async () => {
      expect(ids(await store.run({ S3_ALIAS_HOST: `localhost:${store.rgw.port}/files`, S3_HOSTNAME: null }))).toEqual([
        "ok",
      ]);
    });

    it("has an empty alias", async () => {
      const found = only(await store.run({ S3_ALIAS_HOST: "" }), "alias-wrong");
      expect(ids(await store.run({ ...remedy(found) }))).toEqual(["ok"]);
    });

    it("has an alias that does not resolve", async () => {
      const found = only(await store.run({ S3_ALIAS_HOST: "files.invalid" }), "alias-wrong");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("has an alias that leads into nothing", async () => {
      const found = only(await store.run({ S3_ALIAS_HOST: `localhost:${store.rgw.port}` }), "alias-wrong");
      expect(found.facts.fault).toBe("HTTP 404");
    });

    it("has a host with a scheme", async () => {
      const found = only(await store.run({ S3_HOSTNAME: store.rgw.endpoint }), "hostname-wrong");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("has a host that does not resolve", async () => {
      const found = only(await store.run({ S3_HOSTNAME: "files.invalid" }), "hostname-wrong");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("is at Amazon, although the endpoint is not", async () => {
      const found = only(await store.run({ S3_HOSTNAME: null }), "csp-host");
      expect(found.facts.host).toBe("s3-us-east-1.amazonaws.com");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("is http", async () => {
      const found = only(await store.run({ S3_PROTOCOL: "http" }), "not-https");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });
  });
});
