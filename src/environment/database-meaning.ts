import type { Variables } from "../findings/variables.ts";
import { canonicalHost, isIpv6, parseServiceUrl } from "./url.ts";

/**
 * Which server and database Rails and streaming reach with these variables, and with which TLS: config/database.yml and
 * streaming/database.js of 4.2 to 4.6, as far as two files can differ in it. What can't be told stands as text.
 */
export function databaseMeaning(variables: Variables): unknown {
  const url = variables.get("DATABASE_URL");
  return {
    // Somebody who writes a URL wants a URL.
    form: url !== undefined,
    web: web(variables),
    odd: odd(variables),
    streaming: url ? streamingByUrl(url, variables) : streaming(variables),
    // A replica's entry takes over from DB_* what it does not say itself.
    replica: [...variables.keys()].some((name) => name.startsWith("REPLICA_"))
      ? Object.entries(defaults).map(([name, value]) => variables.get(name) ?? value)
      : null,
  };
}

const defaults = {
  DB_HOST: "localhost",
  DB_PORT: "5432",
  DB_NAME: "mastodon_production",
  DB_USER: "mastodon",
  DB_PASS: "",
  DB_SSLMODE: "prefer",
};

function web(variables: Variables): unknown {
  const url = variables.get("PRIMARY_DATABASE_URL") ?? variables.get("DATABASE_URL");
  const parsed = url === undefined ? null : parseServiceUrl(url);
  const host = variables.get("DB_HOST") ?? defaults.DB_HOST;
  const entry = {
    // In YAML `::1` is a symbol and `[::1]` a list.
    host: /^[:[]/.test(host) ? `broken: ${host}` : canonicalHost(host),
    port: variables.get("DB_PORT") ?? defaults.DB_PORT,
    name: variables.get("DB_NAME") ?? defaults.DB_NAME,
    user: variables.get("DB_USER") ?? defaults.DB_USER,
    password: variables.get("DB_PASS") ?? defaults.DB_PASS,
    sslmode: variables.get("DB_SSLMODE") || "prefer",
    url: url !== undefined && parsed === null ? url : null,
    query: {},
  };
  if (parsed === null) return { ...entry, sslmode: socketless(entry.host, entry.sslmode) };
  const { sslmode, host: _, ...query } = Object.fromEntries(parsed.query);
  const merged = {
    ...entry,
    host: parsed.host === "" ? entry.host : canonicalHost(parsed.host),
    port: parsed.port ?? entry.port,
    name: parsed.path || entry.name,
    user: parsed.user || entry.user,
    password: parsed.password || entry.password,
    sslmode: sslmode ?? entry.sslmode,
    query,
  };
  return { ...merged, sslmode: socketless(merged.host, merged.sslmode) };
}

/** Values that YAML may stumble over, and then nothing boots, whether they are used or not. */
function odd(variables: Variables): readonly string[] {
  const unquoted = ["DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_SSLMODE"];
  return unquoted
    .filter((name) => !/^([A-Za-z0-9_./][A-Za-z0-9_./:-]*)?$/.test(variables.get(name) ?? ""))
    .map((name) => `${name}=${variables.get(name)}`);
}

/** libpq passes over the mode on a socket, if it knows it. */
function socketless(host: string, sslmode: string): string {
  return host.startsWith("/") && sslmode !== "no-verify" ? "prefer" : sslmode;
}

function streaming(variables: Variables): unknown {
  const mode = variables.get("DB_SSLMODE");
  return {
    host: canonicalHost(variables.get("DB_HOST") || defaults.DB_HOST),
    port: variables.get("DB_PORT") || defaults.DB_PORT,
    name: variables.get("DB_NAME") || defaults.DB_NAME,
    user: variables.get("DB_USER") || defaults.DB_USER,
    password: variables.get("DB_PASS") || defaults.DB_PASS,
    tls: !mode || mode === "disable" ? "none" : mode === "no-verify" ? "unverified" : "verified",
  };
}

function streamingByUrl(url: string, variables: Variables): unknown {
  const parsed = parseServiceUrl(url);
  if (parsed === null) return { url, password: variables.get("DB_PASS") ?? null };
  const { host, ...query } = Object.fromEntries(parsed.query);
  return {
    host: host !== undefined ? canonicalHost(host) : isIpv6(parsed.host) ? `[${parsed.host}]` : parsed.host,
    port: parsed.port,
    name: parsed.path,
    user: parsed.user,
    password: parsed.password || variables.get("DB_PASS") || defaults.DB_PASS,
    query,
  };
}
