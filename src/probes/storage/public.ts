import type { Facts, Finding, Remedy } from "../../findings/finding.ts";
import type { S3Storage } from "../../mastodon/connections/storage.ts";
import { allowedByCsp, bareHost } from "../../mastodon/connections/storage-public.ts";
import { corsRule, publicPolicy } from "./commands.ts";
import { endpointUrl, type Trial } from "./trial.ts";
import type { Visit } from "./visit.ts";

/** What the world sees of a stored picture, by its text (scheme, slashes, policy of the site) and by the visit; null where there is no URL to visit. */
export function publicFindings(trial: Trial, visit: Visit | null): Finding[] {
  const { storage } = trial;
  if (storage.place.fault !== null) return [badHost(trial, storage.place.fault)];
  if (visit === null) return insecure(trial);
  const unnamed = storage.place.variable === null && storage.endpoint !== null;
  return [
    ...(unnamed ? [] : unseen(trial, visit)),
    ...insecure(trial),
    ...outsidePolicy(trial, visit),
    ...foreign(trial, visit),
  ];
}

function hostVariable({ place }: S3Storage): string {
  return place.variable ?? "S3_HOSTNAME";
}

function isAlias({ place }: S3Storage): boolean {
  return place.variable === "S3_ALIAS_HOST" || place.variable === "S3_CLOUDFRONT_HOST";
}

/** The host of public URLs has a scheme, a slash or nothing in it. */
function badHost({ storage, say }: Trial, fault: string): Finding {
  const variable = hostVariable(storage);
  const bare = bareHost(storage.place.host, isAlias(storage));
  const set = { [variable]: bare === "" ? null : bare };
  const details = {
    variables: [variable],
    facts: { variable, host: storage.place.host, fault, url: `${storage.place.base}/…` },
    remedies: [{ key: "bare" as const, set, facts: { wanted: bare } }],
  };
  return isAlias(storage) ? say("storage.alias-wrong", details) : say("storage.hostname-wrong", details);
}

/** The picture is not there, not readable or another one. */
function unseen(trial: Trial, visit: Visit): Finding[] {
  const { storage, say, body } = trial;
  const { answer, cause, code, issuer, url } = visit;
  if (answer?.status === 200 && answer.body.equals(body)) return [];
  const variable = hostVariable(storage);
  const host = new URL(url).host;
  if (answer === null) {
    if (cause === "tls-untrusted" && !isAlias(storage)) {
      const facts = {
        host: new URL(url).hostname,
        port: Number(new URL(url).port || 443),
        code: code ?? "",
        issuer,
      };
      return [say("storage.tls-untrusted", { variables: [variable], facts })];
    }
    return [elsewhere(trial, { variable, host, url, fault: code ?? cause ?? "unknown" })];
  }
  const facts = { url, status: answer.status, acl: storage.acl ?? "" };
  // A refusal is a matter of rights; anything else comes from a host that has other things to show.
  if (answer.status === 401 || answer.status === 403 || !isAlias(storage)) {
    return [
      say("storage.not-public", { variables: ["S3_PERMISSION", variable], facts, remedies: makePublic(storage) }),
    ];
  }
  return [
    elsewhere(trial, { variable, host, url, fault: answer.status === 200 ? "other content" : `HTTP ${answer.status}` }),
  ];
}

function makePublic(storage: S3Storage): Remedy<"public-acl" | "policy">[] {
  const policy = { key: "policy" as const, commands: [publicPolicy(storage)] };
  if (storage.acl === null || storage.acl === "public-read") return [policy];
  return [{ key: "public-acl", set: { S3_PERMISSION: null } }, policy];
}

function elsewhere({ storage, say }: Trial, facts: Facts): Finding {
  const variables = [hostVariable(storage)];
  const own = endpointUrl(storage).host;
  if (!isAlias(storage)) {
    const set = { S3_HOSTNAME: own };
    const remedies = storage.place.host === own ? [] : [{ key: "endpoint-host" as const, set, facts: { wanted: own } }];
    return say("storage.hostname-wrong", { variables, facts, remedies });
  }
  const set = { S3_ALIAS_HOST: null, S3_CLOUDFRONT_HOST: null, S3_HOSTNAME: apiHost(storage) };
  return say("storage.alias-wrong", {
    variables,
    facts,
    remedies: [{ key: "without-alias", set, facts: { wanted: apiHost(storage) } }],
  });
}

/** The host that serves `/<bucket>/<key>` by itself. */
function apiHost(storage: S3Storage): string {
  return storage.endpoint === null ? `s3.${storage.region}.amazonaws.com` : endpointUrl(storage).host;
}

/** Browsers refuse http pictures on an https site, and the site's policy names https only (mastodon#24235). */
function insecure({ storage, say }: Trial): Finding[] {
  if (storage.place.protocol === "https") return [];
  const facts = { protocol: storage.place.protocol, url: `${storage.place.base}/…` };
  return [
    say("storage.not-https", {
      variables: ["S3_PROTOCOL"],
      facts,
      remedies: [{ key: "https", set: { S3_PROTOCOL: "https" } }],
    }),
  ];
}

/** Hosts that the site's Content-Security-Policy does not name: the public one, or one that it leads on to (mastodon#28842). */
function outsidePolicy({ storage, view, say }: Trial, visit: Visit): Finding[] {
  const refused = [visit.url, ...visit.ledTo].find((url) => !allowedByCsp(url, storage.mediaHosts));
  if (refused === undefined) return [];
  const host = new URL(refused).host;
  const own = apiHost(storage);
  const status = storage.cspNamesImages || host !== own ? "fail" : "warn";
  const extra = [view.variables.get("EXTRA_MEDIA_HOSTS"), `https://${host}`].filter(Boolean).join(",");
  const named: Remedy<"hostname" | "extra-host"> =
    storage.place.variable === null
      ? { key: "hostname", set: { S3_HOSTNAME: own }, facts: { wanted: own } }
      : { key: "extra-host", set: { EXTRA_MEDIA_HOSTS: extra }, facts: { wanted: `https://${host}` } };
  const facts = { host, allowed: storage.mediaHosts };
  return [
    say("storage.csp-host", { status, variables: ["S3_HOSTNAME", "EXTRA_MEDIA_HOSTS"], facts, remedies: [named] }),
  ];
}

/** The web client reads some pictures and all attachments by script, which needs the store's leave (mastodon#24158). */
function foreign({ storage, say, body }: Trial, { answer, url }: Visit): Finding[] {
  const { origin } = storage;
  if (origin === null || answer === null || answer.status !== 200 || !answer.body.equals(body)) return [];
  const allowed = answer.headers["access-control-allow-origin"] ?? "";
  if (allowed === "*" || allowed === origin || new URL(url).origin === origin) return [];
  return [
    say("storage.cors", {
      facts: { origin, url, allowed },
      remedies: [{ key: "rule", commands: [corsRule(storage, origin)] }],
    }),
  ];
}
