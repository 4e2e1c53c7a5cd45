import { randomBytes } from "node:crypto";
import type { Facts, Finding, ProcessName } from "../../findings/finding.ts";
import { type Details, finding } from "../../findings/make.ts";
import type { FindingId } from "../../findings/registry/index.ts";
import type { S3Storage } from "../../mastodon/connections/storage.ts";
import type { View } from "../../mastodon/views.ts";
import type { ProbeContext } from "../context.ts";
import type { S3Api } from "./client.ts";
import type { Limits, Transport } from "./http.ts";

/** Everything that the steps of one trial share. */
export interface Trial {
  /** What a remedy changes before the connection is made anew. */
  readonly view: View;
  readonly storage: S3Storage;
  readonly process: ProcessName | "all";
  readonly context: ProbeContext;
  readonly api: S3Api;
  /** Trusts what the SDK would (AWS_CA_BUNDLE, else the system). */
  readonly transport: Transport;
  /** Trusts what the system does, as the world that fetches the pictures. */
  readonly world: Transport;
  readonly limits: Limits;
  readonly key: string;
  readonly body: Buffer;
  readonly say: Say;
}

type StorageId = Extract<FindingId, `storage.${string}`>;
export type Say = <Id extends StorageId>(id: Id, details?: Details<Id>) => Finding;

/** Findings of this trial: with its process, its time and the facts that belong to all of them. */
export function sayer(storage: S3Storage, process: ProcessName | "all"): Say {
  const started = performance.now();
  const always: Facts = { endpoint: endpointText(storage), bucket: storage.bucket, region: storage.region };
  return (id, details = {}) =>
    finding(id, {
      process,
      ms: Math.round(performance.now() - started),
      ...details,
      facts: { ...always, ...details.facts },
    });
}

/** Where uploads go: the endpoint, or what AWS's SDK makes of the region. */
export function endpointText({ endpoint, region, bucket }: S3Storage): string {
  return endpoint ?? `https://${bucket}.s3.${region}.amazonaws.com`;
}

export function endpointUrl(storage: S3Storage): URL {
  return new URL(endpointText(storage));
}

/** A place in Mastodon's own layout, so that policies and proxies that know it let it pass, under a name that nothing else has. */
export function probeKey(storage: S3Storage): string {
  return `${storage.keyPrefix}media_attachments/files/000/000/000/original/mastosetup-${randomBytes(8).toString("hex")}.png`;
}

/** A real picture of one pixel, and a tail that no cache and no default picture has. */
export function probePicture(): Buffer {
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
  return Buffer.concat([Buffer.from(pixel, "base64"), randomBytes(32)]);
}

/** Whether the host is one of the machine's own or of a private network. */
export function isPrivate(host: string, address: string): boolean {
  const bare = address.replace(/^::ffff:/, "");
  return (
    /^(localhost|.*\.(localhost|local|internal|lan|home\.arpa))$/i.test(host) ||
    /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
      bare,
    ) ||
    /^(::1$|f[cd]|fe[89ab])/i.test(bare)
  );
}
