import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../../../src/probes/database/client.ts";
import { probeDatabase } from "../../../src/probes/database/probe.ts";
import { describeWith } from "../../services/available.ts";
import { eventually } from "../../services/daemon.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../../services/postgres.ts";
import { redisPrograms, startRedis } from "../../services/redis.ts";
import { leftovers, resources } from "../net/leftovers.ts";
import { listener } from "../net/listener.ts";
import { probing } from "../net/probing.ts";
import { contextOf, type Env, told } from "../net/views.ts";

const { probe } = probing(probeDatabase);

describeWith([...postgresPrograms, ...redisPrograms], "the manners of the database probe", () => {
  let postgres: Postgres;
  let env: Env;

  beforeAll(async () => {
    postgres = await startPostgres();
    await postgres.sql("CREATE ROLE masto LOGIN PASSWORD 'p@ss'; CREATE DATABASE masto OWNER masto");
    env = { DB_HOST: "127.0.0.1", DB_PORT: postgres.port, DB_USER: "masto", DB_PASS: "p@ss", DB_NAME: "masto" };
  });

  afterAll(() => postgres?.stop());

  it("says what it is that answers in PostgreSQL's place", async () => {
    const greetings = [
      ["Redis", "+PONG\r\n"],
      ["MySQL", "J\0\0\0\n8.0.36\0"],
      ["SSH", "SSH-2.0-OpenSSH_9.2\r\n"],
      ["HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n"],
      ["SMTP", "220 mail.example ESMTP Postfix\r\n"],
    ] as const;
    await Promise.all(
      greetings.map(async ([protocol, greeting]) => {
        const other = await listener((socket) => socket.write(Buffer.from(greeting, "latin1")));
        const findings = await probe({ ...env, DB_PORT: other.port });
        await other.stop();
        expect(told(findings)).toEqual(["database.not-postgresql all"]);
        expect(findings[0]?.facts.protocol).toBe(protocol);
      }),
    );
  });

  it("recognises a real Redis by asking it", async () => {
    const redis = await startRedis();
    const findings = await probe({ ...env, DB_PORT: redis.port });
    await redis.stop();
    expect(findings[0]).toMatchObject({ id: "database.not-postgresql", facts: { protocol: "Redis" } });
  });

  it("is as patient as it was told with a server that never answers", async () => {
    const silent = await listener(() => undefined);
    const started = performance.now();
    const findings = await probe({ ...env, DB_PORT: silent.port }, "4.6.5", contextOf({ deadline: 1500 }));
    await silent.stop();
    expect(told(findings)).toEqual(["database.timeout all"]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("leaves no socket and no timer behind, also when it is called off", async () => {
    const before = resources();
    const silent = await listener(() => undefined);
    const controller = new AbortController();
    const pending = probe({ ...env, DB_PORT: silent.port }, "4.6.5", contextOf({ signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    await pending;
    await probe(env);
    await probe({ ...env, DB_SSLMODE: "require" });
    await probe({ ...env, DB_PASS: "wrong" });
    await silent.stop();
    await eventually(async () => expect(leftovers(before)).toEqual([]), 2);
  });

  it("asks a server that is shutting down again until the deadline", async () => {
    const [pid = ""] = readFileSync(join(await postgres.sql("SHOW data_directory"), "postmaster.pid"), "utf8").split(
      "\n",
    );
    const login = { host: postgres.host, port: postgres.port, database: "masto", user: "masto", password: "p@ss" };
    const held = await openSession(login, null, AbortSignal.timeout(5000));
    // A smart shutdown waits for the session that is open and lets nobody else in.
    process.kill(Number(pid), "SIGTERM");
    try {
      const findings = await eventually(async () => {
        const now = await probe({ ...env, DB_PORT: postgres.port }, "4.6.5", contextOf({ deadline: 1000 }));
        expect(told(now)).toEqual(["database.starting all"]);
        return now;
      }, 5);
      expect(findings[0]?.facts.seconds).toBeGreaterThanOrEqual(1);
    } finally {
      if (held.ok) await held.session.close();
    }
  });
});
