import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../src/envfile/encode.ts";
import { applyChanges, type Merged, merge } from "../../src/envfile/merge.ts";
import { parse } from "../../src/envfile/parse.ts";
import { readBack } from "../../src/envfile/readback.ts";

const groups = [
  { title: "Database", keys: ["DB_HOST", "DB_USER", "DB_PASS"] },
  { title: "Mail", keys: ["SMTP_SERVER", "SMTP_PORT"] },
];
const managed = new Set(groups.flatMap(({ keys }) => keys));

function textOf(merged: Merged): string {
  if (!merged.ok) throw new Error(JSON.stringify(merged.refused));
  return merged.text;
}

const merged = (existing: string | null, wanted: Record<string, string>) =>
  textOf(merge(existing, new Map(Object.entries(wanted)), managed, groups, "Made by a test"));

describe("merge", () => {
  it("makes a new file with its header and its groups", () => {
    expect(merged(null, { DB_HOST: "db", SMTP_SERVER: "mail", EXTRA: "x y" })).toBe(
      "# Made by a test\n\n# Database\nDB_HOST=db\n\n# Mail\nSMTP_SERVER=mail\n\nEXTRA='x y'\n",
    );
  });

  it("leaves a line alone that every reader already sees as wanted", () => {
    const text = "DB_HOST='db'\nDB_USER=\"me\"\n  DB_PASS=secret\n";
    expect(merged(text, { DB_HOST: "db", DB_USER: "me", DB_PASS: "secret" })).toBe(text);
  });

  it("replaces in place, keeps what is nobody's, and moves a comment from behind a value above it", () => {
    const text = "# mine\nDB_HOST=old # the big one\nUNKNOWN=$x\n\nwhat is this\nDB_USER=me\n";
    expect(merged(text, { DB_HOST: "new", DB_USER: "me" })).toBe(
      "# mine\n# the big one\nDB_HOST=new\nUNKNOWN=$x\n\nwhat is this\nDB_USER=me\n",
    );
  });

  it("takes out a managed variable that is not wanted, however it is written", () => {
    expect(merged("A=1\nDB_PASS: x\nexport DB_USER=me\nDB_HOST\nB=2", {})).toBe("A=1\nB=2\n");
  });

  it("leaves one line of a variable that was there twice: where the last stood", () => {
    expect(merged("DB_HOST=a\nA=1\nDB_HOST=b\nexport DB_HOST\nB=2\n", { DB_HOST: "b" })).toBe("A=1\nDB_HOST=b\nB=2\n");
  });

  it("puts a new variable behind its group's last one, or at the end under the group's title", () => {
    expect(merged("DB_HOST=db\nA=1", { DB_HOST: "db", DB_PASS: "x", SMTP_PORT: "25" })).toBe(
      "DB_HOST=db\nDB_PASS=x\nA=1\n\n# Mail\nSMTP_PORT=25\n",
    );
  });

  it("rewrites what readers read differently: export, blanks, expansion, escapes", () => {
    expect(
      merged('export DB_HOST=db\nDB_USER = me\nDB_PASS="it\\\'s"\n', { DB_HOST: "db", DB_USER: "me", DB_PASS: "it's" }),
    ).toBe('DB_HOST=db\nDB_USER=me\nDB_PASS="it\'s"\n');
  });

  it("turns Windows' line ends into line feeds and takes the mark away", () => {
    expect(merged("\uFEFFDB_HOST=db\r\n# c\r\nA='x'\r\n", { DB_HOST: "db" })).toBe("DB_HOST=db\n# c\nA='x'\n");
  });

  it("does not let a backslash at the end of the file swallow what follows", () => {
    const text = textOf(applyChanges("A=b\\", { B: "2" }));
    expect(readBack(text, new Map([["B", "2"]]))).toEqual([]);
  });

  it("names everything that can't be written, and writes nothing", () => {
    const wanted = new Map([
      ["DB_PASS", "it's $5"],
      ["A-B", "x"],
      ["DB_HOST", "a\rb"],
    ]);
    expect(merge(null, wanted, managed, groups, "")).toMatchObject({
      ok: false,
      refused: [
        { key: "DB_PASS", reason: "quotes" },
        { key: "A-B", reason: "name" },
        { key: "DB_HOST", reason: "carriage-return" },
      ],
    });
  });
});

describe("applyChanges", () => {
  it("sets, replaces and takes out, and touches nothing else", () => {
    const text = "A=1\nSMTP_SSL=true\nSMTP_PORT=465\n# end\n";
    expect(applyChanges(text, { SMTP_PORT: "587", SMTP_SSL: null, SMTP_TLS: "x", S3_PERMISSION: "" })).toEqual({
      ok: true,
      text: "A=1\nSMTP_PORT=587\n# end\nSMTP_TLS=x\nS3_PERMISSION=\n",
    });
  });

  it("makes a file out of nothing", () => {
    expect(applyChanges("", { A: "1" })).toEqual({ ok: true, text: "A=1\n" });
  });
});

const key = fc.constantFrom("DB_HOST", "DB_USER", "DB_PASS", "SMTP_SERVER", "SMTP_PORT", "OTHER", "MORE", "A.B", "A-B");
const rawValue = fc.constantFrom(
  "",
  "x",
  "'x y'",
  '"a b"',
  "a#b",
  "x # c",
  "$DB_HOST",
  "a'b",
  "'two\nlines'",
  "back\\slash",
  '"it\\\'s"',
  "'#'",
  "`x`",
);
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom("", "export ", "  "), key, fc.constantFrom("=", " = ", ": "), rawValue)
    .map((parts) => parts.join("")),
  fc.constantFrom(
    "",
    "  ",
    "# it's a comment",
    "#DB_PASS=old",
    "DB_USER",
    "export DB_USER",
    "what is this",
    "; no",
    "[x]",
  ),
);
const existing = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
const value = fc
  .string({ unit: fc.constantFrom(..."ab'\"\\$`# \n=:Z9"), maxLength: 8 })
  .filter((one) => encode(one).ok);
const wanted = fc.dictionary(
  fc.constantFrom("DB_HOST", "DB_USER", "DB_PASS", "SMTP_SERVER", "SMTP_PORT", "EXTRA"),
  value,
);

/** Texts of the lines that are nobody's, in their order. */
function unmanaged(text: string, wants: Record<string, string>): string[] {
  const ours = (name: string) => managed.has(name) || name in wants;
  const lines = parse(text).lines.filter(
    (one) => one.kind === "unparsable" || (one.kind === "assignment" && !ours(one.key)),
  );
  return lines.map((one) => one.text.replace(/\n$/, ""));
}

describe("merge, whatever stood in the file", () => {
  it("changes nothing the second time, byte for byte", () => {
    fc.assert(
      fc.property(existing, wanted, (text, wants) => {
        const once = merged(text, wants);
        expect(merged(once, wants)).toBe(once);
      }),
      { numRuns: 1500 },
    );
  });

  it("keeps every line that is nobody's, byte for byte", () => {
    fc.assert(
      fc.property(existing, wanted, (text, wants) => {
        expect(unmanaged(merged(text, wants), wants)).toEqual(unmanaged(text, wants));
      }),
      { numRuns: 1500 },
    );
  });

  it("is read back as wanted by every reader, if what is nobody's makes sense to all of them", () => {
    const ours = fc.tuple(
      fc.constantFrom("", "export ", "  "),
      fc.constantFrom(...managed),
      fc.constantFrom("=", " = ", ": "),
      rawValue,
    );
    const calm = fc.constantFrom("OTHER=1", "MORE='x # y'", "", "# it's a comment", "#DB_PASS=old", "DB_USER");
    const lines = fc.array(
      fc.oneof(
        ours.map((parts) => parts.join("")),
        calm,
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, wanted, (some, wants) => {
        expect(readBack(merged(some.join("\n"), wants), new Map(Object.entries(wants)))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });
});
