import type { Variables } from "../findings/variables.ts";
import { readerIds, readers } from "./readers/index.ts";
import type { ReaderId } from "./readers/reader.ts";

export interface Disagreement {
  readonly key: string;
  readonly reader: ReaderId;
  readonly sees: "absent" | "other";
}

/** Reads a text as every reader (or those that are asked) does and says where one of them would see something else than was meant. */
export function readBack(
  text: string,
  wanted: Variables,
  asked: readonly ReaderId[] = readerIds,
): readonly Disagreement[] {
  return asked.flatMap((reader) => {
    const seen = readers[reader](text);
    return [...wanted].flatMap(([key, value]): Disagreement[] => {
      const found = seen.get(key);
      return found === value ? [] : [{ key, reader, sees: found === undefined ? "absent" : "other" }];
    });
  });
}
