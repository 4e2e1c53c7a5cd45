import type { VariableChanges } from "../../findings/variables.ts";
import type { DatabaseConnection } from "../../mastodon/connections/database.ts";
import { isByUrl, type UrlParameters, writeDatabaseUrl } from "../../mastodon/connections/database-url.ts";
import { within } from "../net/abort.ts";
import { addressText } from "../net/address.ts";
import { isPostgres } from "../net/identify.ts";
import { targetOf } from "./attempt.ts";

export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface Found extends Place {
  readonly text: string;
  readonly set: VariableChanges;
}

const patience = 1000;
const offered = 3;

/** Where Debian, macOS and FreeBSD put the socket, and the port of a second cluster. */
const usual: readonly Place[] = ["/var/run/postgresql", "/tmp", "localhost"].flatMap((host) =>
  [5432, 5433].map((port) => ({ host, port })),
);

/** PostgreSQL servers at the usual places of this machine, and at the usual port of the host that was named. */
export async function lookAround(
  connection: DatabaseConnection,
  parent: AbortSignal,
  places: readonly Place[] = [{ host: connection.host, port: 5432 }, ...usual],
): Promise<readonly Found[]> {
  const { signal, release } = within(parent, patience);
  try {
    const others = places.filter(({ host, port }) => host !== connection.host || port !== connection.port);
    const answers = await Promise.all(others.map((place) => isPostgres(targetOf({ ...connection, ...place }), signal)));
    return others
      .filter(
        (place, index) =>
          answers[index] && others.findIndex((one) => one.host === place.host && one.port === place.port) === index,
      )
      .slice(0, offered)
      .map((place) => ({
        ...place,
        text: addressText(targetOf({ ...connection, ...place })),
        set: moved(connection, place),
      }));
  } finally {
    release();
  }
}

/** The change that brings a connection to another place. */
export function moved(connection: DatabaseConnection, { host, port }: Place): VariableChanges {
  if (isByUrl(connection)) {
    return { [connection.from.host]: writeDatabaseUrl({ ...connection, host, port }, tlsParameters(connection)) };
  }
  return { DB_HOST: host, ...(port === connection.port ? {} : { DB_PORT: String(port) }) };
}

/** The parameters of a URL that keep a connection's TLS as it is. */
export function tlsParameters({ client, tls }: DatabaseConnection): UrlParameters {
  const unverified = client === "libpq" ? "require" : "no-verify";
  const required = { none: unverified, chain: "verify-ca", name: "verify-full" }[tls.verify];
  const mode = { never: client === "libpq" ? "disable" : null, fallback: "allow", offered: null, required }[tls.use];
  return { sslmode: mode, sslrootcert: tls.caFile };
}
