/** What `rails mastodon:setup` of 4.6.5 writes (lib/tasks/mastodon.rake), by the branches of its questions, with the answers that it offers. */
const start = `
LOCAL_DOMAIN=example.social
SINGLE_USER_MODE=false
SECRET_KEY_BASE=aaaa
ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY=bbbb
ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT=cccc
ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY=dddd
VAPID_PRIVATE_KEY=eeee
VAPID_PUBLIC_KEY=ffff`;

const socket = `
DB_HOST=/var/run/postgresql
DB_PORT=5432
DB_NAME=mastodon_production
DB_USER=mastodon
DB_PASS=
REDIS_HOST=localhost
REDIS_PORT=6379
REDIS_PASSWORD=`;

const docker = `
DB_HOST=db
DB_PORT=5432
DB_NAME=postgres
DB_USER=postgres
DB_PASS=
REDIS_HOST=redis
REDIS_PORT=6379
REDIS_PASSWORD=s3cret`;

const keys = `
S3_BUCKET=files.example.social
AWS_ACCESS_KEY_ID=AKIA
AWS_SECRET_ACCESS_KEY=wJalr`;

const alias = `
S3_ALIAS_HOST=files.example.social`;

const localMail = `
SMTP_SERVER=localhost
SMTP_PORT=25
SMTP_AUTH_METHOD=none
SMTP_OPENSSL_VERIFY_MODE=none
SMTP_ENABLE_STARTTLS=auto
SMTP_FROM_ADDRESS=Mastodon <notifications@example.social>`;

const mailgun = `
SMTP_SERVER=smtp.mailgun.org
SMTP_PORT=587
SMTP_LOGIN=postmaster@example.social
SMTP_PASSWORD=hunter2
SMTP_AUTH_METHOD=plain
SMTP_OPENSSL_VERIFY_MODE=peer
SMTP_ENABLE_STARTTLS=auto
SMTP_FROM_ADDRESS=Mastodon <notifications@example.social>`;

/** The questions for login and password passed over. */
const noLogin = `
SMTP_SERVER=relay.example
SMTP_PORT=25
SMTP_LOGIN=
SMTP_PASSWORD=
SMTP_AUTH_METHOD=none
SMTP_OPENSSL_VERIFY_MODE=none
SMTP_ENABLE_STARTTLS=never
SMTP_FROM_ADDRESS=Mastodon <notifications@example.social>`;

const s3 = (lines: string) => `
S3_ENABLED=true
S3_PROTOCOL=https${lines}${keys}`;

const minio = `
S3_ENABLED=true
S3_PROTOCOL=http
S3_REGION=us-east-1
S3_ENDPOINT=http://minio:9000
S3_HOSTNAME=minio:9000${keys}`;

const spaces = s3(`
S3_REGION=nyc3
S3_HOSTNAME=nyc3.digitaloceanspaces.com
S3_ENDPOINT=https://nyc3.digitaloceanspaces.com`);

const aws = (region: string) =>
  s3(`
S3_REGION=${region}
S3_HOSTNAME=s3.us-east-1.amazonaws.com`);

const wasabi = s3(`
S3_REGION=us-east-1
S3_HOSTNAME=s3.wasabisys.com
S3_ENDPOINT=https://s3.wasabisys.com/`);

const storj = s3(`
S3_REGION=global
S3_ENDPOINT=https://gateway.storjshare.io
S3_HOSTNAME=gateway.storjshare.io`);

const storjAlias = `
S3_ALIAS_HOST=link.storjshare.io/raw/jxlink/files.example.social`;

const gcs = s3(`
S3_HOSTNAME=storage.googleapis.com
S3_ENDPOINT=https://storage.googleapis.com
S3_MULTIPART_THRESHOLD=52428800
S3_REGION=us-west1`);

const noUpdates = `
UPDATE_CHECK_URL=`;

const files: Readonly<Record<string, string>> = {
  "systemd, no storage, local mail": start + socket + localMail,
  "docker, no storage, Mailgun": start + docker + mailgun,
  "no updates, relay without login": start + socket + noLogin + noUpdates,
  Spaces: start + socket + spaces + mailgun,
  "Spaces with an alias": start + socket + spaces + alias + mailgun,
  AWS: start + socket + aws("us-east-1") + alias + mailgun,
  "AWS in another region, with the host of the first": start + socket + aws("eu-central-1") + mailgun,
  Wasabi: start + socket + wasabi + alias + mailgun,
  MinIO: start + docker + minio + mailgun,
  "MinIO with an alias": start + docker + minio + alias + mailgun,
  Storj: start + socket + storj + storjAlias + mailgun,
  "Storj, overwritten by the next question": start + socket + storj + alias + mailgun,
  "Google Cloud Storage": start + socket + gcs + alias + mailgun,
};

export const wizardFiles: readonly (readonly [string, ReadonlyMap<string, string>])[] = Object.entries(files).map(
  ([title, text]) => [
    title,
    new Map(
      text
        .trim()
        .split("\n")
        .map((line) => split(line)),
    ),
  ],
);

function split(line: string): [string, string] {
  const at = line.indexOf("=");
  return [line.slice(0, at), line.slice(at + 1)];
}
