import { sections } from "../../../prompts/sections.ts";
import { nearest } from "../../findings/nearest.ts";
import type { Json } from "./json.ts";
import { type AnswerProblem, pathText } from "./problem.ts";

/** Which keys an object of the file may have; null: whatever it likes. */
interface Shape {
  readonly [key: string]: Shape | null;
}

/** Beside the sections; editors look for the schema under this name. */
const others: Shape = { extra: null, $schema: null };

const shape: Shape = sections.reduce<Shape>(
  (whole, section) => grown(whole, section.path, Object.keys(section.settings)),
  others,
);

function grown(whole: Shape, [key, ...rest]: readonly string[], leaves: readonly string[]): Shape {
  if (key === undefined) return { ...Object.fromEntries(leaves.map((leaf) => [leaf, null])), ...whole };
  return { ...whole, [key]: grown(whole[key] ?? {}, rest, leaves) };
}

/** Keys that are nobody's, at any depth, and keys that stand twice. */
export function keyProblems(json: Json, allowed: Shape = shape, above: readonly string[] = []): AnswerProblem[] {
  const names = Object.keys(allowed);
  return json.members.flatMap(({ key, place, value }, index) => {
    const path = pathText([...above, key]);
    const twice = json.members.slice(0, index).some((one) => one.key === key);
    if (twice) return [{ code: "duplicate-key" as const, path, ...place, params: { key } }];
    if (!Object.hasOwn(allowed, key)) {
      return [{ code: "unknown-key" as const, path, ...place, params: { key, nearest: nearest(key, names) ?? "" } }];
    }
    const inner = allowed[key];
    return inner ? keyProblems(value, inner, [...above, key]) : twiceWithin(value, [...above, key]);
  });
}

/** In `extra` any key may stand, once. */
function twiceWithin(json: Json, above: readonly string[]): AnswerProblem[] {
  const free = Object.fromEntries(json.members.map(({ key }) => [key, null]));
  return json.kind === "object" && pathText(above) === "extra" ? keyProblems(json, free, above) : [];
}
