import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  type ObjectCannedACL,
  PutObjectAclCommand,
  PutObjectCommand,
  S3Client,
  type StorageClass,
} from "@aws-sdk/client-s3";
import type { S3Storage } from "../../mastodon/connections/storage.ts";
import { errorCode } from "../net/cause.ts";
import type { Answer, Limits, Transport } from "./http.ts";

/** What came of one call. `code` is S3's own where a server answered, else Node's; messages are empty with Ceph and no basis for anything. */
export type Reply =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly code: string; readonly answer: Answer | null; readonly error: unknown };

export interface Upload {
  readonly key: string;
  readonly body: Uint8Array;
  readonly type: string;
  readonly acl: string | null;
  readonly checksum: boolean;
}

/** The calls of Mastodon's that are tried, with the keys and the addressing of its configuration. None is repeated by itself. */
export interface S3Api {
  put(upload: Upload): Promise<Reply>;
  putAcl(key: string, acl: string): Promise<Reply>;
  get(key: string, range?: string): Promise<Reply>;
  remove(key: string, limits?: Limits): Promise<Reply>;
  /** Names of the buckets of this key; empty where it may not ask. */
  buckets(): Promise<readonly string[]>;
}

type Ask = (client: S3Client) => Promise<unknown>;

export function openApi(storage: S3Storage, transport: Transport, limits: Limits): S3Api {
  const { bucket: Bucket } = storage;
  const call = (ask: Ask, checksum = false, within = limits) => send(storage, transport, within, ask, checksum);
  return {
    put: ({ key, body, type, acl, checksum }) => {
      const command = new PutObjectCommand({
        Bucket,
        Key: key,
        Body: body,
        ContentType: type,
        CacheControl: storage.cacheControl,
        // Any text goes out as it is, here and in Ruby: a wrong one is the server's to refuse.
        ...(acl === null ? {} : { ACL: acl as ObjectCannedACL }),
        ...(storage.storageClass === null ? {} : { StorageClass: storage.storageClass as StorageClass }),
      });
      return call((s3) => s3.send(command), checksum);
    },
    putAcl: (Key, acl) =>
      call((s3) => s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: acl as ObjectCannedACL })), storage.checksum),
    get: (Key, range) => {
      const command = new GetObjectCommand({ Bucket, Key, ...(range === undefined ? {} : { Range: range }) });
      return call((s3) => s3.send(command));
    },
    remove: (Key, within) => call((s3) => s3.send(new DeleteObjectCommand({ Bucket, Key })), false, within),
    buckets: async () => {
      const reply = await call((s3) => s3.send(new ListBucketsCommand({})));
      if (!reply.ok) return [];
      return [...reply.answer.body.toString("utf8").matchAll(/<Name>([^<]+)<\/Name>/g)].map((match) => match[1] ?? "");
    },
  };
}

/** One client a call: it costs a fraction of a millisecond, and the answer that its handler met is that call's own. */
async function send(
  storage: S3Storage,
  transport: Transport,
  limits: Limits,
  ask: Ask,
  checksum: boolean,
): Promise<Reply> {
  let answer: Answer | null = null;
  const client = new S3Client({
    ...configuration(storage, checksum),
    requestHandler: {
      handle: async (request: Request) => {
        answer = await transport.send({ ...request, url: urlOf(request), body: bytesOf(request.body) }, limits);
        const { status, headers, body } = answer;
        return { response: { statusCode: status, headers, body: Readable.from(body.length > 0 ? [body] : []) } };
      },
      destroy: () => undefined,
    },
  });
  try {
    await ask(client);
    if (answer !== null) return { ok: true, answer };
    return { ok: false, code: "NoAnswer", answer, error: null };
  } catch (error) {
    return { ok: false, code: codeOf(error, answer), answer, error };
  } finally {
    client.destroy();
  }
}

/** Everything is said here, so that nothing of the administrator's own AWS variables and ~/.aws files is looked at. */
function configuration(storage: S3Storage, checksum: boolean): ConstructorParameters<typeof S3Client>[0] & object {
  const { endpoint, region, pathStyle, accessKeyId, secretAccessKey } = storage;
  const calculation = checksum ? "WHEN_SUPPORTED" : "WHEN_REQUIRED";
  return {
    ...(endpoint === null ? {} : { endpoint }),
    region,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard",
    requestChecksumCalculation: calculation,
    responseChecksumValidation: "WHEN_REQUIRED",
    useArnRegion: false,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    disableMultiregionAccessPoints: true,
    disableS3ExpressSessionAuth: true,
    ignoreConfiguredEndpointUrls: true,
    authSchemePreference: ["aws.auth#sigv4"],
    sigv4aSigningRegionSet: [region],
    userAgentAppId: "",
  };
}

/** What the SDK hands to its HTTP handler. */
interface Request {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function urlOf({ protocol, hostname, port, path, query = {} }: Request): URL {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => (one ? `${name}=${encodeURIComponent(one)}` : name)),
  );
  const search = pairs.length > 0 ? `?${pairs.join("&")}` : "";
  return new URL(`${protocol}//${hostname}${port ? `:${port}` : ""}${path}${search}`);
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return typeof body === "string" ? Buffer.from(body) : Buffer.alloc(0);
}

/** S3's code from the error, else from the answer's own XML (a body that the SDK can't read), else Node's code or the error's name. */
function codeOf(error: unknown, answer: Answer | null): string {
  const written = answer === null ? undefined : /<Code>([^<]+)<\/Code>/.exec(answer.body.toString("utf8"))?.[1];
  if (written !== undefined) return written;
  if (typeof error !== "object" || error === null) return "Unknown";
  if ("Code" in error && typeof error.Code === "string") return error.Code;
  return errorCode(error) ?? ("name" in error && typeof error.name === "string" ? error.name : "Unknown");
}
