import type { ProcessName } from "../findings/finding.ts";
import type { Variables } from "../findings/variables.ts";
import type { Place } from "./place.ts";

/** What one process finds in its environment when it reads the file. */
export interface View {
  readonly process: ProcessName;
  readonly place: Place;
  readonly variables: Variables;
}
