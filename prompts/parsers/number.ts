import type { Parsed } from "../setting.ts";
import { accepted, refused } from "./parsed.ts";
import { tidy } from "./tidy.ts";

/** A whole number of the range, written in decimal; leading zeros go (Mastodon's YAML reads `05432` as octal). */
export function integer(least: number, most: number): (raw: string) => Parsed<number> {
  return (raw) => {
    const text = tidy(raw);
    if (text === "") return refused("required");
    if (!/^-?\d+$/.test(text)) return refused("numberInvalid", { value: text });
    const value = Number(text);
    if (value < least || value > most) return refused("numberRange", { value: text, least, most });
    return accepted(value === 0 ? 0 : value, raw);
  };
}

export const port = integer(1, 65535);
