import { chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Answers } from "../../prompts/answers.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { postfixPrograms, startPostfix } from "./postfix.ts";
import { type Postgres, postgresPrograms, startPostgres } from "./postgres.ts";
import { type Redis, redisPrograms, startRedis } from "./redis.ts";
import { type Rgw, rgwPrograms, startRgw } from "./rgw.ts";
import { discard, scratch } from "./scratch.ts";
import { refusal, startSmtpStandIn } from "./smtp-stand-in.ts";

/** All that one Mastodon needs, for real, on loopback. */
export interface World {
  readonly directory: string;
  readonly certificates: Certificates;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly rgw: Rgw;
  readonly mail: Mail;
  /** A fresh copy of the stand-in Mastodon. */
  standIn(name?: string): string;
  /** Right answers for these services and a stand-in of their own, with all steps. */
  answers(directory: string): Answers;
  stop(): Promise<void>;
}

interface Mail {
  readonly submission: number;
  /** Without TLS, without login. */
  readonly relay: number;
  readonly login: string;
  readonly password: string;
  mailbox(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export const worldPrograms = ["openssl", ...postgresPrograms, ...redisPrograms, ...rgwPrograms];

export const worldSecrets = { database: "db p@ss#1", redis: "redis p$ss", role: "mastodon" } as const;
declare const __MASTOSETUP_ROOT__: string | undefined;
/** Where the checkout is: bundled programs are told, tests stand in it. */
const root =
  typeof __MASTOSETUP_ROOT__ === "string" ? __MASTOSETUP_ROOT__ : fileURLToPath(new URL("../../", import.meta.url));

type Copy = typeof import("../../fixtures/mastodon/stand-in/copy.mjs");
/** By its path: it copies the directory it lies in, which a bundle has left. */
const loadCopy = (): Promise<Copy> => import(pathToFileURL(join(root, "fixtures/mastodon/stand-in/copy.mjs")).href);

/** Its assets need no yarn in the PATH, and it runs on every Node that we do. */
const release = "4.5.15";

export async function startWorld(): Promise<World> {
  const directory = scratch("world");
  chmodSync(directory, 0o755);
  const stops: (() => unknown)[] = [() => discard(directory)];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const certificates = makeCertificates(directory);
    const starting = [
      startDatabase(),
      startRedis({ password: worldSecrets.redis }),
      startBucket(certificates),
      startMail(certificates),
    ] as const;
    const settled = await Promise.allSettled(starting);
    for (const one of settled) if (one.status === "fulfilled") stops.push(() => one.value.stop());
    const [postgres, redis, rgw, mail] = await Promise.all(starting);
    const { copyStandIn } = await loadCopy();
    const standIn = (name = "live") => copyStandIn(join(directory, name), { release });
    const answers = (live: string) => answersFor(live, { postgres, redis, rgw, mail, certificates });
    return { directory, certificates, postgres, redis, rgw, mail, standIn, answers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(): Promise<Postgres> {
  const postgres = await startPostgres({ auth: "scram-sha-256" });
  await postgres.sql(`CREATE ROLE ${worldSecrets.role} LOGIN CREATEDB PASSWORD '${worldSecrets.database}'`);
  return postgres;
}

async function startBucket(tls: Certificates): Promise<Rgw> {
  const rgw = await startRgw({ tls });
  await rgw.createBucket("files");
  await rgw.setCors("files", ["*"]);
  return rgw;
}

/** A real Postfix where we may start one, else a small server that speaks the same. */
async function startMail(tls: Certificates): Promise<Mail> {
  if (process.getuid?.() === 0 && postfixPrograms.length > 0) {
    const { ports, ...rest } = await startPostfix({ tls });
    return { ...rest, submission: ports.submission, relay: ports.relay };
  }
  const login = "masto@masto.test";
  const password = "p@ss";
  const submission = await startSmtpStandIn({
    tls,
    auth: true,
    onAuth: (auth, _session, done) =>
      auth.password === password ? done(null, { user: login }) : done(refusal(535, "5.7.8 authentication failed")),
  });
  const relay = await startSmtpStandIn({ open: true });
  return {
    submission: submission.port,
    relay: relay.port,
    login,
    password,
    mailbox: async () => [],
    stop: async () => void (await Promise.all([submission.stop(), relay.stop()])),
  };
}

type Services = Pick<World, "postgres" | "redis" | "rgw" | "mail" | "certificates">;

function answersFor(directory: string, { postgres, redis, rgw, mail, certificates }: Services): Answers {
  return {
    mastodon: { directory, version: release, runtime: "systemd" },
    domain: { local: "social.example", web: null, alternates: [], singleUser: false },
    database: {
      host: "127.0.0.1",
      port: postgres.port,
      name: "mastodon_production",
      user: worldSecrets.role,
      password: worldSecrets.database,
      tls: "if-offered",
      caFile: null,
    },
    redis: { host: "127.0.0.1", port: redis.port, user: null, password: worldSecrets.redis, db: 0, tls: false },
    storage: {
      provider: "minio",
      bucket: "files",
      region: "us-east-1",
      endpoint: rgw.endpoint,
      accessKeyId: rgw.accessKey,
      secretAccessKey: rgw.secretKey,
      publicHost: null,
      caFile: certificates.caFile,
      acl: true,
      linkKey: null,
    },
    mail: {
      provider: "custom",
      host: "localhost",
      port: mail.submission,
      user: mail.login,
      password: mail.password,
      auth: "plain",
      tls: "starttls",
      verify: "peer",
      caFile: certificates.caFile,
      from: "Mastodon <notifications@example.social>",
      testTo: null,
    },
    updates: { check: true },
    extra: {},
    steps: { database: true, assets: true, admin: { username: "alice", email: "alice@social.example" } },
  };
}
