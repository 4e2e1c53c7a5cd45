import { afterAll, beforeAll, expect, it } from "vitest";
import { probeRedis } from "../../../src/probes/redis/probe.ts";
import { describeWith } from "../../services/available.ts";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { type Redis, redisPrograms, startRedis } from "../../services/redis.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { only, probing } from "../net/probing.ts";
import { applied, contextOf, told } from "../net/views.ts";

const { probe, after } = probing(probeRedis);
const fine = ["redis.ok all"];

describeWith([...redisPrograms, "openssl"], "the Redis probe and TLS", () => {
  let open: Redis;
  let secure: Redis;
  let certificates: Certificates;
  let directory: string;

  beforeAll(async () => {
    directory = scratch("redis-tls");
    certificates = makeCertificates(directory);
    [open, secure] = await Promise.all([startRedis(), startRedis({ tls: certificates, password: "p" })]);
  });

  afterAll(async () => {
    await Promise.all([open?.stop(), secure?.stop()]);
    discard(directory);
  });

  it("sees TLS where none is spoken, and the other way round", async () => {
    const plain = { REDIS_HOST: "localhost", REDIS_PORT: secure.port, REDIS_PASSWORD: "p" };
    const systemCas = [certificates.ca];
    const findings = await probe(plain, "4.6.5", contextOf({ systemCas }));
    expect(told(findings)).toEqual(["redis.tls-required all"]);
    const remedy = only(findings, "redis.tls-required").remedies[0];
    expect(remedy?.set).toEqual({
      REDIS_HOST: null,
      REDIS_PORT: null,
      REDIS_PASSWORD: null,
      REDIS_URL: `rediss://:p@localhost:${secure.port}/0`,
      REDIS_DRIVER: "ruby",
    });
    const wrong = { REDIS_URL: `rediss://localhost:${open.port}/0`, REDIS_DRIVER: "ruby" };
    const unneeded = await probe(wrong);
    expect(told(unneeded)).toEqual(["redis.tls-unneeded all"]);
    expect(await after(wrong, only(unneeded, "redis.tls-unneeded"), "plain")).toEqual(fine);
  });

  it("trusts by the system's store in Ruby, and by Node's own in streaming", async () => {
    const env = { REDIS_URL: `rediss://:p@localhost:${secure.port}/0`, REDIS_DRIVER: "ruby" };
    const own = await probe(env, "4.6.5", contextOf({ systemCas: [certificates.ca] }));
    expect(told(own)).toEqual(["redis.ok web", "redis.tls-untrusted streaming"]);
    const nobody = only(await probe(env), "redis.tls-untrusted");
    expect(nobody).toMatchObject({ process: "all", facts: { issuer: "mastosetup test CA" } });
    expect(nobody.remedies.map(({ key }) => key)).toEqual(["install-ca", "install-ca-streaming"]);
  });

  it("checks the name with the ruby driver and not with hiredis, as they do", async () => {
    const elsewhere = scratch("redis-probe");
    const odd = makeCertificates(elsewhere, "DNS:localhost");
    const server = await startRedis({ tls: odd });
    try {
      const context = contextOf({ systemCas: [odd.ca] });
      const env = { REDIS_URL: `rediss://127.0.0.1:${server.port}/0` };
      expect(told(await probe(env, "4.6.5", context)).slice(0, 1)).toEqual(["redis.ok web"]);
      const ruby = { ...env, REDIS_DRIVER: "ruby" };
      const findings = await probe(ruby, "4.6.5", context);
      expect(told(findings)).toContain("redis.tls-hostname web");
      const set = only(findings, "redis.tls-hostname").remedies[0]?.set;
      expect(set).toEqual({ REDIS_URL: `rediss://localhost:${server.port}/0` });
      expect(told(await probe(applied(ruby, set ?? {}), "4.6.5", context))).toContain("redis.ok web");
    } finally {
      await server.stop();
      discard(elsewhere);
    }
  });

  it("knows that the default driver has no TLS before 4.6", async () => {
    const env = { REDIS_URL: `rediss://:p@localhost:${secure.port}/0` };
    const context = contextOf({ systemCas: [certificates.ca] });
    expect(told(await probe(env, "4.3.23", context))).toContain("redis.tls-driver web");
    const later = await probe(env, "4.5.15", context);
    expect(told(later)).toEqual(["redis.tls-driver web", "redis.ok sidekiq", "redis.tls-untrusted streaming"]);
    expect(await after(env, only(later, "redis.tls-driver"), "driver", "4.5.15", context)).toEqual([
      "redis.ok web",
      "redis.tls-untrusted streaming",
    ]);
    expect(only(await probe(env, "4.2.0", context), "redis.tls-driver").remedies).toEqual([]);
  });
});
