import type { Parsed } from "../setting.ts";
import { refused } from "./parsed.ts";
import { tidy } from "./tidy.ts";

/** One of the values, as it is written in the answers file; capitals do not matter. */
export function choice<T extends string | boolean>(values: readonly T[]): (raw: string) => Parsed<T> {
  return (raw) => {
    const text = tidy(raw).toLowerCase();
    if (text === "") return refused("required");
    const value = values.find((one) => String(one) === text);
    return value === undefined
      ? refused("choiceUnknown", { value: text, choices: values.join(", ") })
      : { ok: true, value };
  };
}

const answers: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "on", "1", "はい"].map((word) => [word, true] as const),
  ...["false", "no", "n", "off", "0", "いいえ"].map((word) => [word, false] as const),
]);

export function yesNo(raw: string): Parsed<boolean> {
  const text = tidy(raw).toLowerCase();
  if (text === "") return refused("required");
  const value = answers.get(text);
  return value === undefined ? refused("yesNo", { value: text }) : { ok: true, value };
}
