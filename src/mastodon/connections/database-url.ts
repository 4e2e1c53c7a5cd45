import type { DatabaseConnection } from "./database.ts";

/** The parameters behind the `?` that a remedy keeps or sets; null takes one out. */
export type UrlParameters = Readonly<Record<string, string | null>>;

/**
 * A DATABASE_URL that Rails and streaming read alike. A socket, an IPv6 literal and a name with an underscore go into
 * `?host=`: streaming keeps the brackets of `[::1]`, and Rails' URI grammar knows no underscore in a host. Only a
 * database name with one of `;/?:@&=+$,#`, or `.` and `..`, can't be said so that streaming reads it (it decodes with decodeURI).
 */
export function writeDatabaseUrl(
  to: Pick<DatabaseConnection, "host" | "port" | "database" | "user" | "password">,
  parameters: UrlParameters = {},
): string {
  const plainHost = /^[a-zA-Z\d.-]+$/.test(to.host);
  const query = Object.entries({ host: plainHost ? null : to.host, ...parameters })
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2F", "/")}`);
  const password = to.password ? `:${encodeURIComponent(to.password)}` : "";
  const login = to.user === null ? "" : `${encodeURIComponent(to.user)}${password}@`;
  const database = to.database === null ? "" : encodeURIComponent(to.database);
  const base = `postgres://${login}${plainHost ? to.host : "localhost"}:${to.port}/${database}`;
  return query.length === 0 ? base : `${base}?${query.join("&")}`;
}

/** Whether a URL decides where this process connects. */
export function isByUrl(connection: DatabaseConnection): boolean {
  return connection.from.host.endsWith("DATABASE_URL");
}
