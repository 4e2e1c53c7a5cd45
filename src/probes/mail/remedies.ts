import { hostname } from "node:os";
import { atLeast } from "../../environment/release.ts";
import type { Remedy } from "../../findings/finding.ts";
import type { RemedyKey } from "../../findings/registry/index.ts";
import type { MailConnection } from "../../mastodon/connections/mail.ts";
import { methodsOffered } from "./auth.ts";
import type { MailCause } from "./causes.ts";
import { modeChanges, noLogin } from "./changes.ts";
import { credentialKey } from "./credentials.ts";
import { addressesOf } from "./dial.ts";
import type { Evidence } from "./evidence.ts";
import type { OpenPort } from "./glance.ts";
import { bundles, systemBundle } from "./secure.ts";

/** What remedies are made from. `others` looks at the server's other ports when somebody asks. */
export interface Case {
  readonly connection: MailConnection;
  readonly evidence: Evidence;
  readonly others: () => Promise<readonly OpenPort[]>;
  readonly signal: AbortSignal;
}

type Remedies<Cause extends MailCause> = readonly Remedy<RemedyKey<`mail.${Cause}`>>[];
type Table = { readonly [Cause in MailCause]: (found: Case) => Remedies<Cause> | Promise<Remedies<Cause>> };

/** Per cause, best first: as secure as before, then few changes. What would weaken it is for loopback only, or the last resort. */
export const remedies: Table = {
  unresolvable: () => [],
  refused: async (found) => [
    ...(await ports(found)),
    ...(found.evidence.loopback ? [{ key: "start-mta" } as const] : []),
  ],
  timeout: async (found) => [...(await ports(found)), { key: "blocked" }],
  closed: ports,
  "not-smtp": ports,
  "turned-away": () => [],
  "implicit-tls-expected": async (found) => [{ key: "implicit", set: modeChanges.implicit }, ...(await ports(found))],
  "implicit-tls-wrong": async ({ evidence, ...found }) =>
    evidence.starttlsOffered
      ? [{ key: "starttls", set: modeChanges.starttls }, ...(await ports({ evidence, ...found }))]
      : [...(await ports({ evidence, ...found })), { key: "plain", set: plainChanges(evidence) }],
  "starttls-missing": async (found) => {
    if (found.evidence.loopback) return [{ key: "never", set: modeChanges.none }];
    const encrypted = await ports(found);
    return encrypted.length > 0 ? encrypted : [{ key: "auto", set: modeChanges["starttls-if-offered"] }];
  },
  "tls-required": async (found) =>
    found.evidence.starttlsOffered ? [{ key: "always", set: modeChanges.starttls }] : ports(found),
  "tls-untrusted": untrusted,
  "tls-hostname": async (found) => [...(await certificateNames(found)), ...unverified(found)],
  "tls-failed": ports,
  "ca-file-missing": bundle,
  "auth-not-offered": () => [{ key: "no-login", set: noLogin }],
  "auth-required": () => [{ key: "login" }],
  "auth-empty": () => [{ key: "no-login", set: noLogin }, { key: "login" }],
  "auth-mechanism": ({ connection, evidence }) => {
    const offered = methodsOffered(evidence.ehlo);
    const now = connection.auth.kind === "login" ? connection.auth.method : null;
    const others = (offered.length > 0 ? offered : (["plain", "login"] as const)).filter((one) => one !== now);
    return others.map((method) => ({ key: "method", facts: { newMethod: method }, set: { SMTP_AUTH_METHOD: method } }));
  },
  "auth-wrong": ({ connection }) => [{ key: credentialKey(connection.host) }],
  "sender-refused": ({ connection }) => [...senderIsLogin(connection), { key: "allowed-sender" }],
  "recipient-refused": () => [],
  "helo-refused": ({ connection }) =>
    heloNames(connection).map((name) => ({ key: "helo", facts: { newHelo: name }, set: { SMTP_DOMAIN: name } })),
  later: () => [],
};

type PortKey = "port-starttls" | "port-implicit" | "port-plain";

/** The other ports of the same server; one without encryption only on loopback. */
export async function ports({ evidence, others }: Case): Promise<readonly Remedy<PortKey>[]> {
  const found = (await others()).filter((one) => one.tls !== "none" || evidence.loopback);
  return found.slice(0, 3).map(({ port, tls }) => ({
    key: tls === "implicit" ? "port-implicit" : tls === "none" ? "port-plain" : "port-starttls",
    facts: { newPort: port },
    set: { SMTP_PORT: String(port), ...modeChanges[tls] },
  }));
}

function plainChanges(evidence: Evidence) {
  return evidence.loopback ? modeChanges.none : modeChanges["starttls-if-offered"];
}

function untrusted(found: Case): Remedies<"tls-untrusted"> {
  const { connection, evidence } = found;
  const never = connection.tls === "implicit" ? [] : ([{ key: "never", set: modeChanges.none }] as const);
  const weaker = evidence.loopback ? [...unverified(found), ...never] : [];
  if (evidence.error === "CERT_HAS_EXPIRED") return [...weaker, { key: "renew" }];
  const starttls = connection.tls === "implicit" ? "" : " -starttls smtp";
  const show = `openssl s_client -connect ${connection.host}:${connection.port ?? 25}${starttls} -showcerts </dev/null`;
  return [...weaker, { key: "ca-file", commands: [show] }];
}

/** Nobody listens in between on loopback; anywhere else verification stays on. */
function unverified({ evidence }: Case): readonly Remedy<"verify-none">[] {
  return evidence.loopback ? [{ key: "verify-none", set: { SMTP_OPENSSL_VERIFY_MODE: "none" } }] : [];
}

/** Names in the certificate that lead to the same address. */
async function certificateNames({ evidence, signal }: Case): Promise<readonly Remedy<"name">[]> {
  const names = (evidence.certificate?.names ?? []).filter((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name));
  const tried = await Promise.all(
    names.slice(0, 4).map(async (name): Promise<string | null> => {
      const peers = await addressesOf(name, signal).catch(() => []);
      return peers.some((one) => one.address === evidence.peer?.address) ? name : null;
    }),
  );
  const same = tried.filter((name) => name !== null);
  return same.slice(0, 2).map((name) => ({ key: "name", facts: { newHost: name }, set: { SMTP_SERVER: name } }));
}

async function bundle({ connection }: Case): Promise<Remedies<"ca-file-missing">> {
  const path = await systemBundle();
  const byDefault = path === bundles[0];
  if (path !== null)
    return [{ key: "bundle", facts: { newCaFile: path }, set: { SMTP_CA_FILE: byDefault ? null : path } }];
  // From 4.4 on an empty value means: only the system's own store.
  return atLeast(connection.release, "4.4") ? [{ key: "no-ca-file", set: { SMTP_CA_FILE: "" } }] : [];
}

function senderIsLogin({ auth, from, envelope, fromText }: MailConnection): readonly Remedy<"from-login">[] {
  if (auth.kind !== "login" || !/^[^\s@<>"]+@[^\s@<>"]+$/.test(auth.user)) return [];
  if (!from.ok || !envelope.ok || envelope.address === auth.user) return [];
  const text = fromText.includes(from.address) ? fromText.replace(from.address, auth.user) : auth.user;
  return [{ key: "from-login", facts: { newFrom: text }, set: { SMTP_FROM_ADDRESS: text, SMTP_RETURN_PATH: null } }];
}

function heloNames(connection: MailConnection): readonly string[] {
  const names = [connection.from.ok ? connection.from.domain : "", hostname().toLowerCase()];
  const qualified = names.filter((name) => name !== connection.helo && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name));
  return [...new Set(qualified)];
}
