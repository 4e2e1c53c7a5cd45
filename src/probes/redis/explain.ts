import type { Facts, Finding, ProcessName, Remedy } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import type { RedisConnection } from "../../mastodon/connections/redis.ts";
import { urlParts, writeRedisUrl } from "../../mastodon/connections/redis-url.ts";
import { addressText, triedAddresses } from "../net/address.ts";
import { errorCode } from "../net/cause.ts";
import { addressesOf } from "../net/resolve.ts";
import { peekCertificate } from "../net/tls.ts";
import { asUrl, isByUrl, lookAround, moved, prefixOf } from "./around.ts";
import type { Failed } from "./attempt.ts";
import { replyError } from "./client.ts";

export interface ExplainOptions {
  readonly processes: readonly ProcessName[];
  /** Whether this machine's own Redis could be the one that is meant (not under docker). */
  readonly around: boolean;
  /** The URL of another process' connection that does get in, as changes. */
  readonly working: VariableChanges | null;
  /** Up to 4.2 there is no REDIS_DRIVER, and no TLS. */
  readonly hasDriver: boolean;
}

/** The finding of a connection that does not do, with what was tried and what could mend it. */
export async function failureFinding(attempt: Failed, signal: AbortSignal, options: ExplainOptions): Promise<Finding> {
  const { connection, cause, ms } = attempt;
  const facts = { ...baseFacts(attempt), ...(await ownFacts(attempt, signal)) };
  const base = { facts, ms, variables: variablesOf(connection, cause) };
  switch (cause) {
    case "unresolvable":
    case "refused":
    case "not-redis":
    case "socket-missing": {
      const found = options.around ? await lookAround(connection, signal) : [];
      const remedies = found.map(({ text, set }) => ({ key: "use-found" as const, facts: { found: text }, set }));
      return finding(`redis.${cause}`, { ...base, remedies });
    }
    case "password-wrong":
      return finding("redis.password-wrong", {
        ...base,
        remedies: options.working ? [{ key: "one-url", set: options.working }] : [],
      });
    case "password-unneeded":
      return finding("redis.password-unneeded", {
        ...base,
        remedies: [{ key: "drop", set: withoutLogin(connection) }],
      });
    case "user-without-password":
      return finding("redis.user-without-password", {
        ...base,
        remedies: [{ key: "drop", set: withoutLogin(connection) }],
      });
    case "acl-denied":
      return finding("redis.acl-denied", { ...base, remedies: [allow(connection)] });
    case "tls-required":
      return finding("redis.tls-required", { ...base, remedies: options.hasDriver ? [overTls(connection)] : [] });
    case "tls-unneeded":
      return finding("redis.tls-unneeded", { ...base, remedies: [plain(connection)] });
    case "tls-untrusted":
      return finding("redis.tls-untrusted", { ...base, remedies: installCa(options.processes) });
    case "tls-hostname":
      return finding("redis.tls-hostname", {
        ...base,
        remedies: await nameInCertificate(attempt, facts.names, signal),
      });
    case "db-out-of-range":
      return finding("redis.db-out-of-range", { ...base, remedies: [databaseZero(connection)] });
    case "replica":
      return finding("redis.replica", { ...base, remedies: toMaster(attempt) });
    default:
      return finding(`redis.${cause}`, base);
  }
}

function baseFacts({ connection, error }: Failed): Facts {
  const { address, db, login } = connection;
  const user = login.kind === "none" ? "default" : (login.user ?? "default");
  return { address: addressText(address), user, db, tried: triedAddresses(error) };
}

function variablesOf({ from }: RedisConnection, cause: Failed["cause"]): readonly string[] {
  if (cause === "user-without-password") return [...new Set([from.user, from.password])];
  if (cause.startsWith("password-") || cause === "acl-denied") return [...new Set([from.password, from.user])];
  return [cause === "db-out-of-range" ? from.db : from.address];
}

async function ownFacts({ cause, connection, error, protocol, info, ms }: Failed, signal: AbortSignal): Promise<Facts> {
  switch (cause) {
    case "timeout":
      return { seconds: Math.max(1, Math.round(ms / 1000)) };
    case "not-redis":
      return { protocol: protocol ?? "?" };
    case "tls-untrusted":
    case "tls-hostname": {
      const unknown = { subject: "?", names: [], issuer: "?", expires: "?" };
      const seen = await peekCertificate(connection.address, signal);
      return { reason: errorCode(error) ?? "", ...(seen ?? unknown) };
    }
    case "unreachable":
      return { reason: errorCode(error) ?? "" };
    case "replica":
      return { master: info?.master ? addressText({ kind: "tcp", ...info.master }) : "?" };
    case "acl-denied":
    case "write-stopped":
    case "cluster":
    case "refused-by-server":
      return { message: replyError(error) ?? errorCode(error) ?? (error instanceof Error ? error.message : "?") };
    default:
      return {};
  }
}

function withoutLogin(connection: RedisConnection): VariableChanges {
  if (isByUrl(connection)) {
    const url = writeRedisUrl({ ...urlParts(connection), user: null, password: null }, connection.tls !== null);
    return { [connection.from.address]: url };
  }
  return { [connection.from.user]: null, [connection.from.password]: null };
}

/** All keys and channels, and all commands but those of the administrator (CONFIG, ACL, SHUTDOWN …). */
function allow({ login }: RedisConnection): Remedy<"allow"> {
  const user = login.kind === "none" ? "default" : (login.user ?? "default");
  return { key: "allow", commands: [`redis-cli ACL SETUSER ${quoted(user)} '~*' '&*' +@all -@admin`] };
}

function quoted(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function overTls(connection: RedisConnection): Remedy<"tls"> {
  const url = writeRedisUrl(urlParts(connection), true);
  return { key: "tls", set: { ...asUrl(connection, url), REDIS_DRIVER: "ruby" } };
}

function plain(connection: RedisConnection): Remedy<"plain"> {
  return { key: "plain", set: { [connection.from.address]: writeRedisUrl(urlParts(connection)), REDIS_DRIVER: null } };
}

/** No line of the file does it: SSL_CERT_FILE and NODE_EXTRA_CA_CERTS are read before the file is. */
function installCa(processes: readonly ProcessName[]): readonly Remedy<"install-ca" | "install-ca-streaming">[] {
  const rails = {
    key: "install-ca",
    commands: ["cp ca.pem /usr/local/share/ca-certificates/redis-ca.crt", "update-ca-certificates"],
  } as const;
  const streaming = {
    key: "install-ca-streaming",
    commands: [
      "mkdir -p /etc/systemd/system/mastodon-streaming@.service.d",
      "printf '[Service]\\nEnvironment=NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/redis-ca.crt\\n' > /etc/systemd/system/mastodon-streaming@.service.d/redis-ca.conf",
      "systemctl daemon-reload",
    ],
  } as const;
  return [
    ...(processes.some((one) => one !== "streaming") ? [rails] : []),
    ...(processes.includes("streaming") ? [streaming] : []),
  ];
}

async function nameInCertificate({ connection }: Failed, names: Facts[string] | undefined, signal: AbortSignal) {
  const { address } = connection;
  if (address.kind !== "tcp" || !Array.isArray(names)) return [];
  const own = await addressesOf(address.host, signal);
  for (const name of names
    .map(String)
    .filter((one) => /^[a-z\d-]+(?:\.[a-z\d-]+)*$/i.test(one) && /[a-z]/i.test(one))) {
    const same = (await addressesOf(name, signal)).some((one) => own.includes(one));
    if (same)
      return [{ key: "use-name" as const, facts: { name }, set: moved(connection, { ...address, host: name }) }];
  }
  return [];
}

function databaseZero(connection: RedisConnection): Remedy<"use-zero"> {
  const set = isByUrl(connection)
    ? { [connection.from.address]: writeRedisUrl({ ...urlParts(connection), db: 0 }, connection.tls !== null) }
    : { [`${prefixOf(connection)}REDIS_DB`]: "0" };
  return { key: "use-zero", set };
}

function toMaster({ connection, info }: Failed): readonly Remedy<"use-master">[] {
  if (!info?.master) return [];
  const address = { kind: "tcp", ...info.master } as const;
  return [{ key: "use-master", facts: { found: addressText(address) }, set: moved(connection, address) }];
}
