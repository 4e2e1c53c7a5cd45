import { describe, expect, it } from "vitest";
import { readBack } from "../../src/envfile/readback.ts";

describe("readBack", () => {
  it("has nothing to say of a file that all read alike", () => {
    expect(
      readBack(
        "A=1\nB='x y'\n",
        new Map([
          ["A", "1"],
          ["B", "x y"],
        ]),
      ),
    ).toEqual([]);
  });

  it("names who sees something else and who sees nothing", () => {
    const disagreements = readBack("export A=pa$word\n", new Map([["A", "pa$word"]]));
    expect(disagreements).toContainEqual({ key: "A", reader: "ruby", sees: "other" });
    expect(disagreements).toContainEqual({ key: "A", reader: "systemd", sees: "absent" });
    expect(disagreements.some(({ reader }) => reader === "node")).toBe(false);
  });

  it("asks only the readers that count", () => {
    expect(readBack("export A=x\n", new Map([["A", "x"]]), ["ruby", "node"])).toEqual([]);
  });
});
