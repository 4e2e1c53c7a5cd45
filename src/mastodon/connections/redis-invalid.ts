import type { Effect, ProcessName, Remedy } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { InvalidRedis, RedisRole } from "./redis.ts";

export interface Who {
  readonly process: ProcessName;
  readonly role: RedisRole;
}

/** A value that its reader can't parse. Never the value: a URL holds the password. */
export function badValue(
  who: Who,
  variable: string,
  options: { effect?: Effect; remedies?: readonly Remedy<"drop" | "scheme">[] } = {},
): InvalidRedis {
  return invalid(
    who,
    finding("redis.value-invalid", {
      process: who.process,
      effect: options.effect ?? "stops",
      variables: [variable],
      facts: { variable },
      remedies: options.remedies ?? [],
    }),
  );
}

export function dropLine(variable: string): readonly Remedy<"drop">[] {
  return [{ key: "drop", set: { [variable]: null } }];
}

export function hostIsPath(who: Who, variable: string, path: string): InvalidRedis {
  const url = variable.replace(/HOST$/, "URL");
  return invalid(
    who,
    finding("redis.host-is-path", {
      process: who.process,
      variables: [variable],
      facts: { variable, path },
      remedies: [{ key: "url", facts: { url: `unix://${path}` }, set: { [url]: `unix://${path}`, [variable]: null } }],
    }),
  );
}

/** hiredis 0.6 under redis-rb 4.8 has no TLS (mastodon#19824). `driver`: this release has REDIS_DRIVER. */
export function noTlsInDriver(who: Who, variable: string, driver: boolean): InvalidRedis {
  return invalid(
    who,
    finding("redis.tls-driver", {
      process: who.process,
      variables: ["REDIS_DRIVER", variable],
      facts: { variable },
      remedies: driver ? [{ key: "driver", set: { REDIS_DRIVER: "ruby" } }] : [],
    }),
  );
}

export function sentinel(who: Who): InvalidRedis {
  return invalid(who, finding("redis.sentinel", { process: who.process, variables: ["REDIS_SENTINELS"] }));
}

function invalid(who: Who, found: InvalidRedis["finding"]): InvalidRedis {
  return { kind: "invalid", ...who, finding: found };
}

/** Bare or in brackets: a literal that the two sides want spelled differently. */
export function ipv6Literal(host: string): string | null {
  const literal = host.replace(/^\[(.*)\]$/, "$1");
  return /^[\da-f.]*:[\da-f:.]*:[\da-f:.]*$/i.test(literal) ? literal : null;
}
