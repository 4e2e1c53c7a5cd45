import fc from "fast-check";
import {
  type Answers,
  databaseTls,
  mailAuth,
  mailProviders,
  mailTls,
  mailVerify,
  runtimes,
  storageProviders,
} from "../../prompts/answers.ts";
import { identifier as parseIdentifier } from "../../prompts/parsers/identifier.ts";
import { storagePresets } from "../../prompts/providers/storage.ts";
import { askable } from "../../src/environment/askable.ts";
import { type Release, series } from "../../src/environment/release.ts";

const label = fc.stringMatching(/^[a-z][a-z0-9]{1,6}(-[a-z0-9]{1,3})?$/);
const name = fc.tuple(label, label).map((labels) => labels.join("."));
const ipv6 = fc.constantFrom("::1", "fd00:5::7", "::", "2001:db8::1");
const ipv4 = fc.constantFrom("127.0.0.1", "10.0.0.12");
const path = fc.stringMatching(/^\/[a-z]{1,8}(\/[a-zA-Z0-9._-]{1,8}){0,2}$/);
const host = fc.oneof(name, fc.constantFrom("localhost", "db"), ipv4, ipv6);
const port = fc.integer({ min: 1, max: 65535 });
/** Whatever a person might have for a password. */
const password = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.constantFrom("p@s:s/w#o?r+d&%20é", "a%b", " x ", "100%", "%zz", "it's", '"', "${HOME}", "plain"),
);
const identifier = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,12}$/).filter((text) => parseIdentifier(text).ok);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const database = fc.record({
  host: fc.oneof(host, path),
  port,
  name: identifier,
  user: identifier,
  password: orNull(password),
  tls: fc.constantFrom(...databaseTls),
  caFile: orNull(path),
});

const redis = fc.record({
  host: fc.oneof(host, path),
  port,
  user: orNull(fc.stringMatching(/^[A-Za-z0-9._~-]{1,10}$/)),
  password: orNull(password),
  db: fc.integer({ min: 0, max: 20 }),
  tls: fc.boolean(),
});

const store = fc.record({
  provider: fc.constantFrom(...storageProviders),
  bucket: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/),
  region: orNull(fc.oneof(label, fc.constantFrom("us-east-1", "cn-north-1", "auto", "global"))),
  endpoint: orNull(
    fc
      .tuple(fc.constantFrom("http", "https"), name, fc.constantFrom("", ":9000"))
      .map(([scheme, at, colon]) => `${scheme}://${at}${colon}`),
  ),
  accessKeyId: orNull(fc.stringMatching(/^[A-Z0-9]{4,20}$/)),
  secretAccessKey: orNull(password),
  publicHost: orNull(
    fc.oneof(
      name,
      name.map((at) => `${at}/path`),
    ),
  ),
  caFile: orNull(path),
  acl: orNull(fc.boolean()),
  linkKey: orNull(fc.stringMatching(/^[a-z0-9]{4,20}$/)),
});

/** As the interview settles them: nobody is asked for what the provider fixes. */
const storage = store.map((said) => {
  const preset = storagePresets[said.provider];
  const asked = said.endpoint ?? "https://s3.example";
  const own = said.provider === "r2" ? "https://account.r2.cloudflarestorage.com" : asked;
  return {
    ...said,
    region: preset.regionAsked ? (said.region ?? "us-east-1") : null,
    endpoint: preset.endpointAsked ? own : null,
    caFile: preset.endpointAsked && said.provider !== "r2" ? said.caFile : null,
    linkKey: preset.linkKeyAsked && said.publicHost === null ? said.linkKey : null,
  };
});

const login = fc.oneof(
  fc.constant({ auth: "none" as const, user: null, password: null }),
  fc.record({
    auth: fc.constantFrom(...mailAuth.filter((one) => one !== "none")),
    user: fc.stringMatching(/^[!-~]{1,20}$/),
    // Up to 4.3 one of blanks alone is none.
    password: password.filter((text) => text.trim() !== ""),
  }),
);

const relay = fc.record({
  provider: fc.constantFrom(...mailProviders),
  host: fc.oneof(host, fc.constantFrom("smtp.mailgun.org", "smtp.resend.com")),
  port,
  tls: fc.constantFrom(...mailTls),
  verify: fc.constantFrom(...mailVerify),
  caFile: orNull(path),
  from: name.map((at) => `Mastodon <notifications@${at}>`),
  testTo: orNull(name.map((at) => `me@${at}`)),
});

const mail = fc.tuple(relay, login).map(([where, who]) => ({ ...where, ...who }));

const said: fc.Arbitrary<Answers> = fc.record({
  mastodon: fc.record({
    directory: path,
    version: fc.constantFrom(...series),
    runtime: fc.constantFrom(...runtimes),
  }),
  domain: fc.record({
    local: name,
    web: orNull(name),
    alternates: fc.array(name, { maxLength: 3 }),
    singleUser: fc.boolean(),
  }),
  database,
  redis,
  storage,
  mail,
  updates: fc.record({ check: fc.boolean() }),
  steps: fc.constant({ database: true, assets: true, admin: null }),
  extra: fc.dictionary(fc.constantFrom("DEFAULT_LOCALE", "DB_POOL", "ES_ENABLED", "S3_KEY_PREFIX"), fc.string()),
});

/** Answers as the parsers let them through, beside those that Mastodon can't do. */
export const answers: fc.Arbitrary<Answers> = said.map((all) => ({
  ...all,
  domain: askable("domain", all.domain, all.domain),
  database: askable("database", all.database, all.database),
  redis: askable("redis", all.redis, all.redis),
  storage: askable("storage", all.storage, all.storage),
  mail: askable("mail", all.mail, all.mail),
}));

export const release: fc.Arbitrary<Release> = fc
  .tuple(fc.constantFrom(...series), fc.constantFrom(null, 0, 1, 5, 16))
  .map(([known, patch]) => ({ series: known, patch }));

const odd = fc.constantFrom(
  "",
  "true",
  "false",
  "True",
  "none",
  "auto",
  "always",
  "never",
  "0",
  "05432",
  "::1",
  "[::1]",
);

function someValue(variable: string): fc.Arbitrary<string> {
  const usual: Record<string, fc.Arbitrary<string>> = {
    DATABASE_URL: fc.constantFrom(
      "postgres://u:p@h:5432/n",
      "postgres://u@[::1]:5432/n?sslmode=require",
      "postgres://u:a+b@h/n",
      "postgres://u:p@h:5432/n?sslmode=verify-full&sslrootcert=/ca.pem",
      "postgres:///n?host=/run",
      "nonsense",
    ),
    PRIMARY_DATABASE_URL: fc.constantFrom("postgres://u:p@h:5432/n?sslmode=require", "nonsense"),
    DB_HOST: fc.constantFrom("/run/postgresql", "localhost", "h", "0::1"),
    DB_PORT: fc.constantFrom("5432", "6432"),
    DB_SSLMODE: fc.constantFrom("disable", "allow", "prefer", "require", "verify-full", "no-verify"),
    REDIS_URL: fc.constantFrom(
      "redis://localhost:6379/0",
      "rediss://u:p@h:6380/1",
      "redis://:a+b@h/0",
      "unix:///run/redis.sock",
      "unix:///run/redis.sock?db=3",
      "localhost:6379",
    ),
    REDIS_HOST: fc.constantFrom("localhost", "h", "/run/redis.sock"),
    REDIS_PORT: fc.constantFrom("6379", "7000"),
    REDIS_DRIVER: fc.constantFrom("ruby", "hiredis"),
    REDIS_SENTINELS: fc.constantFrom("a:26379,b", ""),
    S3_ENABLED: fc.constantFrom("true", "true", "true", "false"),
    S3_ENDPOINT: fc.constantFrom(
      "https://s3.eu-central-1.wasabisys.com",
      "https://s3.wasabisys.com/",
      "http://minio:9000",
      "https://storage.googleapis.com",
      "https://a.r2.cloudflarestorage.com",
      "https://gateway.storjshare.io",
    ),
    S3_REGION: fc.constantFrom("eu-central-1", "us-east-1", "auto", "global"),
    S3_HOSTNAME: fc.constantFrom("s3.eu-central-1.amazonaws.com", "minio:9000", "s3.wasabisys.com"),
    S3_ALIAS_HOST: fc.constantFrom("files.example", "link.storjshare.io/raw/key/bucket"),
    S3_BUCKET: fc.constant("bucket"),
    S3_PROTOCOL: fc.constantFrom("https", "http"),
    S3_PERMISSION: fc.constantFrom("", "public-read", "private"),
    S3_MULTIPART_THRESHOLD: fc.constantFrom("52428800", "15728640"),
    SMTP_DELIVERY_METHOD: fc.constantFrom("smtp", "sendmail"),
    SMTP_SERVER: fc.constantFrom("localhost", "smtp.mailgun.org"),
    SMTP_PORT: fc.constantFrom("25", "587", "465"),
    SMTP_AUTH_METHOD: fc.constantFrom("plain", "none", "login", "PLAIN"),
    SMTP_OPENSSL_VERIFY_MODE: fc.constantFrom("none", "peer", "client_once"),
    UPDATE_CHECK_URL: fc.constantFrom("", "https://updates.example"),
    ALTERNATE_DOMAINS: fc.constantFrom("a.example, b.example", "a.example,b.example", ""),
  };
  return fc.oneof({ weight: 4, arbitrary: usual[variable] ?? password }, { weight: 1, arbitrary: odd });
}

/** A file that people wrote: any of `names`, with usual and unusual values. */
export function variables(names: readonly string[]): fc.Arbitrary<ReadonlyMap<string, string>> {
  const pairs = names.map((variable) => orNull(someValue(variable)).map((value) => [variable, value] as const));
  return fc
    .tuple(...pairs)
    .map((all) => new Map(all.filter((pair): pair is readonly [string, string] => pair[1] !== null)));
}
