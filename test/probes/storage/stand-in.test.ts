import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeWith } from "../../services/available.ts";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { recording, type StandIn, type StandInOptions, startStandIn } from "../../services/s3-stand-in.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { ids, only, probe, remedy, type Values } from "./support.ts";

/** What no S3 server that can be started here says: recordings of AWS, R2 and B2, and servers that are none. */
describeWith(["openssl"], "the storage probe against recordings", () => {
  let certificates: Certificates;
  let directory: string;
  let store: StandIn;

  beforeAll(() => {
    directory = scratch("stand-in-certificates");
    certificates = makeCertificates(directory, "DNS:localhost");
  });
  afterEach(() => store?.stop());
  afterAll(() => discard(directory));

  async function start(options: StandInOptions): Promise<void> {
    store = await startStandIn({ tls: certificates, ...options });
  }
  const run = (changes: Values = {}, release = "4.6.5", deadline = 10_000) =>
    probe(
      {
        LOCAL_DOMAIN: "social.example",
        S3_ENABLED: "true",
        S3_BUCKET: "files",
        S3_ENDPOINT: store.endpoint,
        S3_HOSTNAME: store.host,
        AWS_ACCESS_KEY_ID: "AKIASTANDIN",
        AWS_SECRET_ACCESS_KEY: "stand-in-secret",
        ...changes,
      },
      { systemCas: [certificates.ca], deadline },
      { release },
    );

  it("is fine without any recording, by Mastodon's own request, and leaves nothing", async () => {
    await start({});
    expect(ids(await run())).toEqual(["ok"]);
    expect(store.stored()).toEqual([]);
    const put = store.requests.find(({ line }) => line.startsWith("PUT /files/media_attachments/"));
    expect(put?.headers).toMatchObject({
      "x-amz-acl": "public-read",
      "cache-control": "public, max-age=315576000, immutable",
      "x-amz-checksum-crc32": expect.any(String),
    });
  });

  it("sends no checksum where the release does not", async () => {
    await start({ plays: [recording("b2-checksum-unsupported")] });
    expect(ids(await run({}, "4.5.8"))).toEqual(["ok"]);
  });

  it.each(["aws-acl-not-supported", "r2-acl-not-implemented"])("finds the ACL refused: %s", async (name) => {
    await start({ plays: [recording(name)] });
    const found = only(await run(), "acl-refused");
    expect(remedy(found)).toEqual({ S3_PERMISSION: "" });
    expect(ids(await run(remedy(found)))).toEqual(["ok"]);
  });

  it("finds the checksum refused: Backblaze B2", async () => {
    await start({ plays: [recording("b2-checksum-unsupported")] });
    const found = only(await run(), "checksum");
    expect(found.facts.answer).toBe("Unsupported header 'x-amz-checksum-crc32' received for this API call.");
    expect(ids(await run(remedy(found)))).toEqual(["ok"]);
  });

  it("finds both refused, with a remedy for both", async () => {
    await start({ plays: [recording("b2-checksum-unsupported"), recording("r2-acl-not-implemented")] });
    const findings = await run();
    expect(ids(findings)).toEqual(["acl-refused", "checksum"]);
    expect(ids(await run(remedy(only(findings, "acl-refused"))))).toEqual(["ok"]);
  });

  it("reads the region from AWS's words and tries it", async () => {
    await start({ plays: [recording("aws-authorization-header-malformed")] });
    const found = only(await run(), "region-wrong");
    expect(remedy(found)).toEqual({ S3_REGION: "eu-central-1" });
    expect(ids(await run(remedy(found)))).toEqual(["ok"]);
  });

  it("reads the region from a permanent redirect", async () => {
    await start({ plays: [recording("aws-permanent-redirect")] });
    expect(remedy(only(await run(), "region-wrong"))).toEqual({ S3_REGION: "ap-northeast-1" });
  });

  it("knows R2's way of not knowing a key", async () => {
    await start({ plays: [recording("r2-key-length")] });
    expect(ids(await run())).toEqual(["key-unknown"]);
  });

  it("finds the clocks apart: refused, as Ceph RGW says it, and by the Date of an answer", async () => {
    await start({ plays: [recording("rgw-request-time-too-skewed")] });
    expect(ids(await run())).toEqual(["clock"]);
    await store.stop();
    await start({
      instead: (_, response) => {
        response.setHeader("date", new Date(Date.now() - 8 * 60_000).toUTCString());
        return false;
      },
    });
    const findings = await run();
    expect(ids(findings)).toEqual(["ok", "clock"]);
    expect(only(findings, "clock")).toMatchObject({ status: "warn", facts: { minutes: 8 } });
  });

  it("finds a store that sends no parts of files", async () => {
    await start({ ignoresRange: true });
    const found = only(await run(), "range-ignored");
    expect(ids(await run(remedy(found)))).toEqual(["ok"]);
  });

  it("names a web server that is no S3", async () => {
    await start({
      instead: (request, response) => {
        request.resume();
        response.writeHead(405, { "content-type": "text/html", server: "nginx" }).end("<html>Not Allowed</html>");
        return true;
      },
    });
    expect(only(await run(), "not-s3").facts).toMatchObject({ status: 405, server: "nginx" });
  });

  it("finds http behind https", async () => {
    store = await startStandIn();
    const found = only(await run({ S3_ENDPOINT: store.endpoint.replace("http:", "https:") }), "scheme");
    expect(remedy(found)).toEqual({ S3_ENDPOINT: store.endpoint });
  });

  it("follows the public URL and names the host that the site's policy does not", async () => {
    await start({
      instead: (request, response) => {
        if (request.headers.authorization !== undefined || !request.url?.startsWith("/alias/")) return false;
        const { port } = new URL(store.endpoint);
        response
          .writeHead(302, { location: `https://LOCALHOST.:${port}${request.url.replace("/alias", "/files")}` })
          .end();
        return true;
      },
    });
    const found = only(await run({ S3_ALIAS_HOST: `${store.host}/alias` }), "csp-host");
    expect(found.facts.host).toBe(`localhost.:${store.port}`);
    expect(remedy(found)).toEqual({ EXTRA_MEDIA_HOSTS: `https://localhost.:${store.port}` });
  });

  it("ends in time with a server that is silent, and with one that never stops", async () => {
    await start({ instead: () => true });
    const begun = Date.now();
    expect(ids(await run({}, "4.6.5", 3000))).toEqual(["timeout"]);
    expect(Date.now() - begun).toBeLessThan(3500);
    await store.stop();
    await start({
      instead: (request, response) => {
        request.resume();
        response.writeHead(200, { "content-type": "application/xml" });
        const more = setInterval(() => response.write("x".repeat(65_536)), 1);
        response.once("close", () => clearInterval(more));
        return true;
      },
    });
    expect((await run({}, "4.6.5", 3000)).some(({ status }) => status === "fail")).toBe(true);
  });

  it("removes the picture also when it is interrupted in the middle", async () => {
    const controller = new AbortController();
    await start({
      instead: (request) => {
        if (request.method !== "GET") return false;
        controller.abort(new DOMException("interrupted", "AbortError"));
        return true;
      },
    });
    await probe(
      {
        S3_ENABLED: "true",
        S3_BUCKET: "files",
        S3_ENDPOINT: store.endpoint,
        AWS_ACCESS_KEY_ID: "AKIASTANDIN",
        AWS_SECRET_ACCESS_KEY: "stand-in-secret",
      },
      { systemCas: [certificates.ca], signal: controller.signal },
    );
    expect(store.requests.map(({ line }) => line.split(" ")[0])).toContain("DELETE");
    expect(store.stored()).toEqual([]);
  });
});

it("ends in a finding, whatever the values are", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.ipV6(),
    fc.constantFrom("", " ", "'", "x".repeat(10_000), "::1", "-1", "1e99"),
  );
  const names = [
    "S3_BUCKET",
    "S3_REGION",
    "S3_HOSTNAME",
    "S3_ALIAS_HOST",
    "S3_PROTOCOL",
    "S3_PERMISSION",
    "S3_STORAGE_CLASS",
  ].concat([
    "S3_KEY_PREFIX",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "S3_READ_TIMEOUT",
    "AWS_CA_BUNDLE",
    "LOCAL_DOMAIN",
  ]);
  const base = { S3_ENABLED: "true", S3_BUCKET: "files", AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "secret" };
  const store = await startStandIn();
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), text), async (values) => {
      const findings = await probe({ ...base, S3_ENDPOINT: store.endpoint, ...values }, { systemCas: [] });
      expect(findings.length).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
  await store.stop();
}, 30_000);
