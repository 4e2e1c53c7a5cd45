import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer as createTlsServer, request } from "node:https";
import { createServer, type Server, type Socket, connect as tcp } from "node:net";
import { join } from "node:path";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { program, which } from "../../services/which.ts";
import { cleanEnv, program as mastosetup, type Run, type RunOptions } from "../../support/program.ts";

/**
 * A machine as a story tells it, as far as the program under test can see: its own `/etc/hosts`, `/etc/ssl/certs` and `/run`, made by a
 * mount namespace. So the names, ports and paths of the answers stay what they are, and lead to servers on loopback.
 */
export interface Machine {
  /** An address of its own, where every name of the story leads to. */
  readonly address: string;
  /** For every name of every story; its CA is the system's store of the machine. */
  readonly certificates: Certificates;
  /** Connections to that port are those to `port` of 127.0.0.1. */
  forward(from: number, port: number): Promise<void>;
  /** `https://<alias>/key` shows what `https://127.0.0.1:<port>/<bucket>/key` does, as a proxy in front of a bucket. */
  serveBucket(port: number, bucket: string): Promise<void>;
  /** The forwards and proxies of the last story go. */
  reset(): Promise<void>;
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
  stop(): Promise<void>;
}

export interface MachineOptions {
  readonly names: readonly string[];
  /** The name of the proxy in front of the bucket. */
  readonly alias: string;
  /** Files of `/etc/ssl/certs` that hold the CA too. */
  readonly caFiles: readonly string[];
}

/** Why no such machine can be made here; null where it can. */
export function whyNoMachine(): string | null {
  if (process.getuid?.() !== 0) return "only root can make one";
  if (which("unshare") === null) return "unshare not installed";
  try {
    execFileSync(program("unshare"), ["--mount", "sh", "-c", "mount --bind /etc/hostname /etc/hosts"], {
      stdio: "ignore",
    });
    return null;
  } catch {
    return "no mount namespaces";
  }
}

export async function startMachine({ names, alias, caFiles }: MachineOptions): Promise<Machine> {
  const directory = scratch("machine");
  const network = `127.${(process.pid >> 8) & 127 || 1}.${process.pid & 255}`;
  const [address, front] = [`${network}.1`, `${network}.2`];
  const all = ["localhost", alias, ...names].map((name) => `DNS:${name}`).join(",");
  const certificates = makeCertificates(directory, `${all},IP:127.0.0.1,IP:::1`);
  const hosts = [`${address} localhost ${names.join(" ")}`, `${front} ${alias}`, "::1 ip6-localhost", ""];
  writeFileSync(join(directory, "hosts"), hosts.join("\n"));
  const store = join(directory, "certs");
  mkdirSync(store);
  for (const name of ["ca-certificates.crt", ...caFiles]) writeFileSync(join(store, name), certificates.ca);
  mkdirSync(join(directory, "run/postgresql"), { recursive: true });
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const listen = (server: Server, port: number, host: string) =>
    new Promise<void>((resolve, reject) => {
      server.on("connection", (socket: Socket) => sockets.add(socket));
      servers.push(server.once("error", reject).listen(port, host, resolve));
    });
  const reset = async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  };
  return {
    address,
    certificates,
    reset,
    forward: (from, port) => listen(forwarder(port), from, address),
    serveBucket: (port, bucket) => listen(bucketProxy(port, bucket, certificates), 443, front),
    run: (args, options) => runInside(directory, args, options),
    stop: async () => {
      await reset();
      discard(directory);
    },
  };
}

/** Where a server's socket lies on the machine: `/run/postgresql/.s.PGSQL.5432`. */
export function placeSocket(machine: Machine, socket: string): void {
  symlinkSync(socket, join(machine.certificates.caFile, "../run/postgresql/.s.PGSQL.5432"));
}

function forwarder(port: number): Server {
  return createServer((near) => {
    const far = tcp({ port, host: "127.0.0.1" });
    near.pipe(far).pipe(near);
    near.on("error", () => undefined).on("close", () => far.destroy());
    far.on("error", () => undefined).on("close", () => near.destroy());
  });
}

function bucketProxy(port: number, bucket: string, { certFile, keyFile, ca }: Certificates): Server {
  const files = { cert: execFileSync("cat", [certFile]), key: execFileSync("cat", [keyFile]) };
  return createTlsServer(files, (asked, answer) => {
    const { host: _, ...headers } = asked.headers;
    const path = `/${bucket}${asked.url}`;
    request({ host: "127.0.0.1", port, path, method: asked.method, headers, ca, agent: false }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    }).end();
  });
}

const inside = [
  'mount --bind "$0/hosts" /etc/hosts',
  'mount --bind "$0/certs" /etc/ssl/certs',
  'mount --bind "$0/run" /run',
  'exec "$@"',
].join(" && ");

function runInside(directory: string, args: readonly string[], { cwd, env }: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const command = ["--mount", "sh", "-c", inside, directory, process.execPath, mastosetup, ...args];
    // What streaming trusts beside Node's own list; the findings tell people to set it so.
    const trust = { NODE_EXTRA_CA_CERTS: "/etc/ssl/certs/ca-certificates.crt" };
    const child = spawn(program("unshare"), command, {
      cwd,
      env: cleanEnv({ ...trust, ...env }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] += text;
      });
    }
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output }));
  });
}
