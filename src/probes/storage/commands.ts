import type { S3Storage } from "../../mastodon/connections/storage.ts";

/** Lines for the `aws` command line, which every S3 server understands; with the endpoint, and the CA where it is an own one. */
export function publicPolicy(storage: S3Storage): string {
  const statement = {
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${storage.bucket}/*`,
  };
  return s3api(storage, "put-bucket-policy", `--policy ${quoted({ Version: "2012-10-17", Statement: [statement] })}`);
}

export function corsRule(storage: S3Storage, origin: string): string {
  const rule = { AllowedOrigins: [origin], AllowedMethods: ["GET"], AllowedHeaders: ["*"] };
  return s3api(storage, "put-bucket-cors", `--cors-configuration ${quoted({ CORSRules: [rule] })}`);
}

export function removeObject(storage: S3Storage, key: string): string {
  return s3api(storage, "delete-object", `--key ${word(key)}`);
}

/** The statement that the owner of the bucket or of the account adds for Mastodon's key. */
export function statementFor(storage: S3Storage, actions: readonly string[]): string {
  return JSON.stringify({ Effect: "Allow", Action: actions, Resource: `arn:aws:s3:::${storage.bucket}/*` });
}

function s3api(storage: S3Storage, command: string, rest: string): string {
  const endpoint =
    storage.endpoint === null ? `--region ${word(storage.region)}` : `--endpoint-url ${word(storage.endpoint)}`;
  const ca = storage.caFile ? ` --ca-bundle ${word(storage.caFile)}` : "";
  return `aws s3api ${command} ${endpoint}${ca} --bucket ${word(storage.bucket)} ${rest}`;
}

function quoted(value: object): string {
  return word(JSON.stringify(value));
}

/** As one word of a POSIX shell. */
function word(text: string): string {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
