import { describe, expect, it } from "vitest";
import { yamlValue } from "../../../src/mastodon/connections/database-yaml.ts";

describe("a value in config/database.yml", () => {
  // Each line is what Ruby's Psych (4.0) made of `database: VALUE`.
  it.each<[string, string | null]>([
    ["mastodon", "mastodon"],
    ["12345", "12345"],
    ["0x10", "16"],
    ["05432", "2842"],
    ["089", "089"],
    ["5_432", "5432"],
    ["1,000", "1000"],
    ["10:20", "37200"],
    ["1.50", "1.5"],
    ["5.", "5.0"],
    ["2024-01-01", "2024-01-01"],
    ["yes", "true"],
    ["Off", "false"],
    ["y", "y"],
    ["null", null],
    ["~", null],
    ["#x", null],
    ["a #b", "a"],
    ["a#b", "a#b"],
    ["::1", ":1"],
    [":a", "a"],
    ["fd00:5::7", "fd00:5::7"],
    ["'a' # c", "a"],
    ["a\\b", "a\\b"],
    ["日本", "日本"],
  ])("%s", (value, wanted) => {
    expect(yamlValue(value)).toEqual(wanted === null ? { kind: "nothing" } : { kind: "text", text: wanted });
  });

  it.each(["@x", "%x", "db: x", "[::1]", "*x", "`x", "{a", "- x", "? x", "fe80::", "'x", "x\ny", "&"])(
    "%s breaks the file",
    (value) => {
      expect(yamlValue(value)).toEqual({ kind: "broken" });
    },
  );
});
