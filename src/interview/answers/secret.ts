import { type Json, memberOf } from "./json.ts";
import { type AnswerProblem, wrongType } from "./problem.ts";

/** Where references lead. `readFile` throws as node:fs does. */
export interface Sources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
}

export type Value<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: AnswerProblem };

/** A secret by value, {"env": NAME} or {"file": PATH}; of a file the line break at its end is no part. */
export function readSecret(path: string, json: Json, sources: Sources): Value<string> {
  if (json.kind === "string") return { ok: true, value: String(json.value) };
  if (json.kind !== "object") return { ok: false, problem: wrongType(path, json, "secret") };
  const env = memberOf(json, "env");
  const file = memberOf(json, "file");
  const one = json.members.length === 1 ? (env ?? file) : undefined;
  if (one?.kind !== "string" || one.value === "") {
    return { ok: false, problem: { code: "reference", path, ...json.place, params: {} } };
  }
  return one === env ? fromEnvironment(path, one, sources) : fromFile(path, one, sources);
}

function fromEnvironment(path: string, json: Json, { environment }: Sources): Value<string> {
  const name = String(json.value);
  // Who writes the secret itself here must not find it in the message.
  if (!/^[A-Za-z_]\w*$/.test(name))
    return { ok: false, problem: { code: "reference", path, ...json.place, params: {} } };
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return value === undefined
    ? { ok: false, problem: { code: "env-unset", path, ...json.place, params: { name } } }
    : { ok: true, value };
}

function fromFile(path: string, json: Json, { readFile }: Sources): Value<string> {
  const file = String(json.value);
  try {
    return { ok: true, value: readFile(file).replace(/\r?\n$/, "") };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "";
    return { ok: false, problem: { code: "file-unreadable", path, ...json.place, params: { file, reason } } };
  }
}
