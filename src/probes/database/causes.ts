import { type NetCause, netCause } from "../net/cause.ts";
import type { OpenFailure, ServerError } from "./client.ts";

/** Why a connection did not come about; each is a finding's id behind `database.`. */
export type DatabaseCause =
  | "unresolvable"
  | "refused"
  | "unreachable"
  | "timeout"
  | "not-postgresql"
  | "socket-missing"
  | "socket-denied"
  | "peer-mismatch"
  | "password-missing"
  | "password-wrong"
  | "role-missing"
  | "no-hba-entry"
  | "connect-denied"
  | "tls-unsupported"
  | "tls-untrusted"
  | "tls-hostname"
  | "missing"
  | "starting"
  | "connections"
  | "refused-by-server";

/** SQLSTATEs, which PostgreSQL keeps the same in every language and release (its appendix A). */
const bySqlstate: Readonly<Record<string, DatabaseCause>> = {
  "28P01": "password-wrong",
  "3D000": "missing",
  "42501": "connect-denied",
  "53300": "connections",
  "57P03": "starting",
};

/** 28000 has several reasons, which the function in the server tells apart where its message would be in its own language. */
const byRoutine: Readonly<Record<string, DatabaseCause>> = {
  ClientAuthentication: "no-hba-entry",
  auth_failed: "peer-mismatch",
  InitializeSessionUserId: "role-missing",
};

const byNetCause: Readonly<Record<NetCause, DatabaseCause>> = {
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

export function databaseCause(failure: OpenFailure, hasPassword: boolean): DatabaseCause {
  const { server, error, firstByte, encrypted } = failure;
  if (failure.passwordAsked && !hasPassword) return "password-missing";
  if (server) return serverCause(server);
  if (encrypted && firstByte === "N") return "tls-unsupported";
  if (firstByte !== null && !(encrypted ? "SE" : "RE").includes(firstByte)) return "not-postgresql";
  return byNetCause[netCause(error)];
}

function serverCause({ sqlstate, routine }: ServerError): DatabaseCause {
  if (sqlstate === "28000") return byRoutine[routine] ?? "refused-by-server";
  return bySqlstate[sqlstate] ?? "refused-by-server";
}
