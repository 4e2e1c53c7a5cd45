import { atLeast, type Release } from "../../environment/release.ts";
import type { Variables } from "../../findings/variables.ts";

/** How the connection is encrypted. `starttls` breaks off where the server does not offer it, `starttls-if-offered` goes on in the clear. */
export type MailTls = "implicit" | "starttls" | "starttls-if-offered" | "none";

export const mailMethods = ["plain", "login", "cram_md5", "xoauth2"] as const;
export type MailMethod = (typeof mailMethods)[number];

/** `raises`: Net::SMTP refuses the combination before it opens a connection. */
export type MailAuth =
  | { readonly kind: "none" }
  | { readonly kind: "login"; readonly method: MailMethod; readonly user: string; readonly password: string }
  | {
      readonly kind: "raises";
      readonly problem: "user-missing" | "password-missing" | "method-unknown";
      readonly method: string;
    };

const defaultCaFile = "/etc/ssl/certs/ca-certificates.crt";

/** From 4.4 on config/email.yml stands between the environment and Ruby: an empty scalar is nil, `no` is false. */
function yaml(value: string | undefined): string | false | null {
  if (value === undefined || /^(|~|null|Null|NULL)$/.test(value.trim())) return null;
  if (/^(no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(value.trim())) return false;
  return value.trim();
}

/** SMTP_TLS, SMTP_SSL, SMTP_ENABLE_STARTTLS and SMTP_ENABLE_STARTTLS_AUTO as mail 2.8.1 (up to 4.4) and 2.9.0 read them. */
export function tlsOf(variables: Variables, release: Release): { readonly tls: MailTls; readonly conflict: boolean } {
  const starttls = variables.get("SMTP_ENABLE_STARTTLS");
  const implicit = variables.get("SMTP_TLS") === "true" || variables.get("SMTP_SSL") === "true";
  if (implicit) {
    // mastodon#36639: mail 2.9 raises where 2.8 let TLS win.
    return { tls: "implicit", conflict: atLeast(release, "4.5") && (starttls === "always" || starttls === "auto") };
  }
  // Up to 4.3 any other word in SMTP_SSL is `false`, which hides the STARTTLS settings and leaves Net::SMTP's own default.
  if (!atLeast(release, "4.4") && (variables.get("SMTP_SSL") ?? "").trim() !== "") return plain("starttls-if-offered");
  if (starttls === "always") return plain("starttls");
  if (starttls === "never") return plain("none");
  if (starttls === "auto") return plain("starttls-if-offered");
  // 4.4 compares the string "false" with what YAML has made a boolean: the variable does nothing there.
  const off = variables.get("SMTP_ENABLE_STARTTLS_AUTO") === "false" && release.series !== "4.4";
  return plain(off ? "none" : "starttls-if-offered");
}

function plain(tls: MailTls): { readonly tls: MailTls; readonly conflict: boolean } {
  return { tls, conflict: false };
}

/** SMTP_OPENSSL_VERIFY_MODE becomes the constant VERIFY_…; `invalid` is a NameError at every delivery. */
export function verifyOf(variables: Variables, release: Release): "peer" | "none" | "invalid" {
  const raw = variables.get("SMTP_OPENSSL_VERIFY_MODE");
  const value = atLeast(release, "4.4") ? yaml(raw) || undefined : raw;
  if (value === undefined) return "peer";
  if (atLeast(release, "4.4") && /^\d$/.test(value)) return value === "0" ? "none" : "peer";
  const word = value.toLowerCase();
  if (word === "none") return "none";
  return ["peer", "client_once", "fail_if_no_peer_cert"].includes(word) ? "peer" : "invalid";
}

/** Loaded beside the system's store; null: nothing is loaded. */
export function caFileOf(variables: Variables, release: Release): string | null {
  const raw = variables.get("SMTP_CA_FILE");
  if (raw === undefined) return defaultCaFile;
  return atLeast(release, "4.4") ? yaml(raw) || null : raw.trim() === "" ? defaultCaFile : raw;
}

/** SMTP_DOMAIN, else LOCAL_DOMAIN; Net::SMTP says `localhost` where both are missing. */
export function heloOf(variables: Variables, release: Release): string {
  const raw = variables.get("SMTP_DOMAIN") ?? variables.get("LOCAL_DOMAIN");
  return (atLeast(release, "4.4") ? yaml(raw) || null : raw) ?? "localhost";
}

const services: ReadonlyMap<string, number> = new Map([
  ["smtp", 25],
  ["submission", 587],
  ["smtps", 465],
  ["submissions", 465],
]);

/** 25 unless set; null where no connection can be made with it. Never follows the TLS mode. */
export function portOf(variables: Variables, release: Release): number | null {
  const raw = variables.get("SMTP_PORT");
  if (raw === undefined || (atLeast(release, "4.4") && raw.trim() === "")) return 25;
  const text = atLeast(release, "4.4") ? raw.trim() : raw;
  // YAML takes a leading zero for octal.
  const octal = atLeast(release, "4.4") && /^0[0-7]+$/.test(text);
  const port = services.get(text) ?? (/^\d{1,6}$/.test(text) ? Number.parseInt(text, octal ? 8 : 10) : 0);
  return port > 0 && port < 65536 ? port : null;
}

/** Login, password and method. Set-but-empty is a login from 4.4.1 on (mastodon#772, NixOS/nixpkgs#489109). */
export function authOf(variables: Variables, release: Release): MailAuth {
  const user = credential(variables.get("SMTP_LOGIN"), release);
  const password = credential(variables.get("SMTP_PASSWORD"), release);
  const method = methodOf(variables, release);
  // net-smtp 0.5 (4.3 and newer) wants credentials as soon as there is a method; 0.3 only with a login or a password.
  const asked = atLeast(release, "4.3") ? method !== null : false;
  if (user === null && password === null && !asked) return { kind: "none" };
  const name = method ?? "plain";
  const known = knownMethod(name, release);
  if (known === null) return { kind: "raises", problem: "method-unknown", method: name };
  if (user === null) return { kind: "raises", problem: "user-missing", method: name };
  if (password === null) return { kind: "raises", problem: "password-missing", method: name };
  return { kind: "login", method: known, user, password };
}

function credential(value: string | undefined, release: Release): string | null {
  if (value === undefined) return null;
  const emptyCounts = atLeast(release, "4.5") || (release.series === "4.4" && release.patch !== 0);
  return value.trim() === "" && !emptyCounts ? null : value;
}

function methodOf(variables: Variables, release: Release): string | null {
  const raw = variables.get("SMTP_AUTH_METHOD");
  if (raw === "none") return null;
  if (atLeast(release, "4.4")) return yaml(raw) || "plain";
  return raw ?? "plain";
}

function knownMethod(name: string, release: Release): MailMethod | null {
  const lower = name.toLowerCase();
  // net-smtp 0.3 (4.2) knows no hyphen and no XOAUTH2.
  const word = atLeast(release, "4.3") ? lower.replaceAll("-", "_") : lower;
  const known = mailMethods.find((one) => one === word) ?? null;
  return known === "xoauth2" && !atLeast(release, "4.3") ? null : known;
}
