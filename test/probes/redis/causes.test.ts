import { ReplyError } from "ioredis";
import { expect, it } from "vitest";
import { redisCause } from "../../../src/probes/redis/causes.ts";
import { isOlder } from "../../../src/probes/redis/inspect.ts";

// As recorded from Redis 7.0, and where marked from older ones.
it.each([
  ["NOAUTH Authentication required.", "password-missing"],
  ["NOAUTH HELLO must be called with the client already authenticated, otherwise …", "password-missing"],
  ["WRONGPASS invalid username-password pair or user is disabled.", "password-wrong"],
  ["ERR invalid password", "password-wrong"], // 5
  [
    "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?",
    "password-unneeded",
  ],
  ["ERR Client sent AUTH, but no password is set", "password-unneeded"], // 5
  ["NOPERM this user has no permissions to run the 'info' command", "acl-denied"],
  ["NOPERM this user has no permissions to access one of the keys used as arguments", "acl-denied"],
  ["ERR DB index is out of range", "db-out-of-range"],
  ["READONLY You can't write against a read only replica.", "replica"],
  ["MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.", "write-stopped"],
  ["OOM command not allowed when used memory > 'maxmemory'.", "write-stopped"],
  ["CLUSTERDOWN Hash slot not served", "cluster"],
  ["MOVED 3999 127.0.0.1:6381", "cluster"],
  ["ERR max number of clients reached", "refused-by-server"],
])("%s", (reply, cause) => {
  expect(redisCause(new ReplyError(reply))).toBe(cause);
});

it.each([
  ["ENOTFOUND", "unresolvable"],
  ["ECONNREFUSED", "refused"],
  ["ENOENT", "socket-missing"],
  ["EACCES", "socket-denied"],
  ["EHOSTUNREACH", "unreachable"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls-untrusted"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-hostname"],
  ["ECONNRESET", "refused-by-server"],
])("%s", (code, cause) => {
  expect(redisCause(Object.assign(new Error(code), { code }))).toBe(cause);
});

it("compares versions by their first two numbers", () => {
  expect(isOlder("6.0.16", "6.2")).toBe(true);
  expect(isOlder("6.2.0", "6.2")).toBe(false);
  expect(isOlder("10.0.0", "7.0")).toBe(false);
  expect(isOlder("", "7.0")).toBe(false);
});
