import { execFile, execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Certificates, makeCertificates } from "../services/certificates.ts";
import { eventually } from "../services/daemon.ts";
import { type Postfix, startPostfix } from "../services/postfix.ts";
import { type Postgres, startPostgres } from "../services/postgres.ts";
import { type Redis, startRedis } from "../services/redis.ts";
import { type Rgw, type RgwUser, startRgw } from "../services/rgw.ts";
import { discard, freePort, scratch } from "../services/scratch.ts";
import { program } from "../services/which.ts";
import { type Lines, written } from "./case.ts";
import { openWorkshop, placeEnvFile, type Workshop } from "./workshop.ts";

const run = promisify(execFile);

/** The real servers that the configurations are about. */
export interface Ground {
  readonly directory: string;
  readonly certificates: Certificates;
  readonly workshops: readonly Workshop[];
  /** Speaks TLS, by a certificate of an own CA for `localhost` alone. */
  readonly postgres: Postgres;
  /** ssl=off. */
  readonly plainPostgres: Postgres;
  readonly redis: Readonly<Record<"open" | "locked" | "acl" | "tls" | "full" | "replica", Redis>>;
  readonly rgw: Rgw;
  /** A user of the gateway's to whom none of the buckets belongs. */
  readonly stranger: RgwUser;
  readonly postfix: Postfix;
  /** Nobody listens there. */
  readonly closedPort: number;
  stop(): Promise<void>;
}

export const databaseName = "mastodon_production";

/** Roles and their passwords; null: there is none. */
export const roles = {
  mastodon: "plain-Pass.1",
  hash: "pa#ss",
  dollar: "pa$word",
  quotes: `it's "so"`,
  backslash: "p\\w",
  percent: "p%41+@/:w",
  unicode: "pä ß",
  trusted: null,
  encrypted: "plain-Pass.1",
  outsider: "plain-Pass.1",
  root: null,
  someone: null,
} as const;

const hba = [
  "local all root peer",
  "local all someone peer",
  "local all all scram-sha-256",
  "host all outsider 0.0.0.0/0 reject",
  "hostnossl all encrypted all reject",
  "host all trusted,nobodyhere all trust",
  "host all all all scram-sha-256",
];

export const secrets: Lines = {
  LOCAL_DOMAIN: "social.example",
  SECRET_KEY_BASE: "5a".repeat(64),
  OTP_SECRET: "6b".repeat(64),
  ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY: "kP7vQ2xR9sT4uW1yZ6aB3cD8eF5gH0jK",
  ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY: "mN3pQ8rS5tV0wX7yZ2bC9dF4gH1jK6lM",
  ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT: "qR6sT1uV8wX3yZ0bC5dF2gH9jK4lM7nP",
};

export async function startGround(mastodon: string): Promise<Ground> {
  const directory = scratch("truth");
  chmodSync(directory, 0o755);
  const stops: (() => unknown)[] = [() => discard(directory)];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const started = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const server = await starting;
    stops.push(() => server.stop());
    return server;
  };
  try {
    const certificates = makeCertificates(directory, "DNS:localhost");
    const workshops = [1, 2].map((account) => openWorkshop(mastodon, join(directory, `live-${account}`), account));
    const settled = await Promise.allSettled([
      started(startPostgres({ tls: certificates, hba, port: await octalPort() })),
      started(startPostgres({ hba })),
      startStores(certificates, started),
      started(startRgw({ tls: certificates })),
      started(startPostfix({ tls: certificates, services: mailServices })),
    ]);
    for (const one of settled) if (one.status === "rejected") throw one.reason;
    const [postgres, plainPostgres, redis, rgw, postfix] = settled.map((one) => "value" in one && one.value) as [
      Postgres,
      Postgres,
      Ground["redis"],
      Rgw,
      Postfix,
    ];
    await fill(postgres, plainPostgres, workshops);
    const stranger = await fillBuckets(rgw);
    const closedPort = await freePort();
    return {
      directory,
      certificates,
      workshops,
      postgres,
      plainPostgres,
      redis,
      rgw,
      stranger,
      postfix,
      closedPort,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const mailServices = {
  crammed: ["smtpd_tls_auth_only = no", "smtpd_sasl_mechanism_filter = cram-md5"],
  open: ["smtpd_tls_auth_only = no"],
};

/** A port that is another one when its digits are taken for octal. */
async function octalPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (!/[89]/.test(String(port))) return port;
  }
}

type Started = <T extends { stop(): Promise<void> }>(starting: Promise<T>) => Promise<T>;

async function startStores(tls: Certificates, started: Started): Promise<Ground["redis"]> {
  const [open, locked, acl, encrypted, full] = await Promise.all([
    started(startRedis()),
    started(startRedis({ password: "redis p$ss" })),
    started(startRedis({ acl: aclRules })),
    started(startRedis({ tls, password: "secret" })),
    started(startRedis({ config: ["maxmemory 600kb"] })),
  ]);
  const replica = await started(startRedis({ config: [`replicaof 127.0.0.1 ${open.port}`] }));
  return { open, locked, acl, tls: encrypted, full, replica };
}

const aclRules = [
  "masto on >secret ~* &* +@all -@admin",
  "deaf on >secret ~* resetchannels +@all -@admin",
  "keyless on >secret ~mastodon:* &* +@all -@admin",
];

/** Mastodon's own tables in both servers, databases by other names, and a user with a token for each workshop. */
async function fill(postgres: Postgres, plain: Postgres, workshops: readonly Workshop[]): Promise<void> {
  const named = Object.entries(roles).map(([name, password]) => `CREATE ROLE "${name}" LOGIN ${secret(password)};`);
  const granted = `GRANT pg_read_all_data, pg_write_all_data TO ${Object.keys(roles).map((name) => `"${name}"`)};`;
  const setUp = `${named.join("\n")}\n${granted}\nCREATE DATABASE ${databaseName};`;
  for (const server of [postgres, plain]) await server.sql(setUp);
  await loadSchema(postgres, workshops[0]);
  for (const { account } of workshops) await postgres.sql(person(account), databaseName);
  await copyDatabase(postgres, plain);
  for (const name of ["no", "root"]) await postgres.sql(`CREATE DATABASE "${name}" TEMPLATE ${databaseName}`);
}

async function loadSchema(postgres: Postgres, workshop: Workshop | undefined): Promise<void> {
  if (workshop === undefined) throw new Error("no workshop");
  const { superuser: DB_USER, password, port, socketDir: DB_HOST } = postgres;
  const database = { DB_HOST, DB_PORT: String(port), DB_USER, DB_PASS: `'${password}'`, DB_NAME: databaseName };
  placeEnvFile(workshop, written({ ...secrets, ...database }));
  const env = { ...workshop.environment, SAFETY_ASSURED: "1" };
  await run("bundle", ["exec", "rails", "db:schema:load"], { cwd: workshop.directory, env, timeout: 120_000 });
}

function secret(password: string | null): string {
  return password === null ? "" : `PASSWORD '${password.replaceAll("'", "''")}'`;
}

/** The OAuth token that streaming lets in. */
export function tokenOf({ account }: Pick<Workshop, "account">): string {
  return `truth-token-${account}`;
}

function person(id: number): string {
  const now = "now(), now()";
  return `
    INSERT INTO accounts (id, username, created_at, updated_at) VALUES (${id}, 'alice${id}', ${now});
    INSERT INTO users (id, email, account_id, created_at, updated_at) VALUES (${id}, 'a${id}@social.example', ${id}, ${now});
    INSERT INTO oauth_access_tokens (token, resource_owner_id, scopes, created_at)
      VALUES ('${tokenOf({ account: id })}', ${id}, 'read', now());`;
}

async function copyDatabase(from: Postgres, to: Postgres): Promise<void> {
  const env = { ...process.env, PGPASSWORD: from.password };
  const args = ["-h", from.socketDir, "-p", String(from.port), "-U", from.superuser, databaseName];
  const dump = execFileSync(program("pg_dump"), args, { env, encoding: "utf8", maxBuffer: 64 << 20 });
  await to.sql(dump, databaseName);
}

/** `files` is as it should be; `fixed` refuses every ACL; `listed` shows everybody what is in it. */
async function fillBuckets(rgw: Rgw): Promise<RgwUser> {
  for (const bucket of ["files", "fixed", "listed"]) {
    await rgw.createBucket(bucket);
    await rgw.setCors(bucket, ["*"]);
  }
  const all = { Principal: "*", Effect: "Allow" };
  const acls = ["public-read", "private", "public-read-write", "authenticated-read", "bucket-owner-full-control"];
  await rgw.putPolicy("fixed", [
    { ...all, Action: "s3:GetObject", Resource: "arn:aws:s3:::fixed/*" },
    {
      Principal: "*",
      Effect: "Deny",
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: "arn:aws:s3:::fixed/*",
      Condition: { StringEquals: { "s3:x-amz-acl": acls } },
    },
  ]);
  await rgw.putPolicy("listed", [{ ...all, Action: "s3:ListBucket", Resource: "arn:aws:s3:::listed" }]);
  return rgw.createUser("stranger");
}

/** Until the replica has heard from its master it is loading, which is another answer. */
export async function settled(ground: Ground): Promise<void> {
  await eventually(async () => {
    const info = await ground.redis.replica.command("INFO", "replication");
    if (!info.includes("master_link_status:up")) throw new Error("not linked yet");
  });
}
