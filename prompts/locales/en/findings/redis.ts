import type { FindingTexts } from "../../texts.ts";

/** {message} is in the server's own words; {policy} is Redis' maxmemory-policy. */
export const redis: FindingTexts<"redis"> = {
  "redis.ok": {
    title: "Redis {version} at {address} works (database {db}, user {user}, TLS {tls}, {policy})",
    detail: "",
    remedies: {},
  },
  "redis.unresolvable": {
    title: "The name in {address} (Redis) has no address",
    detail: "Neither DNS nor the hosts file knows it. A typo, or a name that only exists inside Docker's network.",
    remedies: { "use-found": "Use the Redis that answers at {found}" },
  },
  "redis.refused": {
    title: "Nothing listens at {address}, where Redis should be",
    detail: "The machine is there and refuses the connection: Redis is not running, or uses another port or address.",
    remedies: { "use-found": "Use the Redis that answers at {found}" },
  },
  "redis.unreachable": {
    title: "There is no way to Redis at {address} ({reason})",
    detail:
      "This machine has no route there. An IPv6 address without IPv6, or a private network that is not connected.",
    remedies: {},
  },
  "redis.timeout": {
    title: "Redis at {address} did not answer within {seconds} s",
    detail: "Usually a firewall that drops the packets, or a wrong address.",
    remedies: {},
  },
  "redis.not-redis": {
    title: "Something else than Redis answers at {address}",
    detail: "What it speaks: {protocol}. The port belongs to another service.",
    remedies: { "use-found": "Use the Redis that answers at {found}" },
  },
  "redis.socket-missing": {
    title: "There is no Redis socket at {address}",
    detail: "Redis keeps its socket elsewhere (unixsocket in redis.conf), or is not running.",
    remedies: { "use-found": "Use the Redis that answers at {found}" },
  },
  "redis.socket-denied": {
    title: "This account may not open the socket {address}",
    detail: "Often Mastodon's account has to be a member of the group redis, and unixsocketperm has to be 770.",
    remedies: {},
  },
  "redis.host-is-path": {
    title: "{variable} is a path, and {process} takes it for a host name",
    detail: "A socket works only as a URL.",
    remedies: { url: "Use {url} as URL" },
  },
  "redis.ipv6-host": {
    title: "{process} can't use the IPv6 address {host} in {variable}",
    detail: "Web needs it in brackets, streaming without them. Only a URL suits both.",
    remedies: { url: "Use redis://[{host}] as URL, with the same port, database and password" },
  },
  "redis.value-invalid": {
    title: "{process} can't read the value of {variable}",
    detail: "In a URL, special characters of the password must be percent-encoded.",
    remedies: { drop: "Take the line out", scheme: "Put redis:// in front" },
  },
  "redis.password-missing": {
    title: "Redis at {address} wants a password, and {process} sends none",
    detail: "It is what requirepass or the user's rule in the server's configuration says.",
    remedies: {},
  },
  "redis.password-wrong": {
    title: "Redis at {address} refuses the user {user} or the password that {process} sends",
    detail: "Web decodes sequences such as %20 in a password, streaming does not.",
    remedies: { "one-url": "Use one URL that all processes read alike" },
  },
  "redis.password-unneeded": {
    title: "Redis at {address} wants no password, and {process} sends one",
    detail: "The server answers with an error, and this client gives up. Others (streaming, newer Sidekiq) go on.",
    remedies: { drop: "Send no password" },
  },
  "redis.user-without-password": {
    title: "A Redis user is set without a password, which {process} can't do",
    detail: "Newer web sends the name as the password, streaming sends an empty password.",
    remedies: { drop: "Send no user" },
  },
  "redis.acl-denied": {
    title: "Redis at {address} forbids {user} something that {process} needs",
    detail: "It says: {message}",
    remedies: { allow: "Allow all keys and channels, and all commands but the administrator's" },
  },
  "redis.tls-required": {
    title: "Redis at {address} speaks TLS only, and {process} does not",
    detail: "",
    remedies: { tls: "Use a rediss:// URL, with the driver that can do TLS (REDIS_DRIVER=ruby)" },
  },
  "redis.tls-unneeded": {
    title: "Redis at {address} has no TLS, and {process} insists on it",
    detail: "",
    remedies: { plain: "Use redis:// without TLS: everything, the password too, goes unencrypted" },
  },
  "redis.tls-driver": {
    title: "{process} has no TLS for Redis in this release without REDIS_DRIVER=ruby",
    detail: "{variable} begins with rediss://, and the default driver, hiredis, can't do it.",
    remedies: { driver: "Set REDIS_DRIVER=ruby" },
  },
  "redis.tls-untrusted": {
    title: "{process} does not trust the certificate of Redis at {address} ({reason})",
    detail:
      "It is for {subject}, issued by {issuer}, valid until {expires}. No line of this file can change that: the CA has to be installed.",
    remedies: {
      "install-ca": "Put the CA into the system's store, for web and Sidekiq (Debian and Ubuntu)",
      "install-ca-streaming": "Name the CA to the streaming service",
    },
  },
  "redis.tls-hostname": {
    title: "The certificate of Redis at {address} is for another name",
    detail: "It is for {names}, issued by {issuer}, valid until {expires}.",
    remedies: { "use-name": "Use {name}, which the certificate has and which is the same machine" },
  },
  "redis.db-out-of-range": {
    title: "Redis at {address} has no database {db}",
    detail: "It has 16 of them unless its configuration says otherwise, counted from 0.",
    remedies: { "use-zero": "Use database 0" },
  },
  "redis.version-old": {
    title: "Redis {version} at {address} is too old for Mastodon {release}",
    detail: "It needs {wanted} or newer; Sidekiq does not start otherwise.",
    remedies: {},
  },
  "redis.replica": {
    title: "Redis at {address} is a replica and can't be written to",
    detail: "Its master is {master}.",
    remedies: { "use-master": "Use the master at {found}" },
  },
  "redis.cluster": {
    title: "Redis at {address} is part of a cluster, which Mastodon can't use",
    detail: "It says: {message}",
    remedies: {},
  },
  "redis.write-stopped": {
    title: "Redis at {address} takes no writes at the moment",
    detail: "It says: {message}",
    remedies: {},
  },
  "redis.evicting": {
    title: "Redis at {address} throws keys away when its memory is full ({policy})",
    detail: "Jobs that wait in Sidekiq's queues would be among them.",
    remedies: { noeviction: "Set the policy to noeviction" },
  },
  "redis.streaming-differs": {
    title: "Web and streaming use two different Redis databases",
    detail: "Web: {web}. Streaming: {streaming}. Nobody would get live updates.",
    remedies: { "one-url": "Use web's for both, as one REDIS_URL" },
  },
  "redis.refused-by-server": {
    title: "Redis at {address} refuses the connection",
    detail: "What came back: {message}",
    remedies: {},
  },
  "redis.sentinel": {
    title: "Redis behind Sentinel was not tested",
    detail: "The configuration names Sentinels; whom they name as master is not asked yet.",
    remedies: {},
  },
  "redis.crash": {
    title: "The test of Redis broke off",
    detail: "That is our fault, not your configuration's: {error}",
    remedies: {},
  },
  "redis.skipped": { title: "Redis was not tested", detail: "", remedies: {} },
};
