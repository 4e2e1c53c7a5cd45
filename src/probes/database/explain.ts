import { userInfo } from "node:os";
import type { Facts, Finding, ProcessName, Remedy } from "../../findings/finding.ts";
import { type Details, finding } from "../../findings/make.ts";
import type { DatabaseConnection, DatabasePart } from "../../mastodon/connections/database.ts";
import { addressText, isLoopback, triedAddresses } from "../net/address.ts";
import { errorCode } from "../net/cause.ts";
import { firstBytes } from "../net/connect.ts";
import { sslRequest } from "../net/identify.ts";
import { type CertificateFacts, peekCertificate } from "../net/tls.ts";
import { lookAround } from "./around.ts";
import { type Failed, loginOf, targetOf, tryDatabase } from "./attempt.ts";
import {
  createDatabase,
  createRole,
  hbaLine,
  identifier,
  nameInCertificate,
  requireTls,
  unverifiedTls,
  verifiedByFile,
  withoutTls,
} from "./remedies.ts";

export interface ExplainOptions {
  readonly process?: ProcessName | "all";
  /** Whether this machine's own PostgreSQL could be the one that is meant (not under docker). */
  readonly around?: boolean;
  /** The account that Mastodon runs as, where that may not be ours. */
  readonly osUser?: string;
}

/** Which variables a person would look at, most likely first. */
const parts: Readonly<Record<Failed["cause"], readonly DatabasePart[]>> = {
  unresolvable: ["host"],
  refused: ["host", "port"],
  unreachable: ["host"],
  timeout: ["host", "port"],
  "not-postgresql": ["port", "host"],
  "socket-missing": ["host", "port"],
  "socket-denied": ["host"],
  "peer-mismatch": ["user", "host"],
  "password-missing": ["password"],
  "password-wrong": ["password", "user"],
  "role-missing": ["user"],
  "no-hba-entry": ["host", "user", "database"],
  "connect-denied": ["database", "user"],
  "tls-unsupported": ["tls"],
  "tls-untrusted": ["tls"],
  "tls-hostname": ["host", "tls"],
  "ca-file-missing": ["tls"],
  missing: ["database"],
  starting: [],
  connections: [],
  "refused-by-server": ["host", "port"],
};

/** The finding of a connection that did not come about, with what was tried and what could mend it. */
export async function failureFinding(
  attempt: Failed,
  signal: AbortSignal,
  options: ExplainOptions = {},
): Promise<Finding> {
  const { connection, cause } = attempt;
  const needsTls = cause === "no-hba-entry" && (await getsInWithTls(attempt, signal));
  const variables = [...new Set((needsTls ? (["tls"] as const) : parts[cause]).map((part) => connection.from[part]))];
  const process = options.process ?? connection.process;
  const base = {
    process,
    variables,
    ms: attempt.ms,
    ...(process === "streaming" ? { effect: streamingEffect(cause) } : {}),
  };
  const facts: Facts = { ...baseFacts(attempt), ...(await ownFacts(attempt, signal)) };
  if (needsTls) return finding("database.tls-required", { ...base, facts, remedies: await tlsRemedies(connection) });
  // Mastodon's account would get in by peer; only we can't see it.
  const notOurs = options.osUser !== userInfo().username && options.osUser === facts.user;
  const status = cause === "peer-mismatch" && notOurs ? { status: "warn" as const } : {};
  return withRemedies(attempt, { ...base, ...status, facts }, signal, options.around ?? false);
}

/** Streaming starts without its database; but it reads the file that DATABASE_URL names before anything else. */
function streamingEffect(cause: Failed["cause"]): "stops" | "breaks" {
  return cause === "ca-file-missing" ? "stops" : "breaks";
}

/** Facts that every failure has: address, user, database, and the addresses that were tried. */
export function baseFacts({ connection, failure }: Failed): Facts {
  const { user, database } = loginOf(connection);
  return { address: addressText(targetOf(connection)), user, database, tried: triedAddresses(failure.error) };
}

type Base = Omit<Details<"database.ok">, "remedies"> & { readonly facts: Facts };

/** One case for each cause, since each finding has remedies of its own. */
async function withRemedies(attempt: Failed, base: Base, signal: AbortSignal, around: boolean): Promise<Finding> {
  const { connection, cause } = attempt;
  const { user, database } = loginOf(connection);
  switch (cause) {
    case "unresolvable":
    case "refused":
    case "not-postgresql":
    case "socket-missing":
      return finding(`database.${cause}`, {
        ...base,
        remedies: around ? await useFound(connection, signal, "all") : [],
      });
    case "password-missing": {
      const near = around && isLoopback(connection.host);
      return finding("database.password-missing", {
        ...base,
        remedies: near ? await useFound(connection, signal, "sockets") : [],
      });
    }
    case "peer-mismatch":
      return finding("database.peer-mismatch", { ...base, remedies: peerRemedies(connection, user) });
    case "role-missing":
      return finding("database.role-missing", { ...base, remedies: [createRole(user)] });
    case "no-hba-entry":
      return finding("database.no-hba-entry", { ...base, remedies: [hbaLine(database, user, clientOf(attempt))] });
    case "connect-denied":
      return finding("database.connect-denied", {
        ...base,
        remedies: [
          { key: "grant", commands: [`GRANT CONNECT ON DATABASE ${identifier(database)} TO ${identifier(user)};`] },
        ],
      });
    case "tls-unsupported":
      return finding("database.tls-unsupported", { ...base, remedies: [withoutTls(connection)] });
    case "tls-untrusted":
      return finding("database.tls-untrusted", {
        ...base,
        remedies: [...(await verifiedByFile(connection)), { key: "get-ca" }, unverifiedTls(connection)],
      });
    case "tls-hostname": {
      const names = Array.isArray(base.facts.names) ? base.facts.names : [];
      return finding("database.tls-hostname", {
        ...base,
        remedies: await nameInCertificate(connection, names, signal),
      });
    }
    case "missing":
      return finding("database.missing", { ...base, remedies: [createDatabase(database, user)] });
    default:
      return finding(`database.${cause}`, base);
  }
}

async function useFound(connection: DatabaseConnection, signal: AbortSignal, which: "all" | "sockets") {
  const found = await lookAround(connection, signal);
  return found
    .filter(({ host }) => which === "all" || host.startsWith("/"))
    .map(({ text, set }): Remedy<"use-found"> => ({ key: "use-found", facts: { found: text }, set }));
}

function peerRemedies(connection: DatabaseConnection, user: string): readonly Remedy<"use-password" | "run-as">[] {
  const byTcp = connection.password !== null && connection.from.host === "DB_HOST" && connection.host.startsWith("/");
  return [
    ...(byTcp ? [{ key: "use-password" as const, set: { DB_HOST: "localhost" } }] : []),
    { key: "run-as", facts: { user } },
  ];
}

async function tlsRemedies(connection: DatabaseConnection) {
  return [...(await verifiedByFile(connection)), requireTls(connection), unverifiedTls(connection)];
}

/** A server that lets nobody in unencrypted says the same as one that knows no such client; so we ask again with TLS. */
async function getsInWithTls({ connection, failure }: Failed, signal: AbortSignal): Promise<boolean> {
  if (failure.encrypted || connection.host.startsWith("/")) return false;
  const tls = { use: "required", verify: "none", caFile: null } as const;
  const again = await tryDatabase({ ...connection, client: "node-postgres", tls }, signal);
  if (again.ok) await again.session.close();
  return again.ok || (again.failure.server !== null && again.cause !== "no-hba-entry");
}

/** The address that the server sees us come from; null on a socket. */
function clientOf({ connection, failure }: Failed): string | null {
  return connection.host.startsWith("/") ? null : (failure.localAddress ?? "127.0.0.1");
}

async function ownFacts(attempt: Failed, signal: AbortSignal): Promise<Facts> {
  const { cause, connection, failure, protocol, ms } = attempt;
  switch (cause) {
    case "timeout":
    case "starting":
      return { seconds: Math.max(1, Math.round(ms / 1000)) };
    case "not-postgresql":
      return { protocol: protocol ?? "?" };
    case "peer-mismatch":
      return { osUser: userInfo().username };
    case "no-hba-entry":
      return { client: clientOf(attempt) ?? "local" };
    case "tls-untrusted":
    case "tls-hostname":
      return { reason: errorCode(failure.error) ?? "", ...(await certificate(attempt, signal)) };
    case "ca-file-missing":
      return { file: connection.tls.caFile ?? "~/.postgresql/root.crt", reason: errorCode(failure.error) ?? "" };
    case "unreachable":
      return { reason: errorCode(failure.error) ?? "" };
    case "refused-by-server":
      return { message: messageOf(attempt) };
    default:
      return {};
  }
}

function messageOf({ failure }: Failed): string {
  if (failure.server) return `${failure.server.sqlstate} ${failure.server.message}`;
  const code = errorCode(failure.error);
  return code ?? (failure.error instanceof Error ? failure.error.message : String(failure.error));
}

/** What the server showed, by a handshake that trusts anybody and goes no further. */
async function certificate({ connection }: Failed, signal: AbortSignal): Promise<Facts> {
  const unknown: CertificateFacts = { subject: "?", names: [], issuer: "?", expires: "?" };
  const seen = await peekCertificate(targetOf(connection), signal, async (socket, until) => {
    const answer = firstBytes(socket, until);
    socket.write(sslRequest);
    return (await answer) === "S";
  });
  return { ...(seen ?? unknown) };
}
