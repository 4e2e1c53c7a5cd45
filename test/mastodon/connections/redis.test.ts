import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRelease } from "../../../src/environment/release.ts";
import type { ProcessName } from "../../../src/findings/finding.ts";
import { type RedisConnection, type RedisRole, redisConnections } from "../../../src/mastodon/connections/redis.ts";
import { writeRedisUrl } from "../../../src/mastodon/connections/redis-url.ts";

type Env = Readonly<Record<string, string>>;

function connections(process: ProcessName, env: Env, version = "4.6.5") {
  const release = parseRelease(version);
  if (!release) throw new Error(version);
  const place = { release, runtime: "systemd", directory: null } as const;
  return redisConnections([{ process, place, variables: new Map(Object.entries(env)) }]);
}

/** As "AUTH user password @ host:port/db tls", or the finding's id. */
function told(process: ProcessName, role: RedisRole, env: Env, version?: string): string {
  const one = connections(process, env, version).find((each) => each.role === role);
  if (!one) return "-";
  if (one.kind === "invalid") return one.finding.id;
  const { address, db, login, tls } = one;
  const where = address.kind === "socket" ? address.path : `${address.host}:${address.port}`;
  const words =
    login.kind === "none" ? "" : `${login.kind === "hello" ? "HELLO" : "AUTH"} ${login.user ?? "-"} ${login.password} `;
  return `${words}@ ${where}/${db}${tls ? ` ${tls.verify}` : ""}`;
}

const web = (env: Env, version?: string) => told("web", "base", env, version);
const streaming = (env: Env, version?: string) => told("streaming", "base", env, version);
const queue = (env: Env, version?: string) => told("sidekiq", "sidekiq", env, version);
const cache = (env: Env, version?: string) => told("web", "cache", env, version);

describe("the connection to Redis", () => {
  // [what, variables, web, streaming], Mastodon 4.6
  it.each<[string, Env, string, string]>([
    ["by default", {}, "@ localhost:6379/0", "@ 127.0.0.1:6379/0"],
    [
      "in parts",
      { REDIS_HOST: "H.Example", REDIS_PORT: "7", REDIS_DB: "2", REDIS_USER: "u", REDIS_PASSWORD: "p" },
      "AUTH u p @ h.example:7/2",
      "AUTH u p @ H.Example:7/2",
    ],
    [
      "with special characters in the password",
      { REDIS_PASSWORD: "p@:/#?+& é" },
      "AUTH - p@:/#?+& é @ localhost:6379/0",
      "AUTH - p@:/#?+& é @ 127.0.0.1:6379/0",
    ],
    [
      "with an escape in the password, which Addressable decodes",
      { REDIS_PASSWORD: "a%20b%zz" },
      "AUTH - a b%zz @ localhost:6379/0",
      "AUTH - a%20b%zz @ 127.0.0.1:6379/0",
    ],
    [
      "with special characters in the user, which redis-client leaves encoded",
      { REDIS_USER: "a:b", REDIS_PASSWORD: "p" },
      "AUTH a%3Ab p @ localhost:6379/0",
      "AUTH a:b p @ 127.0.0.1:6379/0",
    ],
    ["with an empty password", { REDIS_PASSWORD: "" }, "@ localhost:6379/0", "@ 127.0.0.1:6379/0"],
    ["with a user and no password", { REDIS_USER: "u" }, "AUTH - u @ localhost:6379/0", "AUTH u  @ 127.0.0.1:6379/0"],
    ["with an empty host", { REDIS_HOST: "" }, "redis.value-invalid", "@ localhost:6379/0"],
    ["with a path as host", { REDIS_HOST: "/run/redis.sock" }, "redis.host-is-path", "redis.host-is-path"],
    ["with a bare IPv6 address", { REDIS_HOST: "::1" }, "redis.ipv6-host", "@ ::1:6379/0"],
    ["with an IPv6 address in brackets", { REDIS_HOST: "[::1]" }, "@ ::1:6379/0", "redis.ipv6-host"],
    ["with host and port in one", { REDIS_HOST: "h:7" }, "redis.value-invalid", "@ h:7:6379/0"],
    ["with a port that is none", { REDIS_PORT: "abc" }, "redis.value-invalid", "redis.value-invalid"],
    ["with a database that is no number", { REDIS_DB: "zero" }, "redis.value-invalid", "redis.value-invalid"],
    ["by URL", { REDIS_URL: "redis://u:p%40@h:7/2", REDIS_HOST: "other" }, "AUTH u p@ @ h:7/2", "AUTH u p@ @ h:7/2"],
    [
      "by URL with a plus, which is a space to Ruby",
      { REDIS_URL: "redis://:p+w@h/" },
      "AUTH - p w @ h:6379/0",
      "AUTH - p+w @ h:6379/0",
    ],
    ["by URL with IPv6", { REDIS_URL: "redis://[::1]:6379/0" }, "@ ::1:6379/0", "@ ::1:6379/0"],
    ["by URL with a user alone", { REDIS_URL: "redis://u@h" }, "AUTH - u @ h:6379/0", "AUTH u  @ h:6379/0"],
    [
      "by the URL of a socket",
      { REDIS_URL: "unix:///run/r.sock?db=3", REDIS_PASSWORD: "p" },
      "@ /run/r.sock/3",
      "@ /run/r.sock/3",
    ],
    [
      "by the URL of a socket with a login",
      { REDIS_URL: "unix://u:p%40@/run/r.sock" },
      "AUTH u p@ @ /run/r.sock/0",
      "AUTH u p@ @ /run/r.sock/0",
    ],
    ["by an empty URL", { REDIS_URL: "" }, "redis.value-invalid", "@ 127.0.0.1:6379/0"],
    ["by a URL without scheme", { REDIS_URL: "127.0.0.1:7" }, "redis.value-invalid", "@ 127.0.0.1:7/0"],
    [
      "by a URL with a raw # in the password",
      { REDIS_URL: "redis://:a#b@h:1/0" },
      "redis.value-invalid",
      "redis.value-invalid",
    ],
    ["by a URL of another scheme", { REDIS_URL: "http://h:8/1" }, "redis.value-invalid", "redis.value-invalid"],
    ["over TLS", { REDIS_URL: "rediss://h" }, "@ h:6379/0 chain", "@ h:6379/0 name"],
    [
      "over TLS with the ruby driver",
      { REDIS_URL: "rediss://h", REDIS_DRIVER: "ruby" },
      "@ h:6379/0 name",
      "@ h:6379/0 name",
    ],
    ["by Sentinel", { REDIS_SENTINELS: "a:1", REDIS_SENTINEL_MASTER: "m" }, "redis.sentinel", "redis.sentinel"],
  ])("%s", (_what, env, rails, node) => {
    expect([web(env), streaming(env)]).toEqual([rails, node]);
    expect(told("sidekiq", "base", env)).toBe(rails);
  });

  it("is another client's in each release", () => {
    const login = { REDIS_USER: "u", REDIS_PASSWORD: "p" };
    expect(queue(login, "4.3.23")).toBe("AUTH u p @ localhost:6379/0");
    expect(queue(login, "4.4.0")).toBe("HELLO u p @ localhost:6379/0");
    expect(queue({ REDIS_PASSWORD: "p" }, "4.6.5")).toBe("HELLO default p @ localhost:6379/0");
    expect(web({ REDIS_USER: "u" }, "4.5.15")).toBe("@ localhost:6379/0");
    expect([web(login, "4.2.0"), streaming(login, "4.2.0")]).toEqual([
      "AUTH - p @ localhost:6379/0",
      "AUTH - p @ 127.0.0.1:6379/0",
    ]);
    expect(streaming(login, "4.3.0")).toBe("AUTH - p @ 127.0.0.1:6379/0");
    expect(web({ REDIS_DB: "zero" }, "4.3.23")).toBe("@ localhost:6379/0");
    expect(web({ REDIS_URL: "" }, "4.2.0")).toBe("@ localhost:6379/0");
    expect(web({ REDIS_URL: "unix:///r.sock?db=3" }, "4.3.23")).toBe("@ /r.sock/0");
    expect(web({ REDIS_URL: "unix://u:p@/r.sock" }, "4.3.23")).toBe("@ /r.sock/0");
  });

  it("has TLS in the default driver only where hiredis-client is", () => {
    const env = { REDIS_URL: "rediss://h" };
    expect([web(env, "4.3.23"), queue(env, "4.3.23")]).toEqual(["redis.tls-driver", "redis.tls-driver"]);
    expect([web(env, "4.5.15"), queue(env, "4.5.15")]).toEqual(["redis.tls-driver", "@ h:6379/0 chain"]);
    const ruby = { ...env, REDIS_DRIVER: "ruby" };
    expect([web(ruby, "4.3.23"), web(ruby, "4.2.0")]).toEqual(["@ h:6379/0 name", "redis.tls-driver"]);
  });

  it("takes another server for queues or cache as a whole, and nothing of the base with it", () => {
    const base = { REDIS_HOST: "h", REDIS_PORT: "7", REDIS_PASSWORD: "p", REDIS_DB: "2" };
    expect(queue({ ...base, SIDEKIQ_REDIS_HOST: "s" })).toBe("@ s:6379/0");
    expect(queue({ ...base, SIDEKIQ_REDIS_PORT: "9" })).toBe("HELLO default p @ h:7/2");
    expect(queue({ ...base, SIDEKIQ_REDIS_PORT: "9" }, "4.2.0")).toBe("@ 127.0.0.1:9/0");
    expect(cache({ ...base, CACHE_REDIS_URL: "redis://c/1" })).toBe("@ c:6379/1");
    expect(streaming({ ...base, CACHE_REDIS_URL: "redis://c/1" })).toBe("AUTH - p @ h:7/2");
  });

  it("is written as a URL that every client reads back alike", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((one) => !/\p{Cs}/u.test(one) && one.normalize("NFC") === one);
    const user = fc.option(fc.stringMatching(/^[a-z][\w.-]*$/), { nil: null });
    const host = fc.constantFrom("h.example", "127.0.0.1", "::1", "h_1");
    const parts = fc.record({ user, password: text, host, port: fc.integer({ min: 1, max: 65535 }), db: fc.nat(15) });
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom("4.2.0", "4.3.23", "4.5.15", "4.6.5"),
        ({ host: name, port, db, ...login }, version) => {
          const address = { kind: "tcp", host: name, port } as const;
          const env = { REDIS_URL: writeRedisUrl({ address, db, ...login }) };
          for (const process of ["web", "streaming"] as const) {
            for (const read of connections(process, env, version)) {
              const one = read as RedisConnection;
              expect(one).toMatchObject({ kind: "connection", address, db, login: { password: login.password } });
              if (login.user !== null) expect(one.login).toMatchObject({ user: login.user });
            }
          }
        },
      ),
    );
  });

  it("is never more than a connection or a finding, whatever the values", () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom("", " ", "::", "%", "redis://", "rediss://[", "unix:", "\0", "1e9"),
    );
    const parts = ["URL", "HOST", "PORT", "DB", "USER", "PASSWORD", "SENTINELS", "DRIVER"];
    const names = ["", "SIDEKIQ_", "CACHE_"].flatMap((prefix) => parts.map((part) => `${prefix}REDIS_${part}`));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), value),
        fc.constantFrom("4.2.0", "4.3.0", "4.6.5"),
        (env, version) => {
          for (const process of ["web", "streaming"] as const) connections(process, env, version);
        },
      ),
    );
  });
});
