import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { probeDatabase } from "../../../src/probes/database/probe.ts";
import { describeWith } from "../../services/available.ts";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../../services/postgres.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { only, probing } from "../net/probing.ts";
import { type Env, told } from "../net/views.ts";

const { probe, after } = probing(probeDatabase);

describeWith([...postgresPrograms, "openssl"], "the database probe and TLS", () => {
  let tls: Postgres;
  let odd: Postgres;
  let certificates: Certificates;
  let oddCertificates: Certificates;
  let directory: string;
  let tlsEnv: Env;

  beforeAll(async () => {
    directory = scratch("database-tls");
    certificates = makeCertificates(directory);
    oddCertificates = makeCertificates(mkdtempSync(join(directory, "odd-")), "DNS:localhost");
    const hba = ["127.0.0.1/32", "::1/128"].map((from) => `hostssl all all ${from} scram-sha-256`);
    [tls, odd] = await Promise.all([
      startPostgres({ tls: certificates, hba }),
      startPostgres({ tls: oddCertificates }),
    ]);
    const sql = "CREATE ROLE masto LOGIN CREATEDB PASSWORD 'p@ss'; CREATE DATABASE masto OWNER masto";
    await Promise.all([tls.sql(sql), odd.sql(sql)]);
    tlsEnv = { DB_HOST: "localhost", DB_PORT: tls.port, DB_USER: "masto", DB_PASS: "p@ss", DB_NAME: "masto" };
  });

  afterAll(async () => {
    await Promise.all([tls?.stop(), odd?.stop()]);
    discard(directory);
  });

  it("sees streaming without TLS before a server that demands it, and what would do", async () => {
    const findings = await probe(tlsEnv);
    expect(told(findings)).toEqual(["database.ok web", "database.tls-required streaming"]);
    expect(findings[0]?.facts.tls).toMatch(/^TLSv1/);
    const finding = only(findings, "database.tls-required");
    expect(finding).toMatchObject({ effect: "breaks", variables: ["DB_SSLMODE"] });
    expect(await after(tlsEnv, finding, "unverified")).toEqual(["database.ok all"]);
    expect(await after(tlsEnv, finding, "require")).toEqual(["database.ok web", "database.tls-untrusted streaming"]);
  });

  it("sees that only streaming verifies under require, and shows the certificate", async () => {
    const strict = { ...tlsEnv, DB_SSLMODE: "require" };
    const finding = only(await probe(strict), "database.tls-untrusted");
    expect(finding).toMatchObject({
      process: "streaming",
      facts: { subject: "localhost", issuer: "mastosetup test CA", names: expect.arrayContaining(["localhost"]) },
    });
    expect(finding.remedies.map(({ key }) => key)).toEqual(["get-ca", "unverified"]);
    expect(await after(strict, finding, "unverified")).toEqual(["database.ok all"]);
  });

  it("verifies in both with the file of the CA in one URL", async () => {
    const url = `postgres://masto:p%40ss@localhost:${tls.port}/masto?sslmode=verify-full&sslrootcert=`;
    expect(told(await probe({ DATABASE_URL: url + certificates.caFile }))).toEqual(["database.ok all"]);
    expect(told(await probe({ DATABASE_URL: `${url}/nowhere/ca.pem` }))).toEqual(["database.ca-file-missing all"]);
  });

  it("offers the known file of the CA for what is not verified with it", async () => {
    const half = { ...tlsEnv, DB_SSLMODE: "verify-full", PGSSLROOTCERT: certificates.caFile };
    expect(told(await probe(half))).toEqual(["database.ok web", "database.tls-untrusted streaming"]);
  });

  it("tells a wrong CA file from a missing wish to encrypt", async () => {
    const wrong = { ...tlsEnv, PGSSLROOTCERT: oddCertificates.caFile };
    expect(told(await probe(wrong))).toEqual(["database.tls-untrusted web", "database.tls-required streaming"]);
  });

  it("finds a name of the certificate for a host that is not in it", async () => {
    const url = (host: string) =>
      `postgres://masto:p%40ss@${host}:${odd.port}/masto?sslmode=verify-full&sslrootcert=${oddCertificates.caFile}`;
    const findings = await probe({ DATABASE_URL: url("127.0.0.1") });
    // Streaming checks an address against the name "localhost" (pg up to 8.21), which this certificate has.
    expect(told(findings)).toEqual(["database.tls-hostname web", "database.ok streaming"]);
    const finding = only(findings, "database.tls-hostname");
    expect(finding.facts.names).toEqual(["localhost"]);
    expect(await after({ DATABASE_URL: url("127.0.0.1") }, finding, "use-name")).toEqual(["database.ok all"]);
  });

  it("offers the file of the CA that a URL already names", async () => {
    const url = `postgres://masto:p%40ss@localhost:${tls.port}/masto?sslrootcert=${certificates.caFile}&sslmode=`;
    const stale = { DATABASE_URL: `${url}no-verify` };
    expect(told(await probe(stale))).toEqual(["database.sslmode-invalid web", "database.ok streaming"]);
    const wrongCa = { DATABASE_URL: `${url}verify-ca`.replace(certificates.caFile, oddCertificates.caFile) };
    const finding = only(await probe(wrongCa), "database.tls-untrusted");
    expect(finding.process).toBe("all");
    expect(finding.remedies.map(({ key }) => key)).toContain("verified-by-file");
    expect(await after(wrongCa, finding, "unverified")).toEqual(["database.ok all"]);
  });

  it("knows the modes of libpq from those of streaming", async () => {
    const loose = { ...tlsEnv, DB_SSLMODE: "no-verify" };
    const findings = await probe(loose);
    expect(told(findings)).toEqual(["database.sslmode-invalid web", "database.ok streaming"]);
    expect(await after(loose, only(findings, "database.sslmode-invalid"), "unverified")).toEqual(["database.ok all"]);
    const typo = { ...tlsEnv, DB_PORT: odd.port, DB_SSLMODE: "disabled" };
    const second = only(await probe(typo), "database.sslmode-invalid");
    expect(await after(typo, second, "nearest")).toEqual(["database.ok all"]);
  });

  it("reads an IPv6 address in the one spelling that both take", async () => {
    const ipv6 = { ...tlsEnv, DB_HOST: "::1", DB_SSLMODE: "no-verify" };
    const { DB_SSLMODE: _unset, ...rest } = ipv6;
    const finding = only(await probe(rest), "database.identifier");
    expect(finding.remedies[0]?.set).toEqual({ DB_HOST: "0::1" });
    expect(told(await probe({ ...rest, DB_HOST: "0::1" }))).toEqual([
      "database.ok web",
      "database.tls-required streaming",
    ]);
  });
});
