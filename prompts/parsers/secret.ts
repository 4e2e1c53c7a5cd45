import type { Parsed } from "../setting.ts";
import { refused } from "./parsed.ts";
import { controlCharacter } from "./tidy.ts";

const zero = "U+0000";

/**
 * A password or key, exactly as typed: nothing is ever taken off it. What is more likely an accident (blanks around it, a line
 * break, full width from an input method) is said, and stands if the person insists. Problems never carry the value.
 * What no file can hold is for those to refuse who write the file.
 */
export function secret(raw: string): Parsed<string> {
  if (raw === "") return refused("required");
  const control = controlCharacter(raw);
  if (control === zero) return refused("secretNul");
  if (/[\r\n]/.test(raw)) return { ...refused("secretLineBreak"), anyway: raw };
  if (control !== null) return { ...refused("secretControl", { character: control }), anyway: raw };
  if (raw !== raw.trim()) return { ...refused("secretBlanks"), anyway: raw };
  if (/[\uff01-\uff5e\u3000]/.test(raw)) return { ...refused("secretFullWidth"), anyway: raw };
  return { ok: true, value: raw };
}

/** An id that comes in pair with a secret: visible, without blanks. */
export function credential(raw: string): Parsed<string> {
  const value = raw.trim();
  if (value === "") return refused("required");
  const control = controlCharacter(value);
  if (control !== null) return refused("credentialControl", { character: control });
  if (/\s/.test(value)) return { ...refused("credentialSpace", { value }), anyway: value };
  return { ok: true, value };
}
