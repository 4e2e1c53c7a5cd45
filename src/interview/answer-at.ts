import type { Draft } from "../../prompts/answers.ts";

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where nothing was answered yet. */
export function answerAt(answers: Draft, path: readonly string[], id?: string): unknown {
  const keys = id === undefined ? path : [...path, id];
  return keys.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), answers);
}

/** A copy with the value at the path; what lies between is made. `undefined` takes the answer out. */
export function withAnswer(answers: Draft, path: readonly string[], id: string, value: unknown): Draft {
  return replaced(answers, [...path, id], value) as Draft;
}

function replaced(tree: unknown, [key = "", ...rest]: readonly string[], value: unknown): Tree {
  const known: Tree = isTree(tree) ? tree : {};
  const inner = rest.length === 0 ? value : replaced(known[key], rest, value);
  if (inner !== undefined) return { ...known, [key]: inner };
  return Object.fromEntries(Object.entries(known).filter(([name]) => name !== key));
}

export function sameAnswer(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
