import type { ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import type { DatabaseConnection, InvalidDatabase } from "./database.ts";
import { isByUrl, writeDatabaseUrl } from "./database-url.ts";

/** `becomes` is what Rails sees in place of `value`: another word, "null", or "YAML error". */
export function badIdentifier(process: ProcessName, variable: string, value: string, becomes: string): InvalidDatabase {
  const spelled = variable === "DB_PORT" ? decimalPort(value) : variable === "DB_HOST" ? bareIpv6(value) : null;
  return {
    kind: "invalid",
    process,
    finding: finding("database.identifier", {
      process,
      variables: [variable],
      facts: { variable, value, becomes },
      remedies: spelled === null ? [] : [{ key: "spell", facts: { spelled }, set: { [variable]: spelled } }],
    }),
  };
}

/** The port that was meant by `05432`. */
function decimalPort(value: string): string | null {
  return /^\s*0+\d+\s*$/.test(value) ? String(Number(value)) : null;
}

/** An IPv6 literal that neither YAML nor streaming stumbles over: no brackets, no colon at either end. */
export function bareIpv6(value: string): string | null {
  const literal = value.trim().replace(/^\[(.*)\]$/, "$1");
  if (!/^[\da-f:.]*:[\da-f:.]*:[\da-f:.]*$/i.test(literal)) return null;
  return literal.replace(/^::/, "0::").replace(/::$/, "::0");
}

/** A value that its reader can't parse. `drop`: taking the line out is what was meant. Never the value: a URL holds the password. */
export function badValue(process: ProcessName, variable: string, drop = false): InvalidDatabase {
  return {
    kind: "invalid",
    process,
    finding: finding("database.value-invalid", {
      process,
      variables: [variable],
      facts: { variable },
      remedies: drop ? [{ key: "drop", set: { [variable]: null } }] : [],
    }),
  };
}

/** What people write for the modes of libpq. */
const nearest: Readonly<Record<string, string>> = {
  true: "require",
  on: "require",
  required: "require",
  enable: "require",
  enabled: "require",
  preferred: "prefer",
  false: "disable",
  off: "disable",
  disabled: "disable",
  none: "disable",
  "verify-identity": "verify-full",
};

/** `no-verify` is streaming's own word (mastodon#11445): libpq refuses it, so Rails can't connect. */
export function badSslmode(connection: Omit<DatabaseConnection, "tls">, mode: string): InvalidDatabase {
  const { process } = connection;
  const variable = connection.from.tls;
  const whole: DatabaseConnection = { ...connection, tls: { use: "offered", verify: "none", caFile: null } };
  const word = mode.trim().toLowerCase().replaceAll("_", "-");
  const meant = nearest[word] ?? (/^(?:allow|disable|prefer|require|verify-ca|verify-full)$/.test(word) ? word : null);
  const remedies =
    word === "no-verify"
      ? [{ key: "unverified" as const, set: { PRIMARY_DATABASE_URL: writeDatabaseUrl(whole, { sslmode: "require" }) } }]
      : isByUrl(whole)
        ? [
            {
              key: "nearest" as const,
              facts: { meant: meant ?? "prefer" },
              set: { [variable]: writeDatabaseUrl(whole, { sslmode: meant }) },
            },
          ]
        : [{ key: "nearest" as const, facts: { meant: meant ?? "prefer" }, set: { [variable]: meant } }];
  return {
    kind: "invalid",
    process,
    finding: finding("database.sslmode-invalid", {
      process,
      variables: [variable],
      facts: { variable, mode },
      remedies,
    }),
  };
}
