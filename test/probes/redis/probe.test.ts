import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { en } from "../../../prompts/locales/en/index.ts";
import { ja } from "../../../prompts/locales/ja/index.ts";
import { probeRedis } from "../../../src/probes/redis/probe.ts";
import { describeWith } from "../../services/available.ts";
import { eventually } from "../../services/daemon.ts";
import { type Redis, redisPrograms, startRedis } from "../../services/redis.ts";
import { freePort } from "../../services/scratch.ts";
import { speak } from "../../support/speak.ts";
import { listener } from "../net/listener.ts";
import { only, probing } from "../net/probing.ts";
import { rewriting } from "../net/rewriting.ts";
import { contextOf, type Env, told, viewsOf } from "../net/views.ts";

const { probe, after } = probing(probeRedis);
const fine = ["redis.ok all"];

describeWith(redisPrograms, "the Redis probe", () => {
  let open: Redis;
  let locked: Redis;
  let openEnv: Env;
  let lockedEnv: Env;

  beforeAll(async () => {
    [open, locked] = await Promise.all([
      startRedis(),
      startRedis({
        password: "se cret#1%20+",
        acl: [
          "masto on >p:w ~* &* +@all -@admin",
          "limited on >p ~cache:* &* +@all",
          "deaf on >p ~* resetchannels +@all",
          "blind on >p ~* &* +@all -info",
        ],
      }),
    ]);
    openEnv = { REDIS_HOST: "127.0.0.1", REDIS_PORT: open.port };
    lockedEnv = { REDIS_HOST: "127.0.0.1", REDIS_PORT: locked.port };
  });

  afterAll(async () => {
    await Promise.all([open?.stop(), locked?.stop()]);
  });

  it("says once that all processes get on, and leaves no key behind", async () => {
    const findings = await probe(openEnv);
    expect(told(findings)).toEqual(fine);
    expect(findings[0]?.facts).toMatchObject({
      address: `127.0.0.1:${open.port}`,
      db: 0,
      user: "default",
      policy: "noeviction",
    });
    expect(findings[0]?.facts.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await open.command("KEYS", "*")).toBe("");
  });

  it("gets on by user and password, over the socket, and in another database", async () => {
    const user = { ...lockedEnv, REDIS_USER: "masto", REDIS_PASSWORD: "p:w", REDIS_DB: 3 };
    const findings = await probe(user);
    expect(told(findings)).toEqual(fine);
    expect(findings[0]?.facts).toMatchObject({ user: "masto", db: 3 });
    expect(told(await probe({ REDIS_URL: `unix://${open.socket}` }))).toEqual(fine);
  });

  it.each([
    ["a name without an address", { REDIS_HOST: "redis.invalid" }, ["redis.unresolvable all"]],
    ["a socket that is not there", { REDIS_URL: "unix:///nowhere/redis.sock" }, ["redis.socket-missing all"]],
    ["a host without a route", { REDIS_HOST: "255.255.255.255" }, ["redis.unreachable all"]],
    ["a password that is missing", { port: "locked" }, ["redis.password-missing all"]],
    ["a wrong password", { port: "locked", REDIS_PASSWORD: "wrong" }, ["redis.password-wrong all"]],
    ["a wrong user", { port: "locked", REDIS_USER: "nobody", REDIS_PASSWORD: "p" }, ["redis.password-wrong all"]],
    [
      "a key that is forbidden",
      { port: "locked", REDIS_USER: "limited", REDIS_PASSWORD: "p" },
      ["redis.acl-denied all"],
    ],
    [
      "a command that is forbidden",
      { port: "locked", REDIS_USER: "blind", REDIS_PASSWORD: "p" },
      ["redis.acl-denied all"],
    ],
    ["a value that is no port", { REDIS_PORT: "abc" }, ["redis.value-invalid all"]],
    ["Sentinel, which is not tried", { REDIS_SENTINELS: "a:1", REDIS_SENTINEL_MASTER: "m" }, ["redis.sentinel all"]],
  ])("names %s", async (_what, { port, ...change }: Env, wanted) => {
    const base = port === "locked" ? lockedEnv : openEnv;
    expect(told(await probe({ ...base, ...change }))).toEqual(wanted);
  });

  it("names a port where nothing listens, and a server that never answers", async () => {
    expect(told(await probe({ ...openEnv, REDIS_PORT: await freePort() }))).toEqual(["redis.refused all"]);
    const silent = await listener(() => undefined);
    const started = performance.now();
    const findings = await probe({ ...openEnv, REDIS_PORT: silent.port }, "4.6.5", contextOf({ deadline: 1500 }));
    await silent.stop();
    expect(told(findings)).toEqual(["redis.timeout all"]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("gives the rule that a forbidden key needs, and hears whether channels are allowed", async () => {
    const limited = only(await probe({ ...lockedEnv, REDIS_USER: "limited", REDIS_PASSWORD: "p" }), "redis.acl-denied");
    expect(limited.remedies[0]?.commands).toEqual(["redis-cli ACL SETUSER limited '~*' '&*' +@all -@admin"]);
    const deaf = await probe({ ...lockedEnv, REDIS_USER: "deaf", REDIS_PASSWORD: "p" });
    expect(told(deaf)).toEqual(["redis.ok all", "redis.acl-denied all"]);
    expect(only(deaf, "redis.acl-denied").facts.message).toMatch(/channel/);
  });

  it.each([
    ["4.3.23", ["redis.password-unneeded web", "redis.ok streaming"]],
    ["4.6.5", ["redis.password-unneeded web", "redis.ok sidekiq"]],
  ])("tells who minds a password that is not wanted (%s)", async (version, wanted) => {
    const env = { ...openEnv, REDIS_PASSWORD: "x" };
    const findings = await probe(env, version);
    expect(told(findings).slice(0, 2)).toEqual(wanted);
    expect(await after(env, only(findings, "redis.password-unneeded"), "drop", version)).toEqual(fine);
  });

  it.each([
    ["4.3.23", ["redis.ok web", "redis.user-without-password streaming"]],
    ["4.6.5", ["redis.user-without-password web", "redis.ok sidekiq"]],
  ])("tells who minds a user without a password (%s)", async (version, wanted) => {
    const env = { ...openEnv, REDIS_USER: "masto" };
    const findings = await probe(env, version);
    expect(told(findings).slice(0, 2)).toEqual(wanted);
    expect(await after(env, only(findings, "redis.user-without-password"), "drop", version)).toEqual(fine);
  });

  it("sees a password that web decodes and streaming does not, and one URL for both", async () => {
    const env = { ...lockedEnv, REDIS_PASSWORD: "se cret#1%20+" };
    const findings = await probe(env);
    expect(told(findings)).toEqual(["redis.password-wrong web", "redis.ok streaming"]);
    expect(await after(env, only(findings, "redis.password-wrong"), "one-url")).toEqual(fine);
  });

  it("names a database that is out of range", async () => {
    const env = { ...openEnv, REDIS_DB: 99 };
    const findings = await probe(env);
    expect(told(findings)).toEqual(["redis.db-out-of-range all"]);
    expect(await after(env, findings[0] ?? only([], ""), "use-zero")).toEqual(fine);
  });

  it("names a path and an IPv6 address as host, and the URL that works", async () => {
    const path = { REDIS_HOST: open.socket };
    const byPath = await probe(path);
    expect(told(byPath)).toEqual(["redis.host-is-path all"]);
    expect(await after(path, only(byPath, "redis.host-is-path"), "url")).toEqual(fine);
    for (const [host, wanted] of [
      ["::1", ["redis.ipv6-host web", "redis.ok streaming"]],
      ["[::1]", ["redis.ipv6-host streaming", "redis.ok web"]],
    ] as const) {
      const env = { ...openEnv, REDIS_HOST: host };
      const findings = await probe(env);
      expect(told(findings)).toEqual(wanted);
      expect(await after(env, only(findings, "redis.ipv6-host"), "url")).toEqual(fine);
    }
  });

  it("puts a scheme before a bare address, and takes an empty URL out", async () => {
    const bare = { REDIS_URL: `127.0.0.1:${open.port}` };
    const findings = await probe(bare);
    expect(told(findings)).toEqual(["redis.value-invalid web", "redis.ok streaming"]);
    expect(await after(bare, only(findings, "redis.value-invalid"), "scheme")).toEqual(fine);
    const empty = { ...openEnv, REDIS_URL: "" };
    for (const [version, effect] of [
      ["4.3.23", "stops"],
      ["4.6.5", "breaks"],
    ] as const) {
      const finding = only(await probe(empty, version), "redis.value-invalid");
      expect(finding).toMatchObject({ process: "web", effect });
      expect(await after(empty, finding, "drop", version)).toEqual(fine);
    }
  });

  it("names a replica and its master, a cluster, a full memory and a policy that evicts", async () => {
    const [replica, cluster, full, evicting] = await Promise.all([
      startRedis({ config: [`replicaof 127.0.0.1 ${open.port}`] }),
      startRedis({ config: ["cluster-enabled yes"] }),
      startRedis({ config: ["maxmemory 64kb"] }),
      startRedis({ config: ["maxmemory 100mb", "maxmemory-policy allkeys-lru"] }),
    ]);
    const at = (server: Redis) => ({ REDIS_HOST: "127.0.0.1", REDIS_PORT: server.port });
    try {
      await eventually(async () => expect(await replica.command("INFO", "replication")).toContain("role:slave"));
      const finding = only(await probe(at(replica)), "redis.replica");
      expect(finding.facts.master).toBe(`127.0.0.1:${open.port}`);
      expect(await after(at(replica), finding, "use-master")).toEqual(fine);
      expect(told(await probe(at(cluster)))).toEqual(["redis.cluster all"]);
      expect(told(await probe(at(full)))).toEqual(["redis.write-stopped all"]);
      const warned = await probe(at(evicting));
      expect(told(warned)).toEqual(["redis.ok all", "redis.evicting all"]);
      expect(warned[1]?.status).toBe("warn");
    } finally {
      await Promise.all([replica.stop(), cluster.stop(), full.stop(), evicting.stop()]);
    }
  });

  it("notices that streaming listens elsewhere", async () => {
    const views = viewsOf(openEnv).map((view) =>
      view.process === "streaming" ? { ...view, variables: new Map([...view.variables, ["REDIS_DB", "5"]]) } : view,
    );
    const finding = only(await probeRedis(views, contextOf()), "redis.streaming-differs");
    expect(finding).toMatchObject({ process: "streaming", effect: "breaks" });
    expect(finding.remedies[0]?.set).toEqual({
      REDIS_HOST: null,
      REDIS_PORT: null,
      REDIS_DB: null,
      REDIS_URL: `redis://127.0.0.1:${open.port}/0`,
    });
    for (const messages of [en, ja]) speak(finding, messages);
  });

  it("knows a server that is too old for the release", async () => {
    const old = await rewriting(open.port, "redis_version:7.0", "redis_version:5.0");
    const env = { REDIS_HOST: "127.0.0.1", REDIS_PORT: old.port };
    const findings = await probe(env);
    expect(told(findings)).toEqual(["redis.ok all", "redis.version-old all"]);
    expect(only(findings, "redis.version-old").facts).toMatchObject({ wanted: "7.0", release: "4.6.5" });
    expect(told(await probe(env, "4.3.23"))).toEqual(fine);
    await old.stop();
  });

  it("passes on what else the server says", async () => {
    const full = await startRedis({ config: ["maxclients 1"] });
    const held = connect(full.port, "127.0.0.1");
    await once(held, "connect");
    try {
      const findings = await probe({ REDIS_HOST: "127.0.0.1", REDIS_PORT: full.port });
      expect(told(findings)).toEqual(["redis.refused-by-server all"]);
      expect(findings[0]?.facts.message).toMatch(/max number of clients/);
    } finally {
      held.destroy();
      await eventually(() => full.command("PING"));
      await full.stop();
    }
  });

  it.runIf(process.getuid?.() === 0)("says that the socket is not for this account", async () => {
    process.seteuid?.("games");
    try {
      expect(told(await probe({ REDIS_URL: `unix://${open.socket}` }))).toEqual(["redis.socket-denied all"]);
    } finally {
      process.seteuid?.(0);
    }
  });

  it("finds Redis at its usual port when the named one is not there", async () => {
    const { lookAround } = await import("../../../src/probes/redis/around.ts");
    const { redisConnections } = await import("../../../src/mastodon/connections/redis.ts");
    const [connection] = redisConnections(viewsOf({ REDIS_HOST: "redis.invalid" }));
    if (connection?.kind !== "connection") throw new Error("no connection");
    const places = [
      { kind: "tcp", host: "localhost", port: open.port },
      { kind: "socket", path: locked.socket },
      { kind: "tcp", host: "localhost", port: await freePort() },
    ] as const;
    const found = await lookAround(connection, AbortSignal.timeout(5000), places);
    expect(found.map(({ set }) => set)).toEqual([
      { REDIS_HOST: "localhost", REDIS_PORT: String(open.port) },
      expect.objectContaining({ REDIS_URL: `unix://${locked.socket}`, REDIS_HOST: null }),
    ]);
  });

  it("never tells the password", async () => {
    const canary = "canary-7f3a";
    const all = await Promise.all([
      probe({ ...lockedEnv, REDIS_PASSWORD: canary }),
      probe({ REDIS_URL: `redis://:${canary}@127.0.0.1:${locked.port}/0` }),
      probe({ REDIS_URL: `redis://:${canary}#@127.0.0.1:${locked.port}/0` }),
    ]);
    for (const finding of all.flat()) expect(JSON.stringify(finding.facts)).not.toContain(canary);
    expect(all.flat().length).toBeGreaterThan(2);
  });
});
