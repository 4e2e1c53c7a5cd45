import type { Facts, Finding } from "../../findings/finding.ts";
import type { PublicPlace } from "../../mastodon/connections/storage-public.ts";
import { saidBy } from "./causes.ts";
import type { Reply } from "./client.ts";
import { denied, minutesOff, type Verb } from "./explain.ts";
import type { Answer } from "./http.ts";
import { publicFindings } from "./public.ts";
import type { Trial } from "./trial.ts";
import type { Uploaded } from "./upload.ts";
import { listable, visit } from "./visit.ts";

/** What becomes of a picture once it is stored: read back, read in part, shown to the world, not listed. */
export async function followUp(trial: Trial, uploaded: Uploaded): Promise<{ findings: Finding[]; ownCa: boolean }> {
  const { api, storage, key, body, say } = trial;
  const acl = uploaded.without.acl ? null : storage.acl;
  const [whole, part, shown, listing] = await Promise.all([
    api.get(key),
    storage.singleRequest ? null : api.get(key, "bytes=0-9"),
    canVisit(storage.place) ? visit(trial, `${storage.place.base}/${key}`) : null,
    listable(trial),
  ]);
  // Not beside the reads: Ceph rewrites the object's head for it, and a read at that moment may fail.
  const aclAgain = acl === null ? null : await api.putAcl(key, acl);
  const findings = [...neededLess(trial, uploaded)];

  if (!whole.ok || !whole.answer.body.equals(body)) findings.push(unreadable(trial, "GetObject", whole));
  else if (part?.ok && !isPart(part.answer, body)) {
    const set = { S3_FORCE_SINGLE_REQUEST: "true" };
    const details = { variables: ["S3_FORCE_SINGLE_REQUEST"], facts: { status: part.answer.status } };
    findings.push(say("storage.range-ignored", { ...details, remedies: [{ key: "single-request", set }] }));
  } else if (part?.ok === false) findings.push(unreadable(trial, "GetObject", part));
  // NotImplemented and NoSuchKey Mastodon tolerates (app/services/update_media_attachments_permissions_service.rb).
  if (aclAgain?.ok === false && aclAgain.code === "AccessDenied")
    findings.push(unreadable(trial, "PutObjectAcl", aclAgain));
  findings.push(...publicFindings(trial, shown));
  if (listing !== null)
    findings.push(say("storage.listable", { facts: { url: listing }, remedies: [{ key: "policy" }] }));

  const off = minutesOff(uploaded.first.answer?.headers.date);
  if (off >= 5) {
    const facts = { minutes: off, code: "", status: 200, answer: "" };
    findings.push(
      say("storage.clock", {
        status: "warn",
        facts,
        remedies: [{ key: "sync", commands: ["timedatectl set-ntp true"] }],
      }),
    );
  }
  return { findings, ownCa: shown?.ownCa === true };
}

function canVisit({ fault, protocol }: PublicPlace): boolean {
  return fault === null && /^https?$/.test(protocol);
}

/** Uploads passed only without something that Mastodon sends. */
function neededLess({ storage, say }: Trial, { first, without }: Uploaded): Finding[] {
  const answer: Facts = {
    code: first.ok ? "" : first.code,
    status: first.answer?.status ?? 0,
    answer: saidBy(first.answer, storage.secretAccessKey),
  };
  const noAcl = without.acl ? { S3_PERMISSION: "" } : {};
  const noChecksum = without.checksum
    ? { AWS_REQUEST_CHECKSUM_CALCULATION: "when_required", AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required" }
    : {};
  const set = { ...noAcl, ...noChecksum };
  const findings: Finding[] = [];
  if (without.acl) {
    const facts = { ...answer, acl: storage.acl };
    findings.push(
      say("storage.acl-refused", { variables: ["S3_PERMISSION"], facts, remedies: [{ key: "no-acl", set }] }),
    );
  }
  if (without.checksum) {
    const variables = ["AWS_REQUEST_CHECKSUM_CALCULATION"];
    findings.push(say("storage.checksum", { variables, facts: answer, remedies: [{ key: "no-checksum", set }] }));
  }
  return findings;
}

function isPart(answer: Answer, body: Buffer): boolean {
  return answer.status === 206 && answer.body.equals(body.subarray(0, 10));
}

function unreadable(trial: Trial, verb: Verb, reply: Reply): Finding {
  const code = reply.ok ? "OtherContent" : reply.code;
  const facts = {
    code,
    status: reply.answer?.status ?? 0,
    answer: saidBy(reply.answer, trial.storage.secretAccessKey),
  };
  if (code === "AccessDenied") return denied(trial, verb, facts);
  return trial.say("storage.upload-failed", { facts: { ...facts, host: trial.storage.bucket, verb } });
}
