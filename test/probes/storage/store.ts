import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Finding } from "../../../src/findings/finding.ts";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { type Rgw, startRgw } from "../../services/rgw.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { probe, type Values } from "./support.ts";

/** A gateway over TLS with a bucket `files`, and the variables with which all is well there. */
export interface Store {
  readonly rgw: Rgw;
  readonly certificates: Certificates;
  readonly healthy: Values;
  /** Probes with `healthy` and these changes, on a system that trusts the gateway's CA. */
  run(changes?: Values, release?: string): Promise<readonly Finding[]>;
  bucket(name: string, statements?: readonly object[], cors?: boolean): Promise<string>;
  objects(name?: string): Promise<readonly (string | undefined)[]>;
  stop(): Promise<void>;
}

export async function openStore(): Promise<Store> {
  const directory = scratch("storage-certificates");
  const certificates = makeCertificates(directory, "DNS:localhost");
  const rgw = await startRgw({ tls: certificates });
  const healthy = {
    LOCAL_DOMAIN: "social.example",
    S3_ENABLED: "true",
    S3_BUCKET: "files",
    S3_ENDPOINT: rgw.endpoint,
    S3_HOSTNAME: `localhost:${rgw.port}`,
    AWS_ACCESS_KEY_ID: rgw.accessKey,
    AWS_SECRET_ACCESS_KEY: rgw.secretKey,
  };
  const store: Store = {
    rgw,
    certificates,
    healthy,
    run: (changes = {}, release = "4.6.5") =>
      probe({ ...healthy, ...changes }, { systemCas: [certificates.ca] }, { release }),
    bucket: async (name, statements = [], cors = true) => {
      await rgw.createBucket(name);
      if (cors) await rgw.setCors(name, ["https://social.example"]);
      if (statements.length > 0) await rgw.putPolicy(name, statements);
      return name;
    },
    objects: async (name = "files") => {
      const client = rgw.client();
      try {
        return ((await client.send(new ListObjectsV2Command({ Bucket: name }))).Contents ?? []).map(({ Key }) => Key);
      } finally {
        client.destroy();
      }
    },
    stop: async () => {
      await rgw.stop();
      discard(directory);
    },
  };
  await store.bucket("files");
  return store;
}

/** A statement of a bucket policy for everybody: on its objects, or on the bucket itself. */
export function allow(
  bucket: string,
  Action: string | readonly string[],
  on: "objects" | "bucket" = "objects",
): object {
  const arn = `arn:aws:s3:::${bucket}`;
  return { Effect: "Allow", Principal: "*", Action, Resource: on === "bucket" ? arn : `${arn}/*` };
}

export function deny(bucket: string, Action: string | readonly string[], Condition?: object): object {
  return { ...allow(bucket, Action), Effect: "Deny", ...(Condition ? { Condition } : {}) };
}
