import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diff } from "../../src/envfile/diff.ts";

const isSecret = (key: string) => key.endsWith("PASS");
const signs = { same: " ", added: "+", removed: "-" };
const shown = (before: string | null, after: string) =>
  diff(before, after, isSecret).map(({ change, text }) => `${signs[change]} ${text}`);

describe("diff", () => {
  it("shows a new file as added, secrets masked", () => {
    expect(shown(null, "DB_HOST=db\nDB_PASS='hush hush'\n")).toEqual(["+ DB_HOST=db", "+ DB_PASS=••••••••"]);
  });

  it("shows what changed between what stayed", () => {
    expect(shown("# c\nA=1\nB=2\nDB_PASS=old\nC=3\n", "# c\nB=2\nDB_PASS=new\nC=3\nD=4\n")).toEqual([
      "  # c",
      "- A=1",
      "  B=2",
      "- DB_PASS=••••••••",
      "+ DB_PASS=••••••••",
      "  C=3",
      "+ D=4",
    ]);
  });

  it("masks retired secrets in comments, secrets over several lines, and lines that are nothing", () => {
    expect(shown(null, "#DB_PASS=old\nDB_PASS='a\nb'\npiece of a key\n")).toEqual([
      "+ #DB_PASS=••••••••",
      "+ DB_PASS=••••••••",
      "+ ••••••••",
    ]);
  });

  it("does not count a line end as a change", () => {
    expect(shown("A=1\r\nB=2", "A=1\nB=2\n")).toEqual(["  A=1", "  B=2"]);
  });

  it("gives back both versions", () => {
    const text = fc
      .array(fc.constantFrom("A=1", "B=2", "C=3", "# x", ""))
      .map((lines) => lines.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diff(before, after, isSecret);
        const side = (left: string) =>
          lines
            .filter(({ change }) => change !== left)
            .map((one) => `${one.text}\n`)
            .join("");
        expect(side("added")).toBe(before);
        expect(side("removed")).toBe(after);
      }),
    );
  });

  it("does not choke on two large files", () => {
    const many = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word}${index}=1\n`).join("");
    expect(diff(many("A"), many("B"), isSecret)).toHaveLength(10_000);
  });
});
