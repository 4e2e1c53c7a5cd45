import { expect, it } from "vitest";
import { databaseCause } from "../../../src/probes/database/causes.ts";
import type { OpenFailure } from "../../../src/probes/database/client.ts";

const nothing: OpenFailure = {
  error: new Error("?"),
  server: null,
  passwordAsked: false,
  encrypted: false,
  firstByte: null,
  localAddress: null,
};
const system = (code: string) => ({ error: Object.assign(new Error(code), { code }) });
const server = (sqlstate: string, routine: string) => ({ server: { sqlstate, routine, message: "" }, firstByte: "E" });

// As recorded from PostgreSQL 15 and pg 8.23.
it.each<[string, Partial<OpenFailure>, string]>([
  ["ENOTFOUND", system("ENOTFOUND"), "unresolvable"],
  ["EAI_AGAIN", system("EAI_AGAIN"), "unresolvable"],
  ["ECONNREFUSED", system("ECONNREFUSED"), "refused"],
  ["each address of a name refused", { error: new AggregateError([system("ECONNREFUSED").error]) }, "refused"],
  ["ENETUNREACH", system("ENETUNREACH"), "unreachable"],
  ["ENOENT", system("ENOENT"), "socket-missing"],
  ["EACCES", system("EACCES"), "socket-denied"],
  ["the deadline", { error: new DOMException("deadline", "TimeoutError") }, "timeout"],
  ["28P01", server("28P01", "auth_failed"), "password-wrong"],
  ["28000 of a missing role", server("28000", "InitializeSessionUserId"), "role-missing"],
  ["28000 of peer", server("28000", "auth_failed"), "peer-mismatch"],
  ["28000 of pg_hba.conf", server("28000", "ClientAuthentication"), "no-hba-entry"],
  ["28000 of something new", server("28000", "Unheard"), "refused-by-server"],
  ["3D000", server("3D000", "InitPostgres"), "missing"],
  ["42501", server("42501", "CheckMyDatabase"), "connect-denied"],
  ["53300", server("53300", "InitializeSessionUserId"), "connections"],
  ["57P03", server("57P03", "ProcessStartupPacket"), "starting"],
  ["55000", server("55000", "CheckMyDatabase"), "refused-by-server"],
  ["N to a request for TLS", { encrypted: true, firstByte: "N" }, "tls-unsupported"],
  ["another CA", { encrypted: true, firstByte: "S", ...system("UNABLE_TO_VERIFY_LEAF_SIGNATURE") }, "tls-untrusted"],
  ["an expired certificate", { encrypted: true, firstByte: "S", ...system("CERT_HAS_EXPIRED") }, "tls-untrusted"],
  ["another name", { encrypted: true, firstByte: "S", ...system("ERR_TLS_CERT_ALTNAME_INVALID") }, "tls-hostname"],
  ["a greeting of MySQL", { firstByte: "J" }, "not-postgresql"],
  ["a line of HTTP to a request for TLS", { encrypted: true, firstByte: "H" }, "not-postgresql"],
  ["a connection that ends", system("ECONNRESET"), "refused-by-server"],
])("%s", (_what, failure, cause) => {
  expect(databaseCause({ ...nothing, ...failure }, true)).toBe(cause);
});

it("knows a password that was wanted and not set, whatever came of it", () => {
  expect(databaseCause({ ...nothing, passwordAsked: true, ...server("28P01", "auth_failed") }, false)).toBe(
    "password-missing",
  );
  expect(databaseCause({ ...nothing, passwordAsked: true }, false)).toBe("password-missing");
});
