import type { ProcessName } from "../../findings/finding.ts";
import type { Variables } from "../../findings/variables.ts";
import type { View } from "../views.ts";
import type { DatabaseConnection, DatabasePart, DatabaseTls, InvalidDatabase } from "./database.ts";
import { badIdentifier, badSslmode, badValue } from "./database-invalid.ts";
import { yamlValue } from "./database-yaml.ts";
import { parseRfc2396, percentDecode } from "./ruby-uri.ts";

/** Debian's libpq looks for the socket here when it is told no host. */
const defaultSocket = "/var/run/postgresql";

type Part = "host" | "port" | "database" | "user" | "sslmode";
type Given = { readonly [P in Part]: { readonly value: string | null; readonly variable: string } };

const yamlParts = [
  ["host", "DB_HOST", "localhost"],
  ["port", "DB_PORT", "5432"],
  ["database", "DB_NAME", "mastodon_production"],
  ["user", "DB_USER", "mastodon"],
  ["sslmode", "DB_SSLMODE", "prefer"],
] as const;

/** `config/database.yml`, with PRIMARY_DATABASE_URL or DATABASE_URL merged over its primary entry; then libpq's rules. */
export function railsDatabase(view: View): DatabaseConnection | InvalidDatabase {
  const { process, variables } = view;
  const url = urlOf(variables);
  const overridden = url?.parts ?? {};
  if (url && url.parts === null) return badValue(process, url.variable, !variables.get(url.variable)?.trim());
  const broken = yamlParts.find(([, variable]) => brokenIn(variables, variable));
  if (broken) return badIdentifier(process, broken[1], variables.get(broken[1]) ?? "", "YAML error");
  const changed = yamlParts.find(
    ([part, variable]) => part !== "sslmode" && overridden[part] === undefined && changedIn(variables, variable),
  );
  if (changed) return identifier(process, changed[1], variables.get(changed[1]) ?? "");
  if (poolIsEmpty(variables)) return badValue(process, "DB_POOL");
  return libpq(view, url?.variable ?? null, overridden);
}

function brokenIn(variables: Variables, variable: string): boolean {
  return yamlValue(variables.get(variable) ?? "").kind === "broken";
}

/** Whether YAML makes something else of the value than itself. White space around it does not count. */
function changedIn(variables: Variables, variable: string): boolean {
  const raw = variables.get(variable);
  if (raw === undefined || raw.trim() === "") return false;
  const read = yamlValue(raw);
  return read.kind === "nothing" || (read.kind === "text" && read.text !== raw.trim());
}

function identifier(process: ProcessName, variable: string, raw: string): InvalidDatabase {
  const read = yamlValue(raw);
  return badIdentifier(process, variable, raw, read.kind === "text" ? read.text : "null");
}

/** Ruby's `to_i` of it is no connection at all: `many` and `0` wait five seconds and give up, `5x` is five. */
function poolIsEmpty(variables: Variables): boolean {
  const pool = yamlValue(variables.get("DB_POOL") ?? "");
  return pool.kind === "broken" || (pool.kind === "text" && !/^\s*\+?0*[1-9]/.test(pool.text));
}

interface ParsedUrl {
  readonly variable: string;
  /** Null: Rails can't parse it (an empty one neither). */
  readonly parts: Readonly<Record<string, string>> | null;
}

/** As ActiveRecord's ConnectionUrlResolver: parameters beat the parts of the URL, blanks are dropped, then unescaped. */
function urlOf(variables: Variables): ParsedUrl | null {
  const variable = ["PRIMARY_DATABASE_URL", "DATABASE_URL"].find((name) => variables.has(name));
  if (variable === undefined) return null;
  const text = variables.get(variable) ?? "";
  const uri = text.trim() === "" ? null : parseRfc2396(text);
  if (!uri || uri.opaque !== null || !(uri.scheme === null || /^postgres(?:ql)?$/.test(uri.scheme))) {
    return { variable, parts: null };
  }
  const parts: Record<string, string> = {};
  const put = (name: string, value: string | null | undefined) => {
    if (value?.trim()) parts[name] = percentDecode(value);
  };
  put("host", uri.host);
  put("port", uri.port === null ? null : String(uri.port));
  put("user", uri.user);
  put("password", uri.password);
  put("database", uri.path.replace(/^\//, ""));
  for (const pair of (uri.query ?? "").split("&")) {
    const [name = "", value] = pair.split(/=(.*)/s);
    put(name === "username" ? "user" : name, value);
  }
  return { variable, parts };
}

function libpq(view: View, urlVariable: string | null, url: Readonly<Record<string, string>>) {
  const { process, variables } = view;
  const given = Object.fromEntries(
    yamlParts.map(([part, variable, fallback]) => {
      const read = yamlValue(variables.get(variable) ?? fallback);
      const own = { value: read.kind === "text" ? read.text : null, variable };
      return [part, url[part] === undefined ? own : { value: url[part], variable: urlVariable ?? variable }];
    }),
  ) as Given;
  const port = given.port.value ?? variables.get("PGPORT") ?? "5432";
  if (!isPort(port)) return badValue(process, given.port.variable);
  const tls = tlsOf(given.sslmode.value ?? variables.get("PGSSLMODE") ?? "prefer", url, variables);
  const from: Record<DatabasePart, string> = {
    host: given.host.variable,
    port: given.port.variable,
    database: given.database.variable,
    user: given.user.variable,
    password: url.password === undefined ? "DB_PASS" : (urlVariable ?? "DB_PASS"),
    tls: given.sslmode.variable,
  };
  const connection: Omit<DatabaseConnection, "tls"> = {
    kind: "connection",
    process,
    client: "libpq",
    host: given.host.value ?? variables.get("PGHOST") ?? defaultSocket,
    port: Number(port),
    database: given.database.value ?? variables.get("PGDATABASE") ?? null,
    user: given.user.value ?? variables.get("PGUSER") ?? null,
    password: url.password ?? (variables.get("DB_PASS") || variables.get("PGPASSWORD") || null),
    from,
  };
  if (tls === null) return badSslmode(connection, given.sslmode.value ?? "");
  return { ...connection, tls } satisfies DatabaseConnection;
}

/** libpq wants a number between 1 and 65535, with white space around it at most. */
function isPort(text: string): boolean {
  return /^\s*\d+\s*$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}

const modes: Readonly<Record<string, Pick<DatabaseTls, "use" | "verify">>> = {
  disable: { use: "never", verify: "none" },
  allow: { use: "fallback", verify: "none" },
  prefer: { use: "offered", verify: "none" },
  require: { use: "required", verify: "none" },
  "verify-ca": { use: "required", verify: "chain" },
  "verify-full": { use: "required", verify: "name" },
};

/** Null for a mode that libpq does not know. A root certificate that exists is always verified against, whatever the mode. */
function tlsOf(sslmode: string, url: Readonly<Record<string, string>>, variables: Variables): DatabaseTls | null {
  const mode = modes[sslmode];
  if (mode === undefined) return null;
  return { ...mode, caFile: url.sslrootcert ?? (variables.get("PGSSLROOTCERT") || null) };
}
