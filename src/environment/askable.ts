import { sections } from "../../prompts/sections.ts";
import type { Known } from "../../prompts/setting.ts";
import type { WrittenSection } from "./section.ts";

/**
 * What a file says, as the settings would let it through: mended where they mend (a slash behind an endpoint), and `otherwise` where
 * they refuse it. So what was read can be shown as an answer, saved and replayed; the variable itself is kept elsewhere, verbatim.
 */
export function askable<Said extends object>(id: WrittenSection, said: Said, otherwise: Said): Said {
  const settings = sections.find((one) => one.path.length === 1 && one.path[0] === id)?.settings ?? {};
  const known: Known = { answers: { [id]: said }, found: {} };
  const fallback = new Map(Object.entries(otherwise));
  const accepted = Object.entries(said).map(([key, value]) => {
    if (value === null || value === "" || typeof value === "boolean") return [key, value];
    const parsed = settings[key]?.parse(Array.isArray(value) ? value.join(",") : String(value), known);
    if (parsed === undefined) return [key, value];
    if (parsed.ok) return [key, parsed.value];
    return [key, parsed.anyway ?? fallback.get(key)];
  });
  return { ...said, ...Object.fromEntries(accepted) };
}
