import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateBucketCommand, PutBucketCorsCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import type { Certificates } from "./certificates.ts";
import { type Daemon, eventually, listening, startDaemon } from "./daemon.ts";
import { cephConf } from "./rgw-conf.ts";
import { discard, freePort, scratch, unprivileged } from "./scratch.ts";

const run = promisify(execFile);

export interface RgwUser {
  readonly id: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A real S3 server: Ceph's gateway over a monitor and an OSD that keeps everything in memory. */
export interface Rgw extends RgwUser {
  /** `http://localhost:<port>`, with `tls` https. */
  readonly endpoint: string;
  readonly port: number;
  /** Everything it writes; gone after `stop`. */
  readonly directory: string;
  createUser(id: string): Promise<RgwUser>;
  suspend(user: RgwUser): Promise<void>;
  createBucket(name: string, user?: RgwUser): Promise<void>;
  /** The statements of a bucket policy, as AWS writes them. */
  putPolicy(bucket: string, statements: readonly object[], user?: RgwUser): Promise<void>;
  setCors(bucket: string, origins: readonly string[], user?: RgwUser): Promise<void>;
  /** A client with that user's keys, for what a test wants to look at itself. Destroy it. */
  client(user?: RgwUser): S3Client;
  stop(): Promise<void>;
}

/** Programs that must be there; Debian: radosgw ceph-mon ceph-osd ceph-common. */
export const rgwPrograms = ["ceph-mon", "ceph-osd", "ceph", "radosgw", "radosgw-admin", "monmaptool"] as const;

export async function startRgw(options: { tls?: Certificates } = {}): Promise<Rgw> {
  const directory = scratch("rgw");
  const daemons: Daemon[] = [];
  const stop = async () => {
    // Nothing of theirs is kept, and a polite end takes the gateway five seconds.
    for (const { pid } of daemons) if (alive(pid)) process.kill(pid, "SIGKILL");
    await Promise.all(daemons.map((daemon) => daemon.stop()));
    discard(directory);
  };
  try {
    return await start(directory, daemons, stop, options.tls);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  directory: string,
  daemons: Daemon[],
  stop: () => Promise<void>,
  tls?: Certificates,
): Promise<Rgw> {
  const port = await freePort();
  const monPorts = [await freePort(), await freePort()] as const;
  for (const name of ["mon", "osd", "rgw", "crash"]) own(join(directory, name), "directory");
  const fsid = randomUUID();
  const conf = join(directory, "ceph.conf");
  writeFileSync(conf, cephConf({ directory, monPorts, port, tls: tls ? ownCopies(directory, tls) : null }, fsid));
  const log = join(directory, "output.log");
  own(log, "file");

  // Commands of the cluster run as the servers do, so that all files are theirs and one `discard` removes them.
  const ceph = (program: string, ...args: string[]) =>
    run(program, ["-c", conf, ...args], { cwd: directory, timeout: 30_000, ...(unprivileged ?? {}) });
  const serve = (program: string, ...args: string[]) =>
    daemons.push(startDaemon(program, ["-c", conf, "-f", ...args], { log, cwd: directory }));

  const addresses = `[v2:127.0.0.1:${monPorts[0]},v1:127.0.0.1:${monPorts[1]}]`;
  const monmap = join(directory, "monmap");
  await run("monmaptool", ["--create", "--fsid", fsid, "--addv", "a", addresses, monmap], { ...(unprivileged ?? {}) });
  await ceph("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap);
  serve("ceph-mon", "-i", "a");
  const osd = randomUUID();
  await ceph("ceph", "osd", "new", osd, "0");
  await ceph("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd);
  serve("ceph-osd", "-i", "0");
  serve("radosgw", "-n", "client.rgw.a");

  const admin = (...args: string[]) => ceph("radosgw-admin", "-n", "client.rgw.a", ...args);
  const createUser = async (id: string): Promise<RgwUser> => {
    const user = {
      id,
      accessKey: `AKIA${id.toUpperCase()}KEY`,
      secretKey: `secret-of-${id}-${randomUUID().slice(0, 8)}`,
    };
    await admin(
      "user",
      "create",
      `--uid=${id}`,
      `--display-name=${id}`,
      `--access-key=${user.accessKey}`,
      `--secret-key=${user.secretKey}`,
    );
    return user;
  };
  const owner = await createUser("mastodon");
  await listening({ port }, 30);
  await eventually(() => answers(port, tls), 30);

  const endpoint = `${tls ? "https" : "http"}://localhost:${port}`;
  const client = (user: RgwUser = owner) => clientFor(endpoint, user, tls?.ca);
  const withClient = async (user: RgwUser | undefined, use: (s3: S3Client) => Promise<unknown>) => {
    const s3 = clientFor(endpoint, user ?? owner, tls?.ca);
    await use(s3).finally(() => s3.destroy());
  };
  return {
    ...owner,
    endpoint,
    port,
    directory,
    createUser,
    client,
    stop,
    suspend: async (user) => void (await admin("user", "suspend", `--uid=${user.id}`)),
    createBucket: (name, user) => withClient(user, (s3) => s3.send(new CreateBucketCommand({ Bucket: name }))),
    putPolicy: (bucket, statements, user) => {
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      return withClient(user, (s3) => s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy })));
    },
    setCors: (bucket, origins, user) => {
      const rule = { AllowedMethods: ["GET"], AllowedOrigins: [...origins], AllowedHeaders: ["*"] };
      const CORSConfiguration = { CORSRules: [rule] };
      return withClient(user, (s3) => s3.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration })));
    },
  };

  function own(path: string, kind: "directory" | "file"): void {
    if (kind === "directory") mkdirSync(path);
    else writeFileSync(path, "");
    if (unprivileged) chownSync(path, unprivileged.uid, unprivileged.gid);
  }

  /** The gateway reads its key as `nobody`, who may not enter the directory of the certificates. */
  function ownCopies(into: string, from: Certificates): { certFile: string; keyFile: string } {
    const certFile = join(into, "server.crt");
    const keyFile = join(into, "server.key");
    copyFileSync(from.certFile, certFile);
    copyFileSync(from.keyFile, keyFile);
    for (const path of [certFile, keyFile]) if (unprivileged) chownSync(path, unprivileged.uid, unprivileged.gid);
    return { certFile, keyFile };
  }
}

function alive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function clientFor(endpoint: string, user: RgwUser, ca?: string): S3Client {
  return new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: user.accessKey, secretAccessKey: user.secretKey },
    ...(ca === undefined ? {} : { requestHandler: { httpsAgent: { ca } } }),
  });
}

/** Resolves when the gateway has opened its pools and speaks S3. */
function answers(port: number, tls?: Certificates): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { host: "localhost", family: 4, port, path: "/", agent: false, timeout: 5000 };
    const request = tls ? tlsRequest({ ...options, ca: tls.ca }) : plainRequest(options);
    request.once("response", (response) => {
      response.resume().once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error("not yet"))));
    });
    request.once("timeout", () => request.destroy(new Error("not yet")));
    request.once("error", reject);
    request.end();
  });
}
