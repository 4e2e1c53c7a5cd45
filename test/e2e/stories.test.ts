import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { copyStandIn } from "../../fixtures/mastodon/stand-in/copy.mjs";
import type { Answers } from "../../prompts/answers.ts";
import { describeWith } from "../services/available.ts";
import { type Postfix, postfixPrograms, startPostfix } from "../services/postfix.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../services/postgres.ts";
import { type Redis, redisPrograms, startRedis } from "../services/redis.ts";
import { type Rgw, rgwPrograms, startRgw } from "../services/rgw.ts";
import { discard, scratch } from "../services/scratch.ts";
import { mastosetup } from "../support/program.ts";
import { type Patch, writeAnswers } from "./support/answers.ts";
import { setupDocument, wrongFindings } from "./support/documents.ts";
import { byForm, expectPrivate, read, settingLines } from "./support/env-file.ts";
import { type Machine, placeSocket, startMachine, whyNoMachine } from "./support/machine.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/answers/", import.meta.url));
const story = (name: string): Answers => JSON.parse(readFileSync(`${fixtures}${name}.json`, "utf8"));
const expectation = (name: string) => settingLines(readFileSync(`${fixtures}${name}.env`, "utf8"));

/** Written values that stand for those of the story. */
type Renamed = Readonly<Record<string, string>>;

function asExpected(text: string, renamed: Renamed): readonly string[] {
  const back = (line: string) =>
    Object.entries(renamed).reduce((changed, [here, there]) => changed.replaceAll(here, there), line);
  return settingLines(text).map(byForm).map(back);
}

const secrets = {
  DATABASE_PASSWORD: "dbSecret1",
  REDIS_AUTH: "redisSecret2",
  S3_SECRET: "s3Secret3",
  SMTP_PASSWORD: "smtpSecret4",
};

describe.each(["aws", "docker-minio", "freebsd-local-mta", "ipv6-only", "wasabi-mailgun"])(
  "the story of %s",
  (name) => {
    let directory: string;
    beforeAll(() => {
      directory = scratch("story");
    });
    afterAll(() => discard(directory));

    it("makes the expected file of its unchanged answers (no service is tested; only Mastodon's directory is another)", async () => {
      const { mastodon } = story(name);
      const live = copyStandIn(join(directory, "live"), { release: mastodon.version });
      const args = ["--answers", `${fixtures}${name}.json`, "--mastodon", live, "--offline", "--skip-steps"];
      const first = await mastosetup(args, { env: secrets });
      expect(first.status, first.stderr).toBe(0);
      const path = join(live, ".env.production");
      expectPrivate(path);
      const renamed = Object.fromEntries(Object.entries(secrets).map(([key, value]) => [value, `<env:${key}>`]));
      const written = read(path);
      expect(asExpected(written, renamed)).toEqual(expectation(name));
      const second = await mastosetup([...args, "--json"], { env: secrets });
      expect(setupDocument(second).changed).toBe(false);
      expect(read(path)).toBe(written);
    });
  },
);

const lacking = whyNoMachine();
const programs = ["openssl", ...postgresPrograms, ...redisPrograms, ...rgwPrograms, ...postfixPrograms];
const title = "stories against real servers, by their own names and ports";

const describeStories = (suite: () => void) =>
  lacking === null ? describeWith(programs, title, suite) : describe.skip(`${title} (skipped: ${lacking})`, suite);

describeStories(() => {
  let directory: string;
  let machine: Machine;
  let postgres: { readonly plain: Postgres; readonly tls: Postgres };
  let redis: { readonly plain: Redis; readonly tls: Redis };
  let rgw: Rgw;
  let postfix: Postfix;
  const stops: (() => unknown)[] = [];

  beforeAll(async () => {
    directory = scratch("stories");
    stops.push(() => discard(directory));
    machine = await startMachine({
      names: stories.flatMap(({ hosts }) => hosts),
      alias: "files.example.social",
      caFiles: ["rds-global-bundle.pem", "minio-ca.pem"],
    });
    stops.push(machine.stop);
    const tls = machine.certificates;
    const hba = [
      "local all all trust",
      "host all postgres 127.0.0.1/32 trust",
      "host all all 127.0.0.1/32 scram-sha-256",
    ];
    const starting = [
      startPostgres({ hba }),
      startPostgres({ tls, hba: ["local all all scram-sha-256", "hostssl all all 127.0.0.1/32 scram-sha-256"] }),
      startRedis({ acl: [`mastodon on >${secrets.REDIS_AUTH} ~* &* +@all`] }),
      startRedis({ tls, password: secrets.REDIS_AUTH }),
      startRgw({ tls }),
      startPostfix({ tls }),
    ] as const;
    for (const one of await Promise.allSettled(starting)) if (one.status === "fulfilled") stops.push(one.value.stop);
    const [plain, encrypted, open, closed, gateway, mta] = await Promise.all(starting);
    postgres = { plain, tls: encrypted };
    redis = { plain: open, tls: closed };
    rgw = gateway;
    postfix = mta;
    const role = `CREATE ROLE mastodon LOGIN CREATEDB PASSWORD '${secrets.DATABASE_PASSWORD}'`;
    await plain.sql(`CREATE ROLE postgres LOGIN SUPERUSER; ${role}`);
    await encrypted.sql(role);
    for (const one of [plain, encrypted]) await one.sql("CREATE DATABASE mastodon_production OWNER mastodon");
    for (const bucket of ["files-example-social", "mastodon"]) {
      await rgw.createBucket(bucket);
      await rgw.setCors(bucket, ["*"]);
    }
    placeSocket(machine, join(plain.socketDir, `.s.PGSQL.${plain.port}`));
  });
  afterEach(() => machine.reset());
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  interface Story {
    readonly name: string;
    readonly replaced: string;
    readonly hosts: readonly string[];
    readonly world: () => Promise<{ readonly patch: Patch; readonly renamed?: Renamed }>;
    readonly fine: readonly string[];
  }

  /** A login that the mail server knows; the answers' own is put back when files are compared. */
  function login(name: string) {
    const { mail } = story(name);
    return {
      patch: { user: postfix.login },
      renamed: { [`SMTP_LOGIN=${postfix.login}`]: `SMTP_LOGIN=${mail.user}` },
    };
  }

  const services = ["database.ok", "redis.ok", "mail.ok"];
  const stories: readonly Story[] = [
    {
      name: "freebsd-local-mta",
      replaced: "nothing is replaced",
      hosts: [],
      fine: services,
      world: async () => {
        await machine.forward(5432, postgres.plain.port);
        await machine.forward(6379, redis.plain.port);
        await machine.forward(25, postfix.ports.relay);
        return { patch: {} };
      },
    },
    {
      name: "aws",
      replaced: "S3 is left out, SES is a Postfix with a login of its own",
      hosts: [
        "mastodon.cabcdefgh.eu-central-1.rds.amazonaws.com",
        "master.mastodon.abcdef.euc1.cache.amazonaws.com",
        "email-smtp.eu-central-1.amazonaws.com",
      ],
      fine: services,
      world: async () => {
        await machine.forward(5432, postgres.tls.port);
        await machine.forward(6379, redis.tls.port);
        await machine.forward(587, postfix.ports.submission);
        const { patch, renamed } = login("aws");
        const storage = {
          provider: "none",
          bucket: null,
          region: null,
          accessKeyId: null,
          secretAccessKey: null,
          publicHost: null,
          acl: null,
        };
        return { patch: { storage, mail: patch }, renamed };
      },
    },
    {
      name: "wasabi-mailgun",
      replaced: "Wasabi is a Ceph gateway with keys of its own, Mailgun a Postfix with a login of its own",
      hosts: ["s3.eu-central-1.wasabisys.com", "smtp.eu.mailgun.org"],
      fine: [...services, "storage.ok"],
      world: async () => {
        await machine.forward(6379, redis.plain.port);
        await machine.forward(443, rgw.port);
        await machine.serveBucket(rgw.port, "files-example-social");
        await machine.forward(465, postfix.ports.implicit);
        const { patch, renamed } = login("wasabi-mailgun");
        return {
          patch: { storage: { accessKeyId: rgw.accessKey }, mail: patch },
          renamed: { ...renamed, [rgw.accessKey]: "WASABIACCESSKEY" },
        };
      },
    },
    {
      name: "docker-minio",
      replaced: "MinIO is a Ceph gateway with keys of its own, the relay's login another",
      hosts: ["db", "redis", "minio", "mail.example.org"],
      fine: [...services, "storage.ok"],
      world: async () => {
        await machine.forward(5432, postgres.plain.port);
        await machine.forward(6379, redis.plain.port);
        await machine.forward(9000, rgw.port);
        await machine.serveBucket(rgw.port, "mastodon");
        await machine.forward(587, postfix.ports.submission);
        const { patch, renamed } = login("docker-minio");
        return {
          patch: { storage: { accessKeyId: rgw.accessKey }, mail: patch },
          renamed: { ...renamed, [`AWS_ACCESS_KEY_ID=${rgw.accessKey}`]: "AWS_ACCESS_KEY_ID=mastodon" },
        };
      },
    },
    {
      name: "ipv6-only",
      replaced: "the addresses of the documentation are ::1 and the servers' ports",
      hosts: [],
      fine: services,
      world: async () => ({
        patch: { redis: { host: "::1", port: redis.plain.port }, mail: { host: "::1", port: postfix.ports.relay } },
        renamed: {
          [`'redis://[::1]:${redis.plain.port}/0'`]: "'redis://[2001:db8::7]:6379/0'",
          "SMTP_SERVER=::1": "SMTP_SERVER=2001:db8::25",
          [`SMTP_PORT=${postfix.ports.relay}`]: "SMTP_PORT=25",
        },
      }),
    },
  ];

  it.each(stories.map((one) => [one.name, one.replaced, one] as const))("%s: %s", async (name, _, { world, fine }) => {
    const cwd = join(directory, name);
    mkdirSync(cwd);
    const { mastodon, mail } = story(name);
    const live = copyStandIn(join(cwd, "live"), { release: mastodon.version });
    const { patch, renamed = {} } = await world();
    writeAnswers(join(cwd, "a.json"), story(name), patch);
    const env = { ...secrets, S3_SECRET: rgw.secretKey, SMTP_PASSWORD: postfix.password };
    const args = ["--answers", "a.json", "--mastodon", live, "--skip-steps", "--json"];
    const first = await machine.run(args, { cwd, env });
    const document = setupDocument(first);
    expect(wrongFindings(document), first.stderr).toEqual([]);
    expect(first.status, first.stderr).toBe(0);
    expect(document.findings.map(({ id }) => id)).toEqual(expect.arrayContaining([...fine]));

    if (mail.testTo !== null) {
      const delivered = await postfix.mailbox();
      expect(delivered.filter((one) => one.includes(`To: ${mail.testTo}`) && one.includes(mail.from))).not.toEqual([]);
    }

    const path = join(live, ".env.production");
    const values = Object.fromEntries(Object.entries(env).map(([key, value]) => [`=${value}`, `=<env:${key}>`]));
    const inUrls = {
      [`:${secrets.DATABASE_PASSWORD}@`]: ":<env:DATABASE_PASSWORD>@",
      [`:${secrets.REDIS_AUTH}@`]: ":<env:REDIS_AUTH>@",
    };
    const left = patch.storage?.provider === "none" ? /^(?:S3|AWS)_/ : /^$/;
    const written = read(path);
    expect(asExpected(written, { ...values, ...inUrls, ...renamed })).toEqual(
      expectation(name).filter((line) => !left.test(line)),
    );

    expect(setupDocument(await machine.run(args, { cwd, env })).changed).toBe(false);
    expect(read(path)).toBe(written);
  });
  it("aws: with the CA in the system's store, only streaming, which does not look there, does not trust Redis", async () => {
    const cwd = join(directory, "untrusted");
    mkdirSync(cwd);
    const live = copyStandIn(join(cwd, "live"), { release: story("aws").mastodon.version });
    const { patch } = (await stories.find(({ name }) => name === "aws")?.world()) ?? { patch: {} };
    writeAnswers(join(cwd, "a.json"), story("aws"), patch);
    const env = { ...secrets, SMTP_PASSWORD: postfix.password, NODE_EXTRA_CA_CERTS: undefined };
    const run = await machine.run(["--answers", "a.json", "--mastodon", live, "--skip-steps", "--json"], { cwd, env });
    const wrong = setupDocument(run).findings.filter(({ status }) => status === "fail");
    expect(wrong.map((one) => [one.id, one.process])).toEqual([["redis.tls-untrusted", "streaming"]]);
    expect(run.status).toBe(4);
  });
});
