import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../services/scratch.ts";
import { ids, only, probe, type Values } from "./support.ts";

describe("the storage probe and addresses where nothing is", () => {
  let silent: Server;
  let silentPort: number;
  beforeAll(async () => {
    silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    silentPort = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => silent.close());

  const run = (changes: Values, deadline = 10_000) =>
    probe(
      {
        S3_ENABLED: "true",
        S3_BUCKET: "files",
        S3_HOSTNAME: "files.example.com",
        AWS_ACCESS_KEY_ID: "AKIA",
        AWS_SECRET_ACCESS_KEY: "secret",
        ...changes,
      },
      { deadline },
    );

  it("names a host without an address", async () => {
    const found = only(await run({ S3_ENDPOINT: "https://s3.invalid" }), "unresolvable");
    expect(found.facts).toMatchObject({ host: "s3.invalid", port: 443 });
  });

  it("names a port where nothing listens", async () => {
    const port = await freePort();
    expect(only(await run({ S3_ENDPOINT: `http://127.0.0.1:${port}` }), "refused").facts.port).toBe(port);
  });

  it.each(["http", "https"])("ends in time where nobody answers over %s", async (scheme) => {
    const begun = Date.now();
    const found = only(await run({ S3_ENDPOINT: `${scheme}://127.0.0.1:${silentPort}` }, 2000), "timeout");
    expect(found.facts.seconds).toBe(2);
    expect(Date.now() - begun).toBeLessThan(2500);
  });

  it("waits as long as the file tells Mastodon to", async () => {
    const begun = Date.now();
    await run({ S3_ENDPOINT: `http://127.0.0.1:${silentPort}`, S3_READ_TIMEOUT: "1" });
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  it("names a host without a way to it", async () => {
    expect(only(await run({ S3_ENDPOINT: "http://224.0.0.1:9000" }), "unreachable").facts.code).toBe("ENETUNREACH");
  });

  it("names what else listens there", async () => {
    const redis = createServer((socket) => socket.end("-ERR unknown command\r\n"));
    await new Promise<void>((resolve) => redis.listen(0, "127.0.0.1", resolve));
    const address = redis.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const found = only(await run({ S3_ENDPOINT: `http://127.0.0.1:${port}` }), "not-s3");
    redis.close();
    expect(found.facts.server).toBe("Redis");
  });

  it("misses the endpoint of somebody who is not Amazon", async () => {
    const found = only(await run({ S3_REGION: "fr-par", S3_HOSTNAME: "s3.fr-par.scw.cloud" }), "endpoint-missing");
    expect(found.remedies[0]?.set).toEqual({ S3_ENDPOINT: "https://s3.fr-par.scw.cloud" });
  });

  it("refuses what the Ruby SDK can't do, without a connection", async () => {
    expect(ids(await run({ S3_ENDPOINT: "http://[::1]:9000" }))).toEqual(["ipv6-endpoint"]);
    const found = only(await run({ S3_ENDPOINT: "minio.example.com:9000" }), "value-invalid");
    expect(found.remedies[0]?.set).toEqual({ S3_ENDPOINT: "https://minio.example.com:9000" });
    expect(ids(await run({ S3_ENDPOINT: "https://s3.invalid", AWS_SECRET_ACCESS_KEY: "" }))).toEqual(["key-missing"]);
    expect(ids(await run({ AWS_ACCESS_KEY_ID: null, AWS_SECRET_ACCESS_KEY: null }))).toEqual(["skipped"]);
    expect(ids(await run({ S3_ENABLED: null, SWIFT_ENABLED: "true" }))).toEqual(["skipped"]);
  });
});
