import { errorCode, type NetCause, netCause } from "../net/cause.ts";
import { peekCertificate } from "../net/tls.ts";
import type { Answer } from "./http.ts";
import { endpointText, isPrivate, type Trial } from "./trial.ts";

/** What anybody gets who asks for the picture's public URL, as a browser on the site would. */
export interface Visit {
  readonly url: string;
  /** Hosts that it was led on to, each with its URL. */
  readonly ledTo: readonly string[];
  readonly answer: Answer | null;
  readonly cause: NetCause | null;
  readonly code: string | null;
  /** Who issued a certificate that is not trusted. */
  readonly issuer: string;
  /** The certificate is one that only AWS_CA_BUNDLE vouches for. */
  readonly ownCa: boolean;
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** Fetches without any key, following three redirects at most. */
export async function visit(trial: Trial, address: string): Promise<Visit> {
  const ledTo: string[] = [];
  let url = address;
  let ownCa = false;
  for (;;) {
    const got = await fetchOnce(trial, url);
    ownCa ||= got.ownCa;
    const location = got.answer?.headers.location;
    const onwards =
      got.answer !== null && redirects.has(got.answer.status) && location !== undefined && ledTo.length < 3;
    if (!onwards || !URL.canParse(location, url)) return { url: address, ledTo, ...got, ownCa };
    url = new URL(location, url).href;
    if (!/^https?:/.test(url)) return { url: address, ledTo, ...got, ownCa };
    ledTo.push(url);
  }
}

type Fetched = Pick<Visit, "answer" | "cause" | "code" | "issuer" | "ownCa">;

async function fetchOnce(trial: Trial, address: string): Promise<Fetched> {
  const { storage, transport, world, limits } = trial;
  const url = new URL(address);
  const headers = {
    accept: "image/*,*/*",
    "accept-encoding": "identity",
    "user-agent": "mastosetup",
    ...(storage.origin === null ? {} : { origin: storage.origin }),
  };
  const get = (through: typeof world) => through.send({ method: "GET", url, headers }, limits);
  try {
    return { answer: await get(world), cause: null, code: null, issuer: "", ownCa: false };
  } catch (error) {
    const failed = { answer: null, cause: netCause(error), code: errorCode(error), issuer: "?", ownCa: false };
    if (failed.cause !== "tls-untrusted") return failed;
    const target = { kind: "tcp", host: url.hostname, port: Number(url.port || 443) } as const;
    const issuer = (await peekCertificate(target, limits.signal))?.issuer ?? "?";
    if (!storage.caFile) return { ...failed, issuer };
    // Browsers need not trust that CA. On a private name or address they are the administrator's own, so that passes.
    const answer = await get(transport).catch(() => null);
    const own = answer !== null && isPrivate(url.hostname, answer.peer.address);
    return own ? { answer, cause: null, code: null, issuer, ownCa: true } : { ...failed, issuer };
  }
}

/** Where anybody may list the bucket: the roots that Mastodon's own system check asks, and the endpoint's; null if nowhere. */
export async function listable(trial: Trial): Promise<string | null> {
  const { storage, key } = trial;
  const endpoint = endpointText(storage).replace(/\/+$/, "");
  const roots = [
    ...(storage.place.fault === null ? [storage.place.base] : []),
    storage.pathStyle ? `${endpoint}/${storage.bucket}` : endpoint,
  ];
  const asked = await Promise.all(
    [...new Set(roots)]
      .map((root) => `${root}/?max-keys=1&x-random=${key.slice(-12, -4)}`)
      .filter((url) => /^https?:/.test(url) && URL.canParse(url))
      .map((url) => visit(trial, url)),
  );
  const open = asked.find(({ answer }) => answer?.status === 200 && answer.body.includes("ListBucketResult"));
  return open?.url ?? null;
}
