import { type Case, type Column, type Service, services } from "./case.ts";
import type { Comparison } from "./compare.ts";
import type { Batch } from "./plan.ts";
import type { Told, Verdicts } from "./verdicts.ts";

interface Cell {
  readonly service: Service;
  readonly one: Case;
  readonly column: Column;
  readonly told: Told;
}

function cellsOf(batch: Batch, verdicts: Verdicts): readonly Cell[] {
  return services.flatMap((service) => {
    const one = batch[service];
    if (one === undefined) return [];
    return Object.entries(verdicts[service]).map(([column, told]) => ({
      service,
      one,
      column: column as Column,
      told,
    }));
  });
}

/** One verdict for each service and process that could be seen; where we differ on purpose, that we do. */
export function summary(batch: Batch, verdicts: Verdicts, seen: Verdicts = verdicts): Readonly<Record<string, string>> {
  const rows = cellsOf(batch, verdicts).flatMap(({ service, one, column, told }) => {
    if (seen[service][column] === undefined) return [];
    const reason = one.deliberate?.[column];
    return [[`${service} ${column}`, reason === undefined ? plain(column, told) : "differs on purpose"]];
  });
  return Object.fromEntries(rows);
}

/** Our findings name the worst that happens to any process; streaming seldom stops by what stops web. */
function plain(column: Column, { verdict }: Told): string {
  return column === "streaming" && verdict === "stops" ? "fails" : verdict;
}

/** For people: one line a cell, with what was said. */
export function rowsOf(batch: Batch, { ours, theirs }: Comparison, after = ""): readonly string[] {
  return cellsOf(batch, ours).map(({ service, one, column, told }) => {
    const real = theirs[service][column];
    const deliberate = one.deliberate?.[column];
    const same = real !== undefined && plain(column, real) === plain(column, told);
    const mark = real === undefined ? "?" : deliberate !== undefined ? "~" : same ? "=" : "X";
    const said = (real?.why ?? "").replace(/\s+/g, " ").slice(0, 160);
    return [
      mark,
      service,
      `${one.name} ${after}`.trim(),
      column,
      told.verdict,
      told.why,
      real?.verdict ?? "unseen",
      said,
    ].join("\t");
  });
}
