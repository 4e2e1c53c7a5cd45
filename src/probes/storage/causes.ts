import { type NetCause, netCause } from "../net/cause.ts";

/** What an S3 server says no with, in our words. `policy` may be the verb, the ACL or a header: only another try tells. */
export type S3Cause =
  | "key-unknown"
  | "secret-wrong"
  | "bucket-missing"
  | "region-wrong"
  | "clock"
  | "suspended"
  | "policy"
  | "not-s3"
  | "failed";

export type StorageCause = NetCause | S3Cause;

/** The error codes of AWS, Ceph RGW, Swift's s3api, MinIO, R2, B2 and others; test/probes/storage/causes.test.ts says which were recorded. */
const byCode: Readonly<Record<string, S3Cause>> = {
  InvalidAccessKeyId: "key-unknown",
  InvalidAccessKey: "key-unknown",
  Unauthorized: "key-unknown",
  SignatureDoesNotMatch: "secret-wrong",
  NoSuchBucket: "bucket-missing",
  InvalidBucketName: "bucket-missing",
  AuthorizationHeaderMalformed: "region-wrong",
  PermanentRedirect: "region-wrong",
  TemporaryRedirect: "region-wrong",
  IllegalLocationConstraintException: "region-wrong",
  RequestTimeTooSkewed: "clock",
  UserSuspended: "suspended",
  AccountProblem: "suspended",
  AllAccessDisabled: "suspended",
  AccessDenied: "policy",
  AccessControlListNotSupported: "policy",
  NotImplemented: "policy",
  InvalidArgument: "policy",
  InvalidRequest: "policy",
  MalformedACLError: "policy",
  MissingContentLength: "policy",
  XAmzContentSHA256Mismatch: "policy",
};

export interface Refusal {
  readonly code: string;
  /** null where nobody answered; then `error` says why. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  } | null;
  readonly error?: unknown;
}

/** Code first, status next; the text only where one code stands for everything (Cloudflare R2 and B2 answer InvalidArgument). */
export function storageCause({ code, answer, error }: Refusal): StorageCause {
  if (answer === null) return netCause(error);
  const text = answer.body.toString("utf8");
  if (/Credential access key has length|Malformed Access Key/i.test(text)) return "key-unknown";
  if (code === "AuthorizationHeaderMalformed" && namedRegion(answer) === null && !/region/i.test(text)) return "failed";
  const known = byCode[code];
  if (known !== undefined) return known;
  if (!/<Error[\s>]/.test(text) && !/xml/.test(answer.headers["content-type"] ?? "") && answer.status !== 503)
    return "not-s3";
  return answer.status === 403 || answer.status === 400 || answer.status === 501 ? "policy" : "failed";
}

/** The region that the server says it is in, or that the bucket is in. */
export function namedRegion(answer: Refusal["answer"]): string | null {
  if (answer === null) return null;
  const text = answer.body.toString("utf8");
  const named =
    answer.headers["x-amz-bucket-region"] ??
    /<Region>([^<]+)<\/Region>/.exec(text)?.[1] ??
    /expecting (?:'|&apos;)([^'&]+)/.exec(text)?.[1] ??
    /<Endpoint>[^<]*s3[.-]([a-z0-9-]+)\.amazonaws\.com/.exec(text)?.[1];
  return named ?? null;
}

/** What the server said, short and without control characters; "" where it said nothing, as Ceph does. */
export function saidBy(answer: Refusal["answer"], secret: string): string {
  const text = answer?.body.toString("utf8") ?? "";
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? "";
  const plain = message.replaceAll("&apos;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const clean = [...plain].filter((letter) => letter >= " " && letter !== "\u007f").join("");
  return (secret === "" ? clean : clean.replaceAll(secret, "••••")).slice(0, 200);
}
