import { distance } from "fastest-levenshtein";

/** The name that a typed one probably meant: within two edits (three for names over ten characters), or null. Case does not count. */
export function nearest(typed: string, names: readonly string[]): string | null {
  const allowed = typed.length > 10 ? 3 : 2;
  const ranked = names
    .map((name) => ({ name, edits: distance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= allowed && edits < name.length)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.name ?? null;
}
