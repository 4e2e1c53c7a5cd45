import { describe, expect, it } from "vitest";
import { presentVariables } from "../../src/envfile/present.ts";
import { readers } from "../../src/envfile/readers/index.ts";

describe("presentVariables", () => {
  it("sees a key in a file that Ruby's dotenv refuses", () => {
    const text = "SECRET_KEY_BASE=abc\nexport OTHER=\n";
    expect(readers.ruby(text).size).toBe(0);
    expect(presentVariables(text).get("SECRET_KEY_BASE")).toBe("abc");
  });

  it("sees a key behind a quote that swallows it for every reader", () => {
    const text = "A='open\n; no\nSECRET_KEY_BASE='abc'\n";
    expect(presentVariables(text).get("SECRET_KEY_BASE")).toBe("abc");
  });

  it("takes a blank value for one only where nobody sees more", () => {
    expect(presentVariables("A=''\nB=#x\nC='a b'\n#D=1\n")).toEqual(
      new Map([
        ["A", ""],
        ["B", "#x"],
        ["C", "a b"],
      ]),
    );
  });
});
