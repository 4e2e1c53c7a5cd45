import { lookup } from "node:dns/promises";
import { orAbort } from "./abort.ts";

/** The addresses of a name as the system resolves it (hosts file, DNS); none when there are none, or not in time. */
export async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await orAbort(lookup(host, { all: true }), signal)).map(({ address }) => address);
  } catch {
    return [];
  }
}
