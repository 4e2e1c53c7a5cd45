import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../prompts/answers.ts";
import { fromVariables, sections, toVariables, type WrittenSection } from "../../src/environment/index.ts";
import { limits } from "../../src/environment/limits.ts";
import type { Release } from "../../src/environment/release.ts";
import { canonicalHost } from "../../src/environment/url.ts";
import type { Variables } from "../../src/findings/variables.ts";
import { databaseConnections } from "../../src/mastodon/connections/database.ts";
import { mailConnections } from "../../src/mastodon/connections/mail.ts";
import { redisConnections } from "../../src/mastodon/connections/redis.ts";
import { storageConnections } from "../../src/mastodon/connections/storage.ts";
import type { View } from "../../src/mastodon/views.ts";
import { answers, release, variables } from "./arbitrary.ts";

/** What web, Sidekiq and streaming find, if their parsers hand them the variables unharmed. */
function views(variables: Variables, release: Release): readonly View[] {
  const place = { release, runtime: "systemd", directory: "/home/mastodon/live" } as const;
  return (["web", "sidekiq", "streaming"] as const).map((process) => ({ process, place, variables }));
}

/** Connections as the clients see them, without the names of the variables that decided. */
function without(connections: readonly object[], ...fields: string[]): unknown {
  return JSON.parse(JSON.stringify(connections, (key, value) => (fields.includes(key) ? undefined : value)));
}

describe("what the answers say, as Mastodon's processes read it", () => {
  it("is one database for Rails and streaming, with the TLS that was asked for", () => {
    fc.assert(
      fc.property(answers, release, (wanted, of) => {
        fc.pre(limits(wanted, of).length === 0);
        const { database } = wanted;
        const tls = database.host.startsWith("/") ? "if-offered" : database.tls;
        for (const one of databaseConnections(views(toVariables({ ...wanted, extra: {} }, of), of))) {
          if (one.kind !== "connection") return expect(one).toEqual("a connection");
          expect(canonicalHost(one.host)).toBe(canonicalHost(database.host));
          expect([one.port, one.database, one.user]).toEqual([database.port, database.name, database.user]);
          expect(one.password || null).toBe(database.password);
          const streaming = one.process === "streaming";
          const uses = {
            off: "never",
            required: "required",
            verified: "required",
            "if-offered": streaming ? "never" : "offered",
          };
          expect(one.tls.use).toBe(uses[tls]);
          if (tls === "required") expect(one.tls.verify).toBe("none");
          if (tls === "verified") expect(one.tls.verify).toBe("name");
          if (tls === "verified") expect(one.tls.caFile).toBe(database.caFile ?? "/etc/ssl/certs/ca-certificates.crt");
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is one Redis, one user and one password for every client", () => {
    fc.assert(
      fc.property(answers, release, (wanted, of) => {
        fc.pre(limits(wanted, of).length === 0);
        const { redis } = wanted;
        const isSocket = redis.host.startsWith("/");
        for (const one of redisConnections(views(toVariables(wanted, of), of))) {
          if (one.kind !== "connection") return expect(one).toEqual("a connection");
          const address = isSocket
            ? { kind: "socket", path: redis.host }
            : { kind: "tcp", host: canonicalHost(redis.host), port: redis.port };
          const reached =
            one.address.kind === "tcp" ? { ...one.address, host: canonicalHost(one.address.host) } : one.address;
          expect(reached).toEqual(address);
          expect(one.db).toBe(redis.db);
          expect(one.tls !== null).toBe(!isSocket && redis.tls);
          if (redis.password === null) expect(one.login.kind).toBe("none");
          else expect(one.login).toMatchObject({ password: redis.password });
          if (redis.user !== null) expect(one.login).toMatchObject({ user: redis.user });
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is mail with the login and the TLS that were asked for", () => {
    fc.assert(
      fc.property(answers, release, ({ mail, ...others }, of) => {
        for (const one of mailConnections(views(toVariables({ mail, ...others }, of), of))) {
          expect([one.host, one.port, one.tls, one.tlsConflict]).toEqual([mail.host, mail.port, mail.tls, false]);
          if (mail.auth === "none") expect(one.auth).toEqual({ kind: "none" });
          else expect(one.auth).toMatchObject({ kind: "login", method: mail.auth, user: mail.user });
          if (mail.tls !== "none") expect(one.verify).toBe(mail.verify);
        }
      }),
      { numRuns: 400 },
    );
  });
});

const readers: Partial<Record<WrittenSection, (views: readonly View[]) => unknown>> = {
  // libpq speaks no TLS over a socket, whatever the mode.
  database: (seen) =>
    databaseConnections(seen).map((one) =>
      one.kind === "connection" && one.client === "libpq" && one.host.startsWith("/")
        ? without([one], "from", "tls")
        : without([one], "from", "finding"),
    ),
  // Where nothing is said, streaming takes 127.0.0.1 for localhost.
  redis: (seen) =>
    JSON.stringify(without(redisConnections(seen), "from", "finding")).replaceAll(`"127.0.0.1"`, `"localhost"`),
  mail: (seen) =>
    mailConnections(seen).map((one) =>
      one.tls === "none" ? without([one], "set", "verify", "caFile") : without([one], "set"),
    ),
  storage: (seen) => without(storageConnections(seen), "finding", "variable"),
};

describe("a file that people wrote, after answers were made of it and it was written again", () => {
  for (const section of sections) {
    const connect = readers[section.id];
    if (connect === undefined) continue;

    it(`leads every process to the same ${section.id}`, () => {
      const told = fc
        .tuple(variables([...section.managed]), answers, release)
        .filter(([existing]) => section.managed.some((name) => existing.has(name)));
      fc.assert(
        fc.property(told, ([existing, base, of]) => {
          const read = fromVariables(existing, of);
          const empty = { ...base, domain: { ...base.domain, local: "" }, mail: { ...base.mail, from: "" } };
          const after: Answers = {
            ...empty,
            [section.id]: { ...empty[section.id], ...read[section.id] },
            extra: read.extra,
          };
          const written = new Map([...toVariables(after, of)].filter(([name]) => section.managed.includes(name)));
          expect(connect(views(written, of))).toEqual(connect(views(existing, of)));
        }),
        { numRuns: 400 },
      );
    });
  }
});
