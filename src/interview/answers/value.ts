import type { Known, Setting } from "../../../prompts/setting.ts";
import { nearest } from "../../findings/nearest.ts";
import type { Json } from "./json.ts";
import { type AnswerProblem, wrongType } from "./problem.ts";
import { readSecret, type Sources, type Value } from "./secret.ts";

/** A setting whose null means "not set", where it applies or because it does not. */
export function isNullable(setting: Setting<unknown>): boolean {
  return setting.optional || setting.when !== undefined;
}

/** What the file has for a setting, as the setting's own parser takes it. */
export function readValue(
  path: string,
  json: Json,
  setting: Setting<unknown>,
  known: Known,
  sources: Sources,
): Value<unknown> {
  if (json.kind === "null") {
    return isNullable(setting) ? { ok: true, value: null } : refuse(wrongType(path, json, expectedOf(setting)));
  }
  if (setting.choices) return readChoice(path, json, setting.choices);
  const raw = setting.kind === "secret" ? readSecret(path, json, sources) : readRaw(path, json, setting);
  if (!raw.ok) return raw;
  if (raw.value === "" && setting.optional) return { ok: true, value: null };
  const parsed = setting.parse(raw.value, known);
  if (parsed.ok) return { ok: true, value: parsed.value };
  // Unusual, but whoever wrote it into a file has said so.
  if (parsed.anyway !== undefined) return { ok: true, value: parsed.anyway };
  return refuse({ code: "invalid", path, ...json.place, params: {}, problem: parsed.problem });
}

function refuse(problem: AnswerProblem): { readonly ok: false; readonly problem: AnswerProblem } {
  return { ok: false, problem };
}

/** The JSON type that a setting wants, by the name that a person knows. */
function expectedOf({ kind, choices }: Setting<unknown>): string {
  if (choices) return typeof choices[0];
  const types = { text: "string", path: "string", secret: "secret", boolean: "boolean", integer: "integer" };
  return kind === "list" ? "array" : kind === "choice" ? "string" : types[kind];
}

function readRaw(path: string, json: Json, setting: Setting<unknown>): Value<string> {
  if (setting.kind === "list") return readList(path, json);
  const expected = expectedOf(setting);
  const wanted = expected === "integer" ? "number" : expected;
  return json.kind === wanted ? { ok: true, value: String(json.value) } : refuse(wrongType(path, json, expected));
}

function readList(path: string, json: Json): Value<string> {
  if (json.kind !== "array") return refuse(wrongType(path, json, "array"));
  const wrong = json.items.findIndex((item) => item.kind !== "string");
  const item = json.items[wrong];
  if (item !== undefined) return refuse(wrongType(`${path}[${wrong}]`, item, "string"));
  return { ok: true, value: json.items.map((one) => one.value).join(",") };
}

function readChoice(path: string, json: Json, choices: readonly unknown[]): Value<unknown> {
  const types = new Set<string>(choices.map((one) => typeof one));
  const [type = "string"] = types;
  const isScalar = json.value !== null;
  if (!isScalar || (types.size === 1 && json.kind !== type)) return refuse(wrongType(path, json, type));
  const value = typeof json.value === "string" ? json.value.trim().toLowerCase() : json.value;
  const found = choices.find((one) => one === value);
  if (found !== undefined) return { ok: true, value: found };
  const names = choices.map(String);
  const typed = String(json.value);
  const params = { value: typed, choices: names.join(", "), nearest: nearest(typed, names) ?? "" };
  return refuse({ code: "unknown-choice", path, ...json.place, params });
}
