import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, render } from "../../src/envfile/parse.ts";

const pieces = [
  ..."'\"`\\$#=: \t\n\r",
  "ab",
  "A",
  "A=",
  "\nB='",
  "\r\n",
  "export ",
  "\uFEFF",
  "é",
  "# it's\n",
  '"x"\n',
];
const wild = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join("")),
);

const shape = (text: string) =>
  parse(text).lines.map((line) =>
    line.kind === "assignment" ? [line.line, line.key, line.raw] : [line.line, line.kind],
  );

describe("parse", () => {
  it("loses nothing: rendered again, any text is the same", () => {
    fc.assert(
      fc.property(wild, (text) => render(parse(text)) === text),
      { numRuns: 2000 },
    );
  });

  it("tells assignments, comments, blanks and the rest, with their line numbers", () => {
    expect(shape("# head\n\nDB_HOST=localhost\n  export DB_USER = me \nwhat is this\nDB_PASS: yaml\nALONE\n")).toEqual([
      [1, "comment"],
      [2, "blank"],
      [3, "DB_HOST", "localhost"],
      [4, "DB_USER", "me"],
      [5, "unparsable"],
      [6, "DB_PASS", "yaml"],
      [7, "ALONE", ""],
    ]);
  });

  it("takes a quoted value over its line ends", () => {
    expect(shape("A='one\ntwo # no comment\nthree' # comment\nB=4")).toEqual([
      [1, "A", "'one\ntwo # no comment\nthree'"],
      [4, "B", "4"],
    ]);
  });

  it("takes a quote that is never closed, or followed by more, as a character", () => {
    expect(shape("A='one\nB=2\nC='a'b'\nD=4\n")).toEqual([
      [1, "A", "'one"],
      [2, "B", "2"],
      [3, "C", "'a'b'"],
      [4, "D", "4"],
    ]);
  });

  it("keeps the comment behind a value apart, but not a # inside one", () => {
    const [first, second, third] = parse("A=x # why\nB=a#b\nC=#all\n").lines;
    expect(first).toMatchObject({ raw: "x", comment: "# why" });
    expect(second).toMatchObject({ raw: "a#b", comment: null });
    expect(third).toMatchObject({ raw: "", comment: "#all" });
  });

  it("counts Windows' line ends once and keeps the mark apart", () => {
    const document = parse("\uFEFFA=1\r\nB='x\r\ny'\r\nC=3");
    expect(document.mark).toBe("\uFEFF");
    expect(document.lines.map(({ line, text }) => [line, text])).toEqual([
      [1, "A=1\r\n"],
      [2, "B='x\r\ny'\r\n"],
      [4, "C=3"],
    ]);
  });

  it("reads a megabyte of unclosed quotes within a second", () => {
    const started = performance.now();
    parse("A='\n".repeat(250_000));
    parse('A="x\nB=\n'.repeat(125_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
