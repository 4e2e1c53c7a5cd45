import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/** A JSON value that knows where it stands. */
export interface Json {
  readonly kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** Of a string, number or boolean; else null. */
  readonly value: string | number | boolean | null;
  readonly members: readonly Member[];
  readonly items: readonly Json[];
  readonly place: Place;
}

export interface Member {
  readonly key: string;
  readonly place: Place;
  readonly value: Json;
}

/** Both from 1, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** `error`: what the parser says, such as `CommaExpected`. */
export type Read =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly errors: readonly (Place & { readonly error: string })[] };

/** Reads strict JSON: comments and trailing commas are errors. */
export function readJson(text: string): Read {
  const errors: ParseError[] = [];
  const body = text.replace(/^\uFEFF/, "");
  const tree = parseTree(body, errors, { disallowComments: true, allowTrailingComma: false });
  const at = placeIn(body);
  if (tree === undefined || errors.length > 0) {
    const found = errors.map((one) => ({ ...at(one.offset), error: printParseErrorCode(one.error) }));
    return { ok: false, errors: found.length > 0 ? found : [{ line: 1, column: 1, error: "ValueExpected" }] };
  }
  return { ok: true, json: toJson(tree, at) };
}

type At = (offset: number) => Place;

function placeIn(text: string): At {
  return (offset) => {
    const before = text.slice(0, offset);
    return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
  };
}

function toJson(node: Node, at: At): Json {
  const children = node.children ?? [];
  const isScalar = node.type === "string" || node.type === "number" || node.type === "boolean";
  return {
    kind: node.type === "property" ? "null" : node.type,
    value: isScalar ? node.value : null,
    members: node.type === "object" ? children.flatMap((child) => member(child, at)) : [],
    items: node.type === "array" ? children.map((child) => toJson(child, at)) : [],
    place: at(node.offset),
  };
}

function member(property: Node, at: At): readonly Member[] {
  const [key, value] = property.children ?? [];
  return key && value ? [{ key: String(key.value), place: at(key.offset), value: toJson(value, at) }] : [];
}

export function memberOf(json: Json | undefined, key: string): Json | undefined {
  // The last one wins, as in JSON.parse; that there are two is a problem of its own.
  return json?.members.findLast((one) => one.key === key)?.value;
}
