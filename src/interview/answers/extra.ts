import { secretVariables } from "../../environment/index.ts";
import type { Json } from "./json.ts";
import { type AnswerProblem, wrongType } from "./problem.ts";
import { readSecret, type Sources, type Value } from "./secret.ts";

const keys: readonly string[] = secretVariables;

/** Variables that no setting covers: text, or a reference for those that are secret. */
export function readExtra(
  json: Json | undefined,
  sources: Sources,
): { readonly extra: Readonly<Record<string, string>>; readonly problems: readonly AnswerProblem[] } {
  if (json === undefined) return { extra: {}, problems: [] };
  if (json.kind !== "object") return { extra: {}, problems: [wrongType("extra", json, "object")] };
  const read = json.members.map(({ key, place, value }): readonly [string, Value<string>] => {
    const path = `extra.${key}`;
    const refuse = (code: AnswerProblem["code"]) =>
      [key, { ok: false, problem: { code, path, ...place, params: { key } } }] as const;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return refuse("extra-name");
    if (keys.includes(key)) return refuse("extra-secret");
    if (value.kind !== "string" && value.kind !== "object") {
      return [key, { ok: false, problem: wrongType(path, value, "string") }];
    }
    return [key, readSecret(path, value, sources)];
  });
  return {
    extra: Object.fromEntries(read.flatMap(([key, value]) => (value.ok ? [[key, value.value]] : []))),
    problems: read.flatMap(([, value]) => (value.ok ? [] : [value.problem])),
  };
}
