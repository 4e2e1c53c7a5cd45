import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import type { Release } from "../../environment/release.ts";
import type { View } from "../views.ts";

/** Why a value can not stand in LOCAL_DOMAIN or WEB_DOMAIN. */
export type DomainProblem = "missing" | "empty" | "invalid" | "upper-case" | "unicode";

export interface DomainName {
  readonly variable: "LOCAL_DOMAIN" | "WEB_DOMAIN";
  readonly text: string;
  /** null: a plain host name. */
  readonly problem: DomainProblem | null;
  /** What was meant, where that can be made out. */
  readonly mended: string | null;
}

export interface DomainConnection {
  readonly release: Release;
  /** LOCAL_DOMAIN, then WEB_DOMAIN where it is set and another name. */
  readonly names: readonly DomainName[];
}

/** The names under which other servers will know this one, as Rails reads them; null where no Rails process is among the views. */
export function domainConnection(views: readonly View[]): DomainConnection | null {
  const view = views.find((one) => one.process !== "streaming");
  if (view === undefined) return null;
  const local = view.variables.get("LOCAL_DOMAIN");
  const web = view.variables.get("WEB_DOMAIN");
  return {
    release: view.place.release,
    names: [
      local === undefined
        ? { variable: "LOCAL_DOMAIN", text: "", problem: "missing", mended: null }
        : nameOf("LOCAL_DOMAIN", local),
      ...(web === undefined || web === local ? [] : [nameOf("WEB_DOMAIN", web)]),
    ],
  };
}

function nameOf(variable: DomainName["variable"], text: string): DomainName {
  const problem = problemOf(text);
  return { variable, text, problem, mended: problem === null || problem === "empty" ? null : mend(text) };
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Letters, digits and hyphens in at least two labels; no address. */
function isPlainName(text: string): boolean {
  const labels = text.split(".");
  return text.length <= 253 && labels.length >= 2 && labels.every((one) => label.test(one)) && isIP(text) === 0;
}

function problemOf(text: string): DomainProblem | null {
  if (text === "") return "empty";
  if (isPlainName(text)) return null;
  if (isPlainName(text.toLowerCase())) return "upper-case";
  // Fullwidth dots and the like are Unicode as well.
  const ascii = /[^\u0000-\u007f]/.test(text) && !/[\s/:@?#]/.test(text) ? domainToASCII(text) : "";
  return isPlainName(ascii) ? "unicode" : "invalid";
}

/** The host alone: without scheme, credentials, port, path, outer dots and spaces; lower case, punycode. */
function mend(text: string): string | null {
  const host = text
    .trim()
    .replace(/^["'<]+|[>"']+$/g, "")
    .replace(/^@?[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/?#].*$/s, "")
    .replace(/^.*@/s, "")
    .replace(/:\d*$/, "")
    .replace(/^\.+|\.+$/g, "")
    .trim();
  const ascii = domainToASCII(host);
  return isPlainName(ascii) ? ascii : null;
}
