import { atLeast, type Release } from "../../environment/release.ts";
import type { Variables } from "../../findings/variables.ts";
import type { View } from "../views.ts";
import type { DatabaseConnection, DatabaseTls, InvalidDatabase } from "./database.ts";
import { badValue } from "./database-invalid.ts";

type Parts = Pick<DatabaseConnection, "host" | "database" | "user" | "password" | "tls"> & { readonly port: string };

/** `streaming/database.js`: DATABASE_URL replaces all DB_* but the password, and DB_SSLMODE with them. */
export function streamingDatabase(view: View): DatabaseConnection | InvalidDatabase {
  const { process, variables } = view;
  const url = variables.get("DATABASE_URL") ?? "";
  const byUrl = url === "" ? null : partsOfUrl(url, variables, view.place.release);
  if (url !== "" && byUrl === null) return badValue(process, "DATABASE_URL");
  if (!isPoolOrEmpty(variables.get("DB_POOL"))) return badValue(process, "DB_POOL");
  const parts = byUrl ?? partsOfVariables(variables);
  const port = Number.parseInt(parts.port, 10);
  if (!(port >= 1 && port <= 65535)) return badValue(process, byUrl ? "DATABASE_URL" : "DB_PORT");
  const from = (variable: string) => (byUrl ? "DATABASE_URL" : variable);
  return {
    ...parts,
    kind: "connection",
    process,
    client: "node-postgres",
    port,
    from: {
      host: from("DB_HOST"),
      port: from("DB_PORT"),
      database: from("DB_NAME"),
      user: from("DB_USER"),
      password: byUrl && !passwordFromVariable(url, variables) ? "DATABASE_URL" : "DB_PASS",
      tls: from("DB_SSLMODE"),
    },
  };
}

/** `parseInt` that throws on what does not begin with a number; 0 is node-postgres' own ten, and below it nobody is let in. */
function isPoolOrEmpty(value: string | undefined): boolean {
  return !value || /^\s*(?:\+?\d|-0)/.test(value);
}

function partsOfVariables(variables: Variables): Parts {
  return {
    host: variables.get("DB_HOST") || "localhost",
    port: variables.get("DB_PORT") || "5432",
    database: variables.get("DB_NAME") || "mastodon_production",
    user: variables.get("DB_USER") || "mastodon",
    password: variables.get("DB_PASS") || null,
    tls: variables.get("DB_SSLMODE") ? tlsOfMode(variables.get("DB_SSLMODE") ?? "") : tlsOfEnvironment(variables),
  };
}

const never: DatabaseTls = { use: "never", verify: "none", caFile: null };
const unverified: DatabaseTls = { use: "required", verify: "none", caFile: null };
const verified: DatabaseTls = { use: "required", verify: "name", caFile: null };

/** Anything but two words means TLS with verification, `prefer` and `allow` too. */
function tlsOfMode(mode: string): DatabaseTls {
  if (mode === "disable") return never;
  return mode === "no-verify" ? unverified : verified;
}

/** node-postgres looks at PGSSLMODE where it is told nothing. */
function tlsOfEnvironment(variables: Variables): DatabaseTls {
  const mode = variables.get("PGSSLMODE") ?? "";
  return /^(?:prefer|require|verify-ca|verify-full|no-verify)$/.test(mode) ? tlsOfMode(mode) : never;
}

/** Whether the URL has no password and DB_PASS fills it in (mastodon#26288). */
function passwordFromVariable(url: string, variables: Variables): boolean {
  return !urlOf(url)?.password && Boolean(variables.get("DB_PASS"));
}

function urlOf(text: string): URL | null {
  const escaped = / |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(text) ? encodeURI(text).replace(/%25(\d\d)/g, "%$1") : text;
  try {
    return new URL(escaped, "postgres://base");
  } catch {
    return null;
  }
}

/** As pg-connection-string reads it (2.6 to 2.13); null where that throws. */
function partsOfUrl(text: string, variables: Variables, release: Release): Parts | null {
  if (text.startsWith("/")) {
    const [host = "", database] = text.split(" ");
    return withDefaults({ host, database: database ?? null, user: "", password: "", port: "", tls: null }, variables);
  }
  const dummyHost = urlOf(text) === null;
  const url = urlOf(text) ?? urlOf(text.replace("@/", "@___DUMMY___/"));
  if (!url) return null;
  const query = new Map(url.searchParams);
  try {
    const hostname = dummyHost ? "" : url.hostname;
    const path = query.get("host") && /^%2f/i.test(hostname) ? hostname + url.pathname : url.pathname;
    const tls = tlsOfQuery(query, atLeast(release, "4.4") && query.get("uselibpqcompat") === "true");
    if (tls === "throws") return null;
    const parts = {
      host: query.get("host") || decodeURIComponent(hostname),
      port: query.get("port") || url.port,
      user: query.get("user") || decodeURIComponent(url.username),
      password: query.get("password") || decodeURIComponent(url.password),
      database: decodeURI(path.slice(1)) || null,
      tls,
    };
    return withDefaults(parts, variables);
  } catch {
    return null;
  }
}

type UrlParts = Omit<Parts, "tls"> & { readonly password: string | null; readonly tls: DatabaseTls | null };

/** What a URL leaves out is node-postgres' to choose, not DB_*'s; but DB_PASS fills in the password. */
function withDefaults(parts: UrlParts, variables: Variables): Parts {
  const user = parts.user || variables.get("PGUSER") || null;
  return {
    host: parts.host || variables.get("PGHOST") || "localhost",
    port: parts.port || variables.get("PGPORT") || "5432",
    user,
    database: parts.database || variables.get("PGDATABASE") || null,
    password: parts.password || variables.get("DB_PASS") || variables.get("PGPASSWORD") || null,
    tls: parts.tls ?? tlsOfEnvironment(variables),
  };
}

/**
 * `compatible` is `uselibpqcompat=true`, from pg-connection-string 2.9 (Mastodon 4.4) on. Mastodon copies only ca, cert, key and
 * rejectUnauthorized out of what it returns, so that a mode without a check of the name becomes one with it.
 */
function tlsOfQuery(query: ReadonlyMap<string, string>, compatible: boolean): DatabaseTls | null | "throws" {
  const mode = query.get("sslmode") ?? "";
  const caFile = query.get("sslrootcert") || null;
  if (mode === "disable") return never;
  if (mode === "" && caFile === null && !query.get("sslcert") && !query.get("sslkey")) {
    if (/^(?:true|1)$/.test(query.get("ssl") ?? "")) return verified;
    return query.get("ssl") === "0" ? never : null;
  }
  if (!compatible) return { ...(mode === "no-verify" ? unverified : verified), caFile };
  if (mode === "verify-ca" && caFile === null) return "throws";
  const lax = mode === "prefer" || (mode === "require" && caFile === null);
  return { ...(lax ? unverified : verified), caFile };
}
