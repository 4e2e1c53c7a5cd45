import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificates } from "./certificates.ts";

import { eventually, startDaemon } from "./daemon.ts";
import { discard, freePort, scratch, unprivileged } from "./scratch.ts";
import { program } from "./which.ts";

/** What must be installed for `startPostgres`. */
export const postgresPrograms = ["initdb", "postgres", "psql"];

export interface PostgresOptions {
  /** `ssl=on` with this certificate. */
  readonly tls?: Certificates;
  /** How local and TCP connections log in where `hba` says nothing. */
  readonly auth?: "scram-sha-256" | "trust" | "peer" | "md5";
  /** Lines of pg_hba.conf; the superuser's own way in is put before them. */
  readonly hba?: readonly string[];
  /** Lines of postgresql.conf: name to value. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly encoding?: string;
  /** A directory of its own where not given. */
  readonly socketDir?: string;
  readonly port?: number;
}

export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly socketDir: string;
  readonly superuser: string;
  readonly password: string;
  /** Runs statements as the superuser, over the socket; gives back what psql prints, unaligned and without headings. */
  sql(text: string, database?: string): Promise<string>;
  stop(): Promise<void>;
}

const superuser = "super";
const password = "super p@ss";

/** A PostgreSQL of its own, on loopback and a socket, without fsync. `stop` removes its files. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const directory = scratch("postgres");
  const data = join(directory, "data");
  initialise(directory, data, options.encoding ?? "UTF8");
  const port = options.port ?? (await freePort());
  const socketDir = options.socketDir ?? directory;
  const settings = { ...fast, ...tlsSettings(data, options.tls), ...options.settings };
  writeFileSync(join(data, "pg_hba.conf"), hba(options));
  const places = ["-p", String(port), "-k", socketDir, "-c", "listen_addresses=127.0.0.1,::1"];
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = join(directory, "log");
  const daemon = startDaemon(program("postgres"), ["-D", data, ...places, ...flags], { log, cwd: directory });
  const server: Postgres = {
    host: "127.0.0.1",
    port,
    socketDir,
    superuser,
    password,
    sql: async (text, database = "postgres") => psql(socketDir, port, database, text),
    stop: async () => {
      await daemon.stop();
      discard(directory);
    },
  };
  try {
    await eventually(() => server.sql("SELECT 1"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

const fast = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "16MB" };

function initialise(directory: string, data: string, encoding: string): void {
  const locale = encoding === "UTF8" ? "C.UTF-8" : "C";
  const secret = join(directory, "superuser");
  writeFileSync(secret, password);
  chmodSync(secret, 0o644);
  run(
    "initdb",
    directory,
    "-D",
    data,
    "-U",
    superuser,
    "-A",
    "scram-sha-256",
    `--pwfile=${secret}`,
    "--no-sync",
    "-E",
    encoding,
    `--locale=${locale}`,
  );
}

function run(name: string, cwd: string, ...args: string[]): void {
  execFileSync(program(name), args, { cwd, stdio: "pipe", ...(unprivileged ?? {}) });
}

/** The key belongs to the server alone, or it does not start. */
function tlsSettings(data: string, tls: Certificates | undefined): Record<string, string> {
  if (!tls) return { ssl: "off" };
  for (const [from, to] of [
    [tls.certFile, "server.crt"],
    [tls.keyFile, "server.key"],
  ] as const) {
    copyFileSync(from, join(data, to));
    chmodSync(join(data, to), 0o600);
    if (unprivileged) chownSync(join(data, to), unprivileged.uid, unprivileged.gid);
  }
  return { ssl: "on" };
}

function hba({ auth = "scram-sha-256", hba: lines }: PostgresOptions): string {
  const tcp = auth === "peer" ? "scram-sha-256" : auth;
  const usual = [`local all all ${auth}`, `host all all 127.0.0.1/32 ${tcp}`, `host all all ::1/128 ${tcp}`];
  return [`local all ${superuser} scram-sha-256`, ...(lines ?? usual), ""].join("\n");
}

function psql(socketDir: string, port: number, database: string, text: string): string {
  const args = ["-h", socketDir, "-p", String(port), "-U", superuser, "-d", database, "-X", "-q", "-A", "-t"];
  const env = { ...process.env, PGPASSWORD: password, PGOPTIONS: "" };
  return execFileSync(program("psql"), [...args, "-v", "ON_ERROR_STOP=1", "-f", "-"], {
    input: text,
    env,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  }).trim();
}
