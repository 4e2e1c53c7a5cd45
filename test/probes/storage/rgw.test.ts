import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../../services/available.ts";
import { makeCertificates } from "../../services/certificates.ts";
import { rgwPrograms, startRgw } from "../../services/rgw.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { deny, openStore, type Store } from "./store.ts";
import { ids, only, probe, remedy } from "./support.ts";

describeWith([...rgwPrograms, "openssl"], "the storage probe against Ceph RGW", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store?.stop());

  describe("a healthy bucket", () => {
    it("is fine for web and sidekiq alike, in every release, and nothing stays behind", async () => {
      for (const release of ["4.2", "4.3.23", "4.5.8", "4.6.5"]) {
        const [first, ...others] = await store.run({}, release);
        expect([first?.id, first?.process, others]).toEqual(["storage.ok", "all", []]);
        expect(first?.facts).toMatchObject({ tls: "TLSv1.3", checksum: release === "4.6.5" ? "CRC32" : "-" });
      }
      expect(await store.objects()).toEqual([]);
    });

    it("is fine with an own CA in AWS_CA_BUNDLE that the system does not know", async () => {
      const findings = await probe({ ...store.healthy, AWS_CA_BUNDLE: store.certificates.caFile }, { systemCas: [] });
      expect(ids(findings)).toEqual(["ok"]);
      expect(only(findings, "ok").facts.publicTrust).toBe("AWS_CA_BUNDLE");
    });

    it("takes a key prefix and a storage class", async () => {
      const findings = await store.run({ S3_KEY_PREFIX: "mastodon/one", S3_STORAGE_CLASS: "STANDARD" });
      expect(ids(findings)).toEqual(["ok"]);
      expect(only(findings, "ok").facts.url).toContain("/files/mastodon/one/media_attachments/");
    });

    it("lets no socket or timer outlive the probe", async () => {
      const before = process.getActiveResourcesInfo();
      await store.run();
      await new Promise(setImmediate);
      const left = process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|GetAddrInfo/.test(name));
      expect(left.length).toBeLessThanOrEqual(before.filter((name) => /TCP|TLS|Timeout|GetAddrInfo/.test(name)).length);
    });
  });

  describe("the connection", () => {
    it("names a certificate that is not trusted", async () => {
      const found = only(await probe(store.healthy, { systemCas: [] }), "tls-untrusted");
      expect(found.facts).toMatchObject({ host: "localhost", port: store.rgw.port });
    });

    it("finds that the system trusts what AWS_CA_BUNDLE does not", async () => {
      const other = scratch("storage-other-ca");
      const { caFile } = makeCertificates(other);
      const changes = remedy(only(await store.run({ AWS_CA_BUNDLE: caFile }), "tls-untrusted"));
      discard(other);
      expect(changes).toEqual({ AWS_CA_BUNDLE: null });
      expect(ids(await store.run(changes))).toEqual(["ok"]);
    });

    it.each(["", "/nowhere/ca.pem"])("names AWS_CA_BUNDLE=%s that is no file", async (AWS_CA_BUNDLE) => {
      const changes = remedy(only(await store.run({ AWS_CA_BUNDLE }), "ca-file-missing"));
      expect(ids(await store.run(changes))).toEqual(["ok"]);
    });

    it("names a certificate for another name, and the name to use", async () => {
      const found = only(await store.run({ S3_ENDPOINT: `https://127.0.0.1:${store.rgw.port}` }), "tls-hostname");
      expect(found.facts.names).toEqual(["localhost"]);
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("finds https behind http", async () => {
      const found = only(await store.run({ S3_ENDPOINT: `http://localhost:${store.rgw.port}` }), "scheme");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("finds that the bucket's own host name does not exist", async () => {
      const found = only(await store.run({ S3_OVERRIDE_PATH_STYLE: "true" }), "unresolvable");
      expect(found.facts.host).toBe("files.localhost");
      expect(ids(await store.run({ S3_OVERRIDE_PATH_STYLE: "true", ...remedy(found) }))).toEqual(["ok"]);
    });
  });

  describe("the key", () => {
    it("is unknown", async () => {
      expect(only(await store.run({ AWS_ACCESS_KEY_ID: "AKIANOBODY" }), "key-unknown").facts.code).toBe(
        "InvalidAccessKeyId",
      );
    });

    it("has another secret", async () => {
      const found = only(await store.run({ AWS_SECRET_ACCESS_KEY: "canary-secret" }), "secret-wrong");
      expect(JSON.stringify(found)).not.toContain("canary-secret");
      expect(found.remedies).toEqual([]);
    });

    it("was pasted with a space", async () => {
      const found = only(await store.run({ AWS_SECRET_ACCESS_KEY: ` ${store.rgw.secretKey}` }), "secret-wrong");
      expect(ids(await store.run(remedy(found)))).toEqual(["ok"]);
    });

    it("belongs to a suspended account", async () => {
      const user = await store.rgw.createUser("asleep");
      await store.rgw.createBucket("dreams", user);
      await store.rgw.suspend(user);
      const keys = { AWS_ACCESS_KEY_ID: user.accessKey, AWS_SECRET_ACCESS_KEY: user.secretKey };
      expect(ids(await store.run({ ...keys, S3_BUCKET: "dreams" }))).toEqual(["suspended"]);
    });

    it("may not write into somebody else's bucket", async () => {
      const user = await store.rgw.createUser("neighbour");
      await store.rgw.createBucket("next-door", user);
      expect(only(await store.run({ S3_BUCKET: "next-door" }), "denied").facts.verb).toBe("PutObject");
    });

    it("may write and not read", async () => {
      const name = await store.bucket("write-only");
      await store.rgw.putPolicy(name, [deny(name, "s3:GetObject")]);
      expect(only(await store.run({ S3_BUCKET: name }), "denied").facts.verb).toBe("GetObject");
    });

    it("may not remove: what stays is named", async () => {
      const name = await store.bucket("for-ever");
      await store.rgw.putPolicy(name, [deny(name, "s3:DeleteObject")]);
      const findings = await store.run({ S3_BUCKET: name });
      expect(only(findings, "denied").facts.verb).toBe("DeleteObject");
      expect(await store.objects(name)).toEqual([only(findings, "left-behind").facts.key]);
    });
  });
});

describeWith(rgwPrograms, "a gateway that is stopped", () => {
  it("leaves no process and no file", async () => {
    const rgw = await startRgw();
    expect(readdirSync(rgw.directory)).toContain("ceph.conf");
    await rgw.stop();
    expect(existsSync(rgw.directory)).toBe(false);
    const commands = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, "utf8");
        } catch {
          return "";
        }
      });
    expect(commands.filter((command) => command.includes(rgw.directory))).toEqual([]);
  });
});
