import { type NetCause, netCause } from "../net/cause.ts";
import { replyError } from "./client.ts";

/** Why a connection does not do what Mastodon needs; each is a finding's id behind `redis.`. */
export type RedisCause =
  | "unresolvable"
  | "refused"
  | "unreachable"
  | "timeout"
  | "not-redis"
  | "socket-missing"
  | "socket-denied"
  | "password-missing"
  | "password-wrong"
  | "password-unneeded"
  | "user-without-password"
  | "acl-denied"
  | "tls-required"
  | "tls-unneeded"
  | "tls-untrusted"
  | "tls-hostname"
  | "db-out-of-range"
  | "replica"
  | "cluster"
  | "write-stopped"
  | "refused-by-server";

/** Redis begins an error with a code, except where it is the general ERR; only there its words must tell. */
const replies: readonly (readonly [RegExp, RedisCause])[] = [
  [/^NOAUTH /, "password-missing"],
  [/^WRONGPASS /, "password-wrong"],
  [/^NOPERM /, "acl-denied"],
  [/^READONLY /, "replica"],
  [/^(?:MOVED|ASK|CLUSTERDOWN|CROSSSLOT) /, "cluster"],
  [/^(?:MISCONF|OOM|NOREPLICAS) /, "write-stopped"],
  [/^ERR invalid password/, "password-wrong"],
  [/^ERR .*(?:without any password|no password is set)/, "password-unneeded"],
  [/^ERR .*(?:DB index is out of range|invalid DB index)/, "db-out-of-range"],
];

const byNetCause: Readonly<Record<NetCause, RedisCause>> = {
  unresolvable: "unresolvable",
  refused: "refused",
  timeout: "timeout",
  unreachable: "unreachable",
  reset: "refused-by-server",
  "socket-missing": "socket-missing",
  "socket-denied": "socket-denied",
  "tls-untrusted": "tls-untrusted",
  "tls-hostname": "tls-hostname",
  "not-tls": "refused-by-server",
  unknown: "refused-by-server",
};

export function redisCause(error: unknown): RedisCause {
  const reply = replyError(error);
  if (reply === null) return byNetCause[netCause(error)];
  return replies.find(([pattern]) => pattern.test(reply))?.[1] ?? "refused-by-server";
}
