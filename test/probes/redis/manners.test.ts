import { afterAll, beforeAll, expect, it } from "vitest";
import { probeRedis } from "../../../src/probes/redis/probe.ts";
import { describeWith } from "../../services/available.ts";
import { eventually } from "../../services/daemon.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../../services/postgres.ts";
import { type Redis, redisPrograms, startRedis } from "../../services/redis.ts";
import { leftovers, resources } from "../net/leftovers.ts";
import { listener } from "../net/listener.ts";
import { probing } from "../net/probing.ts";
import { contextOf, type Env, told } from "../net/views.ts";

const { probe } = probing(probeRedis);

describeWith([...redisPrograms, ...postgresPrograms], "the manners of the Redis probe", () => {
  let redis: Redis;
  let postgres: Postgres;
  let env: Env;

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ password: "p" }), startPostgres()]);
    env = { REDIS_HOST: "127.0.0.1", REDIS_PORT: redis.port, REDIS_PASSWORD: "p" };
  });

  afterAll(() => Promise.all([redis?.stop(), postgres?.stop()]));

  it("leaves no socket and no timer behind, also when it is called off", async () => {
    const before = resources();
    const silent = await listener(() => undefined);
    const controller = new AbortController();
    const pending = probe({ ...env, REDIS_PORT: silent.port }, "4.6.5", contextOf({ signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    await pending;
    await probe(env);
    await probe({ ...env, REDIS_PASSWORD: "wrong" });
    await probe({ REDIS_URL: `rediss://:p@localhost:${redis.port}/0` });
    await silent.stop();
    await eventually(async () => expect(leftovers(before)).toEqual([]), 2);
  });

  it("recognises a real PostgreSQL", async () => {
    const findings = await probe({ REDIS_HOST: "127.0.0.1", REDIS_PORT: postgres.port });
    expect(told(findings)).toEqual(["redis.not-redis all"]);
    expect(findings[0]?.facts.protocol).toBe("PostgreSQL");
  });
});
