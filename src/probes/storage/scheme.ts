import { netCause } from "../net/cause.ts";
import { endpointUrl, type Trial } from "./trial.ts";

/** The endpoint with https for http or the reverse, where that is what answers there; null where it is not. */
export async function otherScheme({ storage, transport, limits }: Trial): Promise<string | null> {
  if (storage.endpoint === null) return null;
  const url = endpointUrl(storage);
  url.protocol = url.protocol === "https:" ? "http:" : "https:";
  const other = storage.endpoint.replace(/^https?:/i, url.protocol);
  try {
    const answer = await transport.send({ method: "GET", url, headers: { "accept-encoding": "identity" } }, limits);
    // A TLS port may answer plain HTTP with a 400 that says so: no proof that HTTP is spoken there.
    return url.protocol === "http:" && answer.status === 400 ? null : other;
  } catch (error) {
    const cause = netCause(error);
    return cause === "tls-untrusted" || cause === "tls-hostname" ? other : null;
  }
}
