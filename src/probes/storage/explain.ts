import { isIP } from "node:net";
import type { Facts, Finding, Remedy } from "../../findings/finding.ts";
import { nearest } from "../../findings/nearest.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import { triedAddresses } from "../net/address.ts";
import { errorCode } from "../net/cause.ts";
import { identify } from "../net/identify.ts";
import { peekCertificate } from "../net/tls.ts";
import { namedRegion, type StorageCause, saidBy, storageCause } from "./causes.ts";
import type { Reply } from "./client.ts";
import { statementFor } from "./commands.ts";
import { otherScheme } from "./scheme.ts";
import { endpointUrl, type Trial } from "./trial.ts";

type Failed = Extract<Reply, { ok: false }>;

/** Why an upload did not pass, looking around where that tells more. */
export async function explain(trial: Trial, failed: Failed): Promise<Finding> {
  const cause = storageCause(failed);
  const { storage, say } = trial;
  if (withoutEndpoint(trial, cause)) {
    const endpoint = `https://${storage.place.host}`;
    const set = { S3_ENDPOINT: endpoint };
    return say("storage.endpoint-missing", {
      variables: ["S3_ENDPOINT", "S3_HOSTNAME"],
      facts: { host: storage.place.host },
      remedies: [{ key: "endpoint", set, facts: { wanted: endpoint } }],
    });
  }
  if (cause === "not-tls" || cause === "reset" || cause === "not-s3") {
    const other = await otherScheme(trial);
    if (other !== null) {
      const facts = { host: endpointUrl(storage).host, wanted: other };
      const set = { S3_ENDPOINT: other };
      return say("storage.scheme", { variables: ["S3_ENDPOINT"], facts, remedies: [{ key: "other-scheme", set }] });
    }
  }
  return failed.answer === null ? offline(trial, cause, failed) : refused(trial, cause, failed);
}

/** AWS was asked because no endpoint is given, while the public host is somebody else's (mastodon#15177). */
function withoutEndpoint({ storage }: Trial, cause: StorageCause): boolean {
  const elsewhere =
    storage.place.variable === "S3_HOSTNAME" && !/(^|\.)amazonaws\.com(\.cn)?$/.test(storage.place.host);
  return storage.endpoint === null && elsewhere && storage.place.fault === null && cause !== "secret-wrong";
}

/** Nobody answered, or not over HTTP. */
async function offline(trial: Trial, cause: StorageCause, { error }: Failed): Promise<Finding> {
  const { storage, say } = trial;
  const url = endpointUrl(storage);
  const host = storage.pathStyle || storage.endpoint === null ? url.hostname : `${storage.bucket}.${url.hostname}`;
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  const code = errorCode(error) ?? "unknown";
  const variables = [storage.endpoint === null ? "S3_REGION" : "S3_ENDPOINT"];
  const target = { kind: "tcp", host, port } as const;
  const facts = { host, port, code, tried: triedAddresses(error) };
  switch (cause) {
    case "unresolvable": {
      const bucketInName = storage.endpoint !== null && !storage.pathStyle;
      const remedies = bucketInName ? [{ key: "path-style" as const, set: { S3_OVERRIDE_PATH_STYLE: null } }] : [];
      return say("storage.unresolvable", { variables, facts, remedies });
    }
    case "refused":
      return say("storage.refused", { variables, facts });
    case "timeout": {
      const seconds = Math.round(Math.min(trial.limits.readTimeout, trial.context.deadline) / 1000);
      return say("storage.timeout", { variables, facts: { ...facts, seconds } });
    }
    case "tls-untrusted": {
      const certificate = { ...unseen, ...(await peekCertificate(target, trial.limits.signal)) };
      const details = { variables: ["AWS_CA_BUNDLE", ...variables], facts: { ...facts, ...certificate } };
      return say("storage.tls-untrusted", { ...details, remedies: otherCas(storage.caFile) });
    }
    case "tls-hostname": {
      const certificate = { ...unseen, ...(await peekCertificate(target, trial.limits.signal)) };
      const names = certificate.names.filter((name) => isIP(name) === 0 && !name.startsWith("*"));
      const remedies = names.slice(0, 2).map((name) => {
        const wanted = `${url.protocol}//${name}${url.port === "" ? "" : `:${url.port}`}`;
        return { key: "name" as const, set: { S3_ENDPOINT: wanted }, facts: { wanted } };
      });
      return say("storage.tls-hostname", { variables, facts: { ...facts, ...certificate }, remedies });
    }
    case "unreachable":
      return say("storage.unreachable", { variables, facts });
    default: {
      const protocol = code.startsWith("HPE_") ? await identify(target, trial.limits.signal) : null;
      const nothing = { ...facts, status: 0, answer: "" };
      if (protocol !== null) return say("storage.not-s3", { variables, facts: { ...nothing, server: protocol } });
      return say("storage.upload-failed", { variables, facts: nothing });
    }
  }
}

/** Where the certificate can't be looked at a second time. */
const unseen = { subject: "?", issuer: "?", expires: "?", names: ["?"] };

function otherCas(caFile: string | null): Remedy<"system-store" | "bundle">[] {
  if (caFile !== null) return [{ key: "system-store", set: { AWS_CA_BUNDLE: null } }];
  return [{ key: "bundle" }];
}

/** A server answered, and not with what was hoped for. */
async function refused(trial: Trial, cause: StorageCause, { code, answer }: Failed): Promise<Finding> {
  const { storage, say } = trial;
  const facts: Facts = { code, status: answer?.status ?? 0, answer: saidBy(answer, storage.secretAccessKey) };
  switch (cause) {
    case "key-unknown":
      return say("storage.key-unknown", {
        variables: ["AWS_ACCESS_KEY_ID"],
        facts,
        remedies: trimmed("AWS_ACCESS_KEY_ID", storage.accessKeyId),
      });
    case "secret-wrong":
      return say("storage.secret-wrong", {
        variables: ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"],
        facts,
        remedies: trimmed("AWS_SECRET_ACCESS_KEY", storage.secretAccessKey),
      });
    case "bucket-missing":
      return missingBucket(trial, facts);
    case "region-wrong":
      return wrongRegion(trial, facts, namedRegion(answer));
    case "clock":
      return say("storage.clock", {
        facts: { ...facts, minutes: minutesOff(answer?.headers.date) || "15+" },
        remedies: [{ key: "sync", commands: ["timedatectl set-ntp true"] }],
      });
    case "suspended":
      return say("storage.suspended", { variables: ["AWS_ACCESS_KEY_ID"], facts });
    case "policy":
      return code === "AccessDenied"
        ? denied(trial, "PutObject", facts)
        : say("storage.upload-failed", { facts: { ...facts, ...hostFacts(trial) } });
    case "not-s3":
      return say("storage.not-s3", {
        variables: ["S3_ENDPOINT"],
        facts: { ...facts, server: (answer?.headers.server ?? "?").slice(0, 60) },
      });
    default:
      return say("storage.upload-failed", { facts: { ...facts, ...hostFacts(trial) } });
  }
}

function hostFacts({ storage }: Trial): Facts {
  return { host: endpointUrl(storage).hostname };
}

/** A key pasted with a space or in quotes. */
function trimmed(variable: string, value: string): Remedy<"trim">[] {
  const bare = value.replace(/^[\s"']+|[\s"']+$/g, "");
  const set: VariableChanges = { [variable]: bare };
  return bare === value || bare === "" ? [] : [{ key: "trim", set, facts: { variable } }];
}

/** Mastodon's first upload would create the bucket where the key may: a typo would become a new one. */
async function missingBucket(trial: Trial, facts: Facts): Promise<Finding> {
  const { storage, api, say } = trial;
  const there = await api.buckets();
  const similar = nearest(storage.bucket, there);
  return say("storage.bucket-missing", {
    variables: ["S3_BUCKET"],
    facts: { ...facts, buckets: there.slice(0, 20) },
    remedies: similar === null ? [] : [{ key: "similar", set: { S3_BUCKET: similar }, facts: { similar } }],
  });
}

function wrongRegion({ storage, view, say }: Trial, facts: Facts, wanted: string | null): Finding {
  const variables = ["S3_REGION", "S3_ENDPOINT"];
  if (wanted === null || wanted === storage.region) {
    return say("storage.region-wrong", { variables, facts: { ...facts, wanted: wanted ?? "?" } });
  }
  const named = ["S3_ENDPOINT", "S3_HOSTNAME"].flatMap((name) => {
    const value = view.variables.get(name);
    return value?.includes(storage.region) ? [[name, value.replaceAll(storage.region, wanted)] as const] : [];
  });
  const set: VariableChanges = { S3_REGION: wanted, ...Object.fromEntries(named) };
  return say("storage.region-wrong", { variables, facts: { ...facts, wanted }, remedies: [{ key: "region", set }] });
}

export type Verb = "PutObject" | "PutObjectAcl" | "GetObject" | "DeleteObject";

export function denied({ storage, say }: Trial, verb: Verb, facts: Facts): Finding {
  const statement = statementFor(storage, ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:DeleteObject"]);
  return say("storage.denied", {
    variables: ["AWS_ACCESS_KEY_ID"],
    facts: { ...facts, verb },
    remedies: [{ key: "allow", facts: { statement } }],
  });
}

export function minutesOff(date: string | undefined): number {
  const server = Date.parse(date ?? "");
  return Number.isNaN(server) ? 0 : Math.round(Math.abs(Date.now() - server) / 60_000);
}
