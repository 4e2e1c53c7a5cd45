import type { Parsed } from "../setting.ts";
import { accepted, refused } from "./parsed.ts";
import { controlCharacter, tidy } from "./tidy.ts";
import { breaksYaml } from "./yaml.ts";

/** An absolute path, without a slash at its end. `~` is the shell's, and the services start in other directories than we do. */
export function absolutePath(raw: string): Parsed<string> {
  // Full-width signs are left alone: they may well be in a file's name.
  const text = raw
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim()
    .replace(/(?<=.)\/+$/, "");
  const control = controlCharacter(text);
  if (text === "") return refused("required");
  if (control !== null) return refused("pathControl", { character: control });
  if (tidy(text).startsWith("~")) return refused("pathHome", { value: text });
  if (!text.startsWith("/")) return refused("pathRelative", { value: text });
  if (breaksYaml(text)) return refused("pathYaml", { value: text });
  return accepted(text, raw);
}
