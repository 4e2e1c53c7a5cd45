import type { DatabaseAnswers } from "../../prompts/answers.ts";
import type { Variables } from "../findings/variables.ts";
import { databaseMeaning } from "./database-meaning.ts";
import { type Codec, integer, present, section } from "./section.ts";
import { canonicalHost, encodePart, hostInUrl, isIpv6, parseServiceUrl, type ServiceUrl } from "./url.ts";

/**
 * The certificates of the public authorities, where Debian, Ubuntu, Alpine, Arch and both of Mastodon's images have them, and where
 * Mastodon itself looks for them when it sends mail. libpq has no bundle of its own, and Node reads the file that `sslrootcert` names.
 */
export const publicAuthorities = "/etc/ssl/certs/ca-certificates.crt";

const variables = [
  "DATABASE_URL",
  "PRIMARY_DATABASE_URL",
  "DB_HOST",
  "DB_PORT",
  "DB_NAME",
  "DB_USER",
  "DB_PASS",
  "DB_SSLMODE",
];

const codec: Codec<DatabaseAnswers> = {
  managed: variables,
  // Each belongs to one connection: a part of it can't be told here and the rest there.
  replacedBy: variables,
  alwaysSaid: false,
  write: (answers) => {
    const said = { ...answers, host: canonicalHost(answers.host) };
    // No PostgreSQL speaks TLS over its socket, and streaming would ask it to.
    const tls = isSocket(said.host) ? "if-offered" : said.tls;
    if (tls === "verified") return { DATABASE_URL: verifiedUrl(said) };
    return present({
      ...parts(said),
      ...(tls === "off" ? { DB_SSLMODE: "disable" } : {}),
      // No one value of DB_SSLMODE is "encrypted, not verified" for both: Rails, alone, reads the URL, and streaming the rest.
      ...(tls === "required"
        ? { DB_SSLMODE: "no-verify", PRIMARY_DATABASE_URL: url(said, { sslmode: "require" }) }
        : {}),
    });
  },
  read: (existing) => {
    const own = parseServiceUrl(existing.get("DATABASE_URL") ?? "");
    return own === null ? fromParts(existing) : fromUrl(own, existing);
  },
  meaning: databaseMeaning,
};

function isSocket(host: string): boolean {
  return host.startsWith("/");
}

function parts({ host, port, name, user, password }: DatabaseAnswers): Record<string, string | null> {
  return {
    // Mastodon's database.yml makes a Ruby symbol of a value that begins with a colon, and breaks at one that ends with it.
    DB_HOST: host.replace(/^:/, "0:").replace(/:$/, ":0"),
    DB_PORT: String(port),
    DB_NAME: name,
    DB_USER: user,
    DB_PASS: password,
  };
}

function url(said: DatabaseAnswers, query: Record<string, string>): string {
  const password = said.password === null ? "" : `:${encodePart(said.password)}`;
  const asked = Object.entries(query).map(([key, value]) => `${key}=${value}`);
  return `postgres://${encodePart(said.user)}${password}@${hostInUrl(said.host)}:${said.port}/${encodePart(said.name)}?${asked.join("&")}`;
}

/** Streaming keeps the brackets of an IPv6 address, and takes the host from the query where there is one; Rails does neither. */
function verifiedUrl(said: DatabaseAnswers): string {
  return url(said, {
    ...(isIpv6(said.host) ? { host: said.host } : {}),
    sslmode: "verify-full",
    sslrootcert: encodePath(said.caFile ?? publicAuthorities),
  });
}

function encodePath(path: string): string {
  return path.split("/").map(encodePart).join("/");
}

const tlsOfMode: Readonly<Record<string, DatabaseAnswers["tls"]>> = {
  disable: "off",
  require: "required",
  "no-verify": "required",
  "verify-ca": "verified",
  "verify-full": "verified",
};

function fromParts(existing: Variables): DatabaseAnswers {
  return {
    host: canonicalHost(existing.get("DB_HOST") || "localhost"),
    port: integer(existing.get("DB_PORT"), 5432),
    name: existing.get("DB_NAME") || "mastodon_production",
    user: existing.get("DB_USER") || "mastodon",
    password: existing.get("DB_PASS") || null,
    tls: tlsOfMode[existing.get("DB_SSLMODE") ?? ""] ?? "if-offered",
    caFile: null,
  };
}

function fromUrl(own: ServiceUrl, existing: Variables): DatabaseAnswers {
  const caFile = own.query.get("sslrootcert") ?? null;
  const others = fromParts(existing);
  return {
    host: own.query.get("host") ?? (own.host || others.host),
    port: integer(own.port ?? undefined, others.port),
    name: own.path || others.name,
    user: own.user || others.user,
    password: own.password || others.password,
    tls: tlsOfMode[own.query.get("sslmode") ?? ""] ?? "if-offered",
    caFile: caFile === publicAuthorities ? null : caFile,
  };
}

export const database = section("database", { ...codec, said: (answers) => answers });
