import type { Finding, ProcessName } from "../../findings/finding.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import { type S3Storage, storageConnections } from "../../mastodon/connections/storage.ts";
import type { View } from "../../mastodon/views.ts";
import type { ProbeContext } from "../context.ts";
import { within } from "../net/abort.ts";
import { addressText } from "../net/address.ts";
import { systemCas } from "../net/tls.ts";
import { storageCause } from "./causes.ts";
import { openApi, type S3Api } from "./client.ts";
import { removeObject } from "./commands.ts";
import { denied, explain } from "./explain.ts";
import { type Limits, openTransport } from "./http.ts";
import { endpointUrl, probeKey, probePicture, sayer, type Trial } from "./trial.ts";
import { caBundle } from "./trust.ts";
import { type Uploaded, upload } from "./upload.ts";
import { followUp } from "./verdict.ts";

/** Milliseconds kept back from the deadline, so that what was put there is taken away again. */
const reserve = 1500;
/** Milliseconds that taking it away may still take after Ctrl-C. */
const grace = 400;

/** What a bucket's name in the wrong place looks like; a silent host is not asked twice. */
const bucketMayBeTwice: ReadonlySet<string> = new Set(
  ["unresolvable", "tls-hostname", "bucket-missing", "secret-wrong", "denied", "not-s3", "upload-failed"]
    .concat(["not-public", "hostname-wrong", "csp-host"])
    .map((name) => `storage.${name}`),
);

/** One bucket as one or both processes use it. */
export async function probeS3(
  storage: S3Storage,
  view: View,
  process: ProcessName | "all",
  context: ProbeContext,
): Promise<Finding[]> {
  const say = sayer(storage, process);
  const findings = await attempt(storage, view, process, context);
  if (!findings.some(({ id, status }) => status === "fail" && bucketMayBeTwice.has(id))) return findings;
  for (const set of withoutBucket(storage)) {
    const changed = apply(view, set);
    if (changed === null) continue;
    const again = await attempt(changed.storage, changed.view, process, context);
    if (again.some(({ status }) => status === "fail")) continue;
    const details = { variables: Object.keys(set), facts: { wanted: Object.values(set).join(", ") } };
    return [say("storage.bucket-in-endpoint", { ...details, remedies: [{ key: "strip", set }] })];
  }
  return findings;
}

/** Changes that take the bucket's name out of the endpoint and the public host (mastodon#20347). */
function withoutBucket({ endpoint, bucket, place }: S3Storage): VariableChanges[] {
  const label = new RegExp(`^${bucket.replaceAll(/[.*+?^${"$"}{}()|[\]\\]/g, "\\$&")}\\.`, "i");
  const host = place.variable === "S3_HOSTNAME" ? place.host.replace(label, "").replace(/\/.*$/, "") : place.host;
  const hostSet = host === place.host ? {} : { S3_HOSTNAME: host };
  if (endpoint === null || !URL.canParse(endpoint)) return host === place.host ? [] : [hostSet];
  const url = new URL(endpoint);
  const inPath = url.pathname.replace(/\/+$/, "").endsWith(`/${bucket}`);
  const bare = inPath ? url.pathname.replace(/\/+$/, "").slice(0, -bucket.length - 1) : url.pathname;
  const stripped = `${url.protocol}//${url.host.replace(label, "")}${bare.replace(/\/+$/, "")}`;
  if (inPath || label.test(url.host)) return [{ S3_ENDPOINT: stripped, ...hostSet }];
  return host === place.host ? [] : [hostSet];
}

function apply(view: View, set: VariableChanges): { view: View; storage: S3Storage } | null {
  const variables = new Map(view.variables);
  for (const [name, value] of Object.entries(set)) {
    if (value === null) variables.delete(name);
    else variables.set(name, value);
  }
  const changed = { ...view, variables };
  const storage = storageConnections([changed])[0];
  return storage?.kind === "s3" ? { view: changed, storage } : null;
}

/** One trial from the first byte to the last: everything that it opened is closed, everything that it stored removed. */
async function attempt(
  storage: S3Storage,
  view: View,
  process: ProcessName | "all",
  context: ProbeContext,
): Promise<Finding[]> {
  const say = sayer(storage, process);
  const bundle = storage.caFile === null ? null : await caBundle(storage.caFile);
  if (bundle === null && storage.caFile !== null && endpointUrl(storage).protocol === "https:") {
    const remedies = [{ key: "remove" as const, set: { AWS_CA_BUNDLE: null } }];
    return [
      say("storage.ca-file-missing", { variables: ["AWS_CA_BUNDLE"], facts: { path: storage.caFile }, remedies }),
    ];
  }
  const system = await systemCas(context.systemCas);
  const world = openTransport(system);
  const transport = bundle === null ? world : openTransport([bundle]);
  const { signal, release } = within(context.signal, Math.max(context.deadline - reserve, context.deadline / 2));
  const limits = { signal, openTimeout: storage.openTimeout, readTimeout: storage.readTimeout };
  const api = openApi(storage, transport, limits);
  const trial = {
    view,
    storage,
    process,
    context,
    api,
    transport,
    world,
    limits,
    say,
    key: probeKey(storage),
    body: probePicture(),
  };
  try {
    return await inOrder(trial);
  } finally {
    release();
    transport.destroy();
    world.destroy();
  }
}

async function inOrder(trial: Trial): Promise<Finding[]> {
  const uploaded = await upload(trial);
  if (!uploaded.stored) {
    // A server that took the picture and was too slow to say so has it all the same.
    if (!uploaded.first.ok && uploaded.first.answer === null && storageCause(uploaded.first) === "timeout")
      await remove(trial);
    return uploaded.first.ok ? [] : [await explain(trial, uploaded.first)];
  }
  let seen = { findings: [] as Finding[], ownCa: false };
  try {
    seen = await followUp(trial, uploaded);
  } finally {
    seen.findings.push(...(await removed(trial)));
  }
  const failed = seen.findings.some(({ status }) => status === "fail");
  return failed ? seen.findings : [passed(trial, uploaded, seen.ownCa), ...seen.findings];
}

function passed({ storage, say, key }: Trial, { first }: Uploaded, ownCa: boolean): Finding {
  const peer = first.answer?.peer;
  const facts = {
    address: peer ? addressText({ kind: "tcp", host: peer.address, port: peer.port }) : "",
    family: peer?.family ?? "",
    tls: peer?.tls ?? "-",
    acl: storage.acl ?? "-",
    checksum: storage.checksum ? "CRC32" : "-",
    host: storage.place.host,
    // Visitors' browsers need that CA too: on a private name they are the administrator's own.
    publicTrust: ownCa ? "AWS_CA_BUNDLE" : "system",
    url: `${storage.place.base}/${key}`,
  };
  return say("storage.ok", { facts });
}

/** Takes the probe's object away; what stays is named. */
async function removed(trial: Trial): Promise<Finding[]> {
  const { storage, key, say } = trial;
  const reply = await remove(trial);
  if (reply.ok) return [];
  const facts = { code: reply.code, status: reply.answer?.status ?? 0, answer: "" };
  const left = say("storage.left-behind", {
    facts: { ...facts, key },
    remedies: [{ key: "remove", commands: [removeObject(storage, key)] }],
  });
  return reply.code === "AccessDenied" ? [denied(trial, "DeleteObject", facts), left] : [left];
}

/** Within what is left of the deadline; after Ctrl-C within a moment. */
async function remove({ api, key, context, limits }: Trial): ReturnType<S3Api["remove"]> {
  const { signal, release } = context.signal.aborted
    ? within(new AbortController().signal, grace)
    : within(context.signal, reserve);
  const last: Limits = { signal, openTimeout: limits.openTimeout, readTimeout: limits.readTimeout };
  return api.remove(key, last).finally(release);
}
