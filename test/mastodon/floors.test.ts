import { describe, expect, it } from "vitest";
import { series } from "../../src/environment/release.ts";
import { compareVersions, floorsOf, seriesOfSchema } from "../../src/mastodon/floors.ts";

describe("floors of a release", () => {
  it("never go down from one series to the next", () => {
    const pairs = series.slice(1).map((one, index) => [floorsOf(series[index] ?? "4.2"), floorsOf(one)] as const);
    for (const [before, after] of pairs) {
      for (const name of ["ruby", "node", "postgresql", "redis"] as const) {
        expect(compareVersions(after[name], before[name])).toBeGreaterThanOrEqual(0);
      }
      expect(after.schema > before.schema).toBe(true);
    }
  });

  it.each(series)("knows the schema of %s as its own", (one) => {
    expect(seriesOfSchema(floorsOf(one).schema)).toBe(one);
  });

  it("tells a schema between two releases by the later one, and one beyond all by nothing", () => {
    expect(seriesOfSchema("20240916190140")).toBe("4.3");
    expect(seriesOfSchema("20990101000000")).toBeNull();
  });

  it("compares versions by their numbers", () => {
    expect(compareVersions("v20.17.0", "20")).toBeGreaterThan(0);
    expect(compareVersions("9.5", "12")).toBeLessThan(0);
    expect(compareVersions("ruby 3.4.7p58", "3.4.7")).toBe(0);
  });
});
