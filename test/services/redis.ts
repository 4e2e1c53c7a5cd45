import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificates } from "./certificates.ts";
import { eventually, startDaemon } from "./daemon.ts";
import { discard, freePort, scratch } from "./scratch.ts";
import { program } from "./which.ts";

/** What must be installed for `startRedis`. */
export const redisPrograms = ["redis-server", "redis-cli"];

export interface RedisOptions {
  readonly password?: string;
  /** Rules as in `user NAME on >password ~* &* +@all`, without the word `user`. */
  readonly acl?: readonly string[];
  /** The port speaks TLS and nothing else. */
  readonly tls?: Certificates;
  /** Further lines of redis.conf. */
  readonly config?: readonly string[];
  readonly port?: number;
}

export interface Redis {
  readonly host: string;
  readonly port: number;
  /** It listens there too, without TLS; mode 0700. */
  readonly socket: string;
  readonly password: string | null;
  /** Runs one command as the default user, over the socket; gives back what redis-cli prints. */
  command(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A Redis of its own, on loopback and a socket, that keeps nothing. `stop` removes its files. */
export async function startRedis(options: RedisOptions = {}): Promise<Redis> {
  const directory = scratch("redis");
  const port = options.port ?? (await freePort());
  const socket = join(directory, "redis.sock");
  const config = join(directory, "redis.conf");
  writeFileSync(config, configuration(options, directory, port, socket), { mode: 0o644 });
  const daemon = startDaemon(program("redis-server"), [config], { log: join(directory, "log"), cwd: directory });
  const password = options.password ?? null;
  const server: Redis = {
    host: "127.0.0.1",
    port,
    socket,
    password,
    command: async (...words) => cli(socket, password, words),
    stop: async () => {
      await daemon.stop();
      discard(directory);
    },
  };
  try {
    await eventually(() => server.command("PING"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

function configuration(options: RedisOptions, directory: string, port: number, socket: string): string {
  const { tls, password, acl = [], config = [] } = options;
  const ports = tls
    ? [
        "port 0",
        `tls-port ${port}`,
        `tls-cert-file ${tls.certFile}`,
        `tls-key-file ${tls.keyFile}`,
        `tls-ca-cert-file ${tls.caFile}`,
        "tls-auth-clients no",
      ]
    : [`port ${port}`];
  return [
    "bind 127.0.0.1 -::1",
    ...ports,
    `unixsocket ${socket}`,
    "unixsocketperm 700",
    ...(password === undefined ? [] : [`requirepass ${JSON.stringify(password)}`]),
    ...acl.map((rule) => `user ${rule}`),
    `dir ${directory}`,
    'save ""',
    "appendonly no",
    "daemonize no",
    "maxmemory-policy noeviction",
    ...config,
    "",
  ].join("\n");
}

function cli(socket: string, password: string | null, words: readonly string[]): string {
  const env = { ...process.env, ...(password === null ? {} : { REDISCLI_AUTH: password }) };
  return execFileSync(program("redis-cli"), ["-e", "-s", socket, ...words], {
    env,
    encoding: "utf8",
    stdio: "pipe",
  }).trim();
}
