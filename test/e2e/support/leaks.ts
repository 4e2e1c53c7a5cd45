import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a secret was found, and which: enough to mend it, without showing it again. */
export interface Leak {
  readonly where: string;
  readonly secret: string;
  readonly spelling: string;
}

/** Secrets by a name that a person can read. */
export type Canaries = Readonly<Record<string, string>>;

type Needle = readonly [secret: string, spelling: string, text: string];

/** Canaries as they are, and as URLs, headers and JSON would have them. Written apart from the program's own list. */
export interface Hunt {
  inText(where: string, text: string): readonly Leak[];
  /** Every file below a directory, but for those that may have them. */
  below(directory: string, allowed: RegExp): readonly Leak[];
}

export function huntFor(canaries: Canaries): Hunt {
  const needles = Object.entries(canaries).flatMap(([secret, value]) =>
    Object.entries(spellings(value)).map(([spelling, text]): Needle => [secret, spelling, text]),
  );
  const inText = (where: string, text: string) =>
    needles.filter((needle) => text.includes(needle[2])).map(([secret, spelling]) => ({ where, secret, spelling }));
  return {
    inText,
    below: (directory, allowed) =>
      readdirSync(directory, { withFileTypes: true, recursive: true }).flatMap((entry) => {
        const path = join(entry.parentPath, entry.name);
        return entry.isFile() && !allowed.test(path) ? inText(path, `${path}\n${readFileSync(path, "utf8")}`) : [];
      }),
  };
}

function spellings(value: string): Readonly<Record<string, string>> {
  const encoded = encodeURIComponent(value);
  return {
    plain: value,
    "percent-encoded": encoded,
    "percent-encoded, small": encoded.replace(/%../g, (byte) => byte.toLowerCase()),
    form: encoded.replaceAll("%20", "+"),
    json: JSON.stringify(value).slice(1, -1),
    "base64 at 0": base64(value, 0),
    "base64 at 1": base64(value, 1),
    "base64 at 2": base64(value, 2),
    hex: Buffer.from(value).toString("hex"),
    reversed: [...value].reverse().join(""),
  };
}

/** What of its base64 does not depend on its neighbours, where it begins at that byte of three. */
function base64(value: string, offset: number): string {
  const text = Buffer.from("x".repeat(offset) + value).toString("base64");
  return text.replace(/=+$/, "").slice(offset === 0 ? 0 : offset + 1, -1);
}

export interface Watch {
  /** Ends it; the command lines of every process that was seen. */
  stop(): ReadonlySet<string>;
}

/** Looks at the command lines of all processes, over and over, as anybody on the machine can. */
export function watchProcesses(): Watch {
  const seen = new Set<string>();
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
      } catch {
        // Gone already.
      }
    }
  };
  const timer = setInterval(look, 30);
  return {
    stop() {
      clearInterval(timer);
      return seen;
    },
  };
}
