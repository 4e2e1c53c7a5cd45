import { isIP } from "node:net";
import type { StorageProvider } from "../answers.ts";
import { storagePresets } from "../providers/storage.ts";
import type { Known, Parsed } from "../setting.ts";
import { host } from "./host.ts";
import { port } from "./number.ts";
import { accepted, alsoRefused, refused } from "./parsed.ts";
import { tidy } from "./tidy.ts";

/** Whose bucket names may have capitals or underscores, or may not have dots; by the providers' own rules. */
const wideNames: readonly StorageProvider[] = ["gcs", "b2", "minio", "custom"];
const dotlessNames: readonly StorageProvider[] = ["r2", "b2"];

function providerOf(known: Known): StorageProvider {
  return known.answers.storage?.provider ?? "none";
}

/** A bucket's name alone, as the provider's rules have it where we know them. */
export function bucket(raw: string, known: Known): Parsed<string> {
  const provider = providerOf(known);
  const value = tidy(raw)
    .replace(/^(?:s3|gs|sj):\/\//i, "")
    .replace(/\/+$/, "");
  if (value === "") return refused("required");
  if (/[/:]/.test(value)) return refused("bucketUrl", { value });
  const odd = /[^A-Za-z0-9._-]/.exec(value);
  if (odd !== null) return refused("bucketCharacter", { value, character: odd[0] });
  if (!wideNames.includes(provider) && /[A-Z_]/.test(value)) return refused("bucketCapitals", { value });
  if (dotlessNames.includes(provider) && value.includes(".")) return refused("bucketDots", { value });
  if (!/^[A-Za-z0-9].*[A-Za-z0-9]$/.test(value) || value.includes("..") || isIP(value) !== 0) {
    return refused("bucketForm", { value });
  }
  const most = provider === "gcs" ? 222 : 63;
  if (value.length < 3 || value.length > most) return refused("bucketLength", { value, least: 3, most });
  return accepted(value, raw);
}

/** A region's code. Capitals are mended where the provider is known to have that region in small letters. */
export function region(raw: string, known: Known): Parsed<string> {
  const value = tidy(raw);
  if (value === "") return refused("required");
  if (/[./:]/.test(value)) return refused("regionHost", { value });
  if (!/^[A-Za-z0-9_-]+$/.test(value)) return refused("regionName", { value });
  const small = value.toLowerCase();
  return accepted(storagePresets[providerOf(known)].regions?.includes(small) === true ? small : value, raw);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The S3 API's address with its scheme; `https` where none was typed. Whether the bucket is in it is for the probe to find out. */
export function endpoint(raw: string): Parsed<string> {
  const text = tidy(raw);
  if (text === "") return refused("required");
  // Without the value: it may carry a password.
  if (text.includes("@")) return refused("endpointLogin");
  if (/\s/.test(text)) return refused("endpointInvalid", { value: text });
  const url = parseUrl(text.includes("://") ? text : `https://${text}`);
  if (url === null || url.hostname === "") return refused("endpointInvalid", { value: text });
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return refused("endpointScheme", { scheme: url.protocol.replace(":", "") });
  }
  if (url.search !== "" || url.hash !== "") return refused("endpointQuery", { value: text });
  if (url.hostname.startsWith("[")) return refused("endpointIpv6", { value: text });
  return accepted(`${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, "")}`, raw);
}

const named = host({ socket: false });

/** The host that files are fetched from, where needed with port and path (Storj's `link.storjshare.io/raw/KEY/BUCKET`). No scheme. */
export function publicHost(raw: string): Parsed<string> {
  const text = tidy(raw)
    .replace(/^https?:\/\//i, "")
    .replace(/\/+$/, "");
  if (text === "") return refused("required");
  const parts = /^(\[[^\]]*\]|[^/:?#]*)(?::([^/?#]*))?(\/[^?#]*)?$/.exec(text);
  if (parts === null) return refused("publicHostInvalid", { value: text });
  const [, name = "", number, path = ""] = parts;
  const parsed = named(name);
  if (!parsed.ok) return parsed;
  const checkedPort = number === undefined ? null : port(number);
  if (checkedPort?.ok === false) return alsoRefused(checkedPort.problem);
  if (/[\s"'<>\\`{}|^]/.test(path)) return refused("publicHostInvalid", { value: text });
  const shown = parsed.value.includes(":") ? `[${parsed.value}]` : parsed.value;
  return accepted(`${shown}${checkedPort === null ? "" : `:${checkedPort.value}`}${path}`, raw);
}
