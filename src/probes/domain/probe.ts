import { atLeast, type Release, type Series } from "../../environment/release.ts";
import type { Finding } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { VariableChanges } from "../../findings/variables.ts";
import { type DomainName, domainConnection } from "../../mastodon/connections/domain.ts";
import type { View } from "../../mastodon/views.ts";
import type { Probe, ProbeContext } from "../context.ts";
import { canonical, isPrivate, ownAddresses } from "./addresses.ts";
import { resolveName } from "./resolve.ts";

/** Whether LOCAL_DOMAIN and WEB_DOMAIN are names, what they resolve to, and whether that is this machine. */
export const probeDomain: Probe = (views: readonly View[], context: ProbeContext) =>
  lookAtDomain(views, context, ownAddresses());

/** The same for a machine with these addresses. */
export async function lookAtDomain(
  views: readonly View[],
  context: ProbeContext,
  own: readonly string[],
): Promise<readonly Finding[]> {
  const connection = domainConnection(views);
  if (connection === null) return [];
  const found = await Promise.all(
    connection.names.map(async (name) => [
      ...(name.problem === null ? [await reachable(name, context, own)] : [misspelt(name)]),
      ...trademark(name, connection.release),
    ]),
  );
  return found.flat();
}

function misspelt({ variable, text, problem, mended }: DomainName): Finding {
  const facts = { variable, value: text, ...(mended && { name: mended }) };
  const details = { variables: [variable], facts };
  const set: VariableChanges = { [variable]: mended };
  if (problem === "upper-case")
    return finding("domain.upper-case", { ...details, remedies: [{ key: "lower-case", set }] });
  if (problem === "unicode") return finding("domain.unicode", { ...details, remedies: [{ key: "punycode", set }] });
  if (problem === "invalid") {
    const remedies = mended === null ? [{ key: "write" } as const] : [{ key: "name-only", set } as const];
    return finding("domain.invalid", { ...details, remedies });
  }
  // An empty WEB_DOMAIN is not replaced by LOCAL_DOMAIN; an empty LOCAL_DOMAIN stops the boot.
  return variable === "WEB_DOMAIN"
    ? finding("domain.missing", { ...details, remedies: [{ key: "remove", set: { WEB_DOMAIN: null } }] })
    : finding("domain.missing", {
        ...details,
        effect: problem === "empty" ? "stops" : "breaks",
        remedies: [{ key: "set" }],
      });
}

async function reachable(
  { variable, text }: DomainName,
  context: ProbeContext,
  own: readonly string[],
): Promise<Finding> {
  const started = performance.now();
  const hidden = /\.(onion|i2p)$/.exec(text);
  if (hidden) return finding("domain.skipped", { variables: [variable], facts: { name: text, reason: hidden[0] } });
  const resolved = await resolveName(text, {
    signal: context.signal,
    timeout: Math.min(3000, context.deadline * 0.4),
    servers: context.dnsServers,
  });
  const ms = Math.round(performance.now() - started);
  const base = { variable, name: text, own: own.length > 0 ? own : ["–"] };
  const details = { variables: [variable], facts: base, ms };
  if (resolved.kind === "unanswered") {
    return finding("domain.unanswered", { ...details, facts: { ...base, error: resolved.code } });
  }
  if (resolved.kind === "none") {
    return finding("domain.unresolvable", {
      ...details,
      facts: { ...base, error: resolved.code },
      remedies: [{ key: "records" }],
    });
  }
  return finding(judge(resolved.addresses, own), { ...details, facts: { ...base, addresses: resolved.addresses } });
}

/** One private address among public ones is enough: some visitors get that one. */
function judge(
  addresses: readonly string[],
  own: readonly string[],
): "domain.ok" | "domain.private" | "domain.elsewhere" {
  if (addresses.some(isPrivate)) return "domain.private";
  const here = new Set(own.map(canonical));
  return addresses.some((one) => here.has(canonical(one))) ? "domain.ok" : "domain.elsewhere";
}

/** The first patch of each series whose own setup warns (mastodon#38548). */
const warnsFrom: Readonly<Partial<Record<Series, number>>> = { "4.3": 22, "4.4": 16, "4.5": 9, "4.6": 0 };

function trademark({ variable, text, mended }: DomainName, release: Release): readonly Finding[] {
  const name = (mended ?? text).toLowerCase();
  const first = warnsFrom[release.series];
  const warns = atLeast(release, "4.3") && first !== undefined && (release.patch ?? first) >= first;
  if (!warns || !/mastodon|mstdn/.test(name)) return [];
  return [finding("domain.trademark", { variables: [variable], facts: { variable, name } })];
}
