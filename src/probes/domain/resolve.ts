import { Resolver } from "node:dns/promises";
import { errorCode } from "../net/cause.ts";

/** What the DNS says of a name. */
export type Resolved =
  | { readonly kind: "addresses"; readonly addresses: readonly string[] }
  /** There is no such name, or it has no address. */
  | { readonly kind: "none"; readonly code: string }
  /** The name servers were no help: nothing follows from it. */
  | { readonly kind: "unanswered"; readonly code: string };

export interface ResolveOptions {
  readonly signal: AbortSignal;
  /** Milliseconds for one question; it is asked twice. */
  readonly timeout: number;
  readonly servers: readonly string[] | undefined;
}

/**
 * A and AAAA of a name from the DNS itself: /etc/hosts does not count, because other servers do not see it. Never rejects.
 */
export async function resolveName(name: string, { signal, timeout, servers }: ResolveOptions): Promise<Resolved> {
  const resolver = new Resolver({ timeout, tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) return { kind: "unanswered", code: "ECANCELLED" };
  try {
    const [a, aaaa] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = [a, aaaa].flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (addresses.length > 0) return { kind: "addresses", addresses };
    const codes = [a, aaaa].map((one) =>
      one.status === "rejected" ? (errorCode(one.reason) ?? "UNKNOWN") : "ENODATA",
    );
    const unsure = codes.find((code) => code !== "ENOTFOUND" && code !== "ENODATA");
    return unsure ? { kind: "unanswered", code: unsure } : { kind: "none", code: codes[0] ?? "ENOTFOUND" };
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
