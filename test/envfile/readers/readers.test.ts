import { describe, expect, it } from "vitest";
import { compose } from "../../../src/envfile/readers/compose.ts";
import { readerIds, readers } from "../../../src/envfile/readers/index.ts";
import type { ReaderId } from "../../../src/envfile/readers/reader.ts";
import { ruby, rubyCommands } from "../../../src/envfile/readers/ruby.ts";

/** What each reader has for K; a reader that is not named has the same as `ruby`. Null: nothing. */
type Seen = { readonly ruby: string | null } & { readonly [Id in ReaderId]?: string | null };

/** Measured with the real programs: Ruby's dotenv 3.2.0 and 2.8.1, npm's dotenv 17.4.2, compose-go 2, systemd 252, dash and bash. */
const cases: readonly (readonly [title: string, text: string, seen: Seen])[] = [
  ["a bare value", "K=abc", { ruby: "abc" }],
  ["an empty value", "K=\nL=1", { ruby: "" }],
  ["a # in a value", "K=a#b", { ruby: "a", compose: "a#b", systemd: "a#b", sh: "a#b" }],
  ["a comment behind a value", "K=a # b", { ruby: "a", systemd: "a # b" }],
  ["a comment behind a quoted value", "K='a' # b", { ruby: "a", systemd: "a# b" }],
  ["spaces in a value", "K=a b", { ruby: "a b", sh: null }],
  ["spaces around a value", "K=  a  ", { ruby: "a", sh: null }],
  ["spaces around =", "K = a", { ruby: "a", sh: null }],
  ["YAML's colon", "K: a", { ruby: "a", systemd: null, sh: null }],
  ["export", "export K=a", { ruby: "a", systemd: null }],
  ["export without a value", "export K=", { ruby: null, "ruby-2": "", node: "", compose: "", systemd: null, sh: "" }],
  ["a name alone", "K", { ruby: "", "ruby-2": null, node: null, compose: null, systemd: null, sh: null }],
  ["a key twice", "K=a\nK=b", { ruby: "b" }],
  ["a variable, bare", "V=v\nK=a$V", { ruby: "av", node: "a$V", systemd: "a$V" }],
  ["a variable in double quotes", 'V=v\nK="a${V}"', { ruby: "av", node: "a${V}", systemd: "a${V}" }],
  ["a variable in single quotes", "V=v\nK='a$V'", { ruby: "a$V" }],
  ["a dollar before a digit", "K=pa$1x", { ruby: "pa", node: "pa$1x", compose: "pa$1x", systemd: "pa$1x", sh: "pax" }],
  ["a dollar at the end", "K=ab$", { ruby: "ab$" }],
  ["a backslash, bare", "K=a\\b", { ruby: "ab", node: "a\\b", compose: "a\\b" }],
  ["\\n in double quotes", 'K="a\\nb"', { ruby: "a\\nb", "ruby-2": "a\nb", node: "a\nb", compose: "a\nb" }],
  ["an escaped quote", 'K="a\\"b"', { ruby: 'a"b', node: 'a\\"b' }],
  ["an escaped dollar", 'K="a\\$b"', { ruby: "a$b", node: "a\\$b" }],
  [
    "an escaped apostrophe in single quotes",
    "K='a\\'b'",
    { ruby: "a\\'b", compose: "a'b", systemd: "a\\b'", sh: null },
  ],
  [
    "the shell's way with an apostrophe",
    "K='a'\\''b'",
    { ruby: "a'\\''b", compose: null, systemd: "a''b'", sh: "a'b" },
  ],
  ["an apostrophe, bare", "K=it's", { ruby: "it's", sh: null }],
  ["backticks", "K=`abc`", { ruby: "`abc`", node: "abc", sh: null }],
  ["a line break in quotes", "K='a\nb'", { ruby: "a\nb" }],
  ["Windows' line ends", "K=a\r\nL=b\r\n", { ruby: "a", sh: "a\r" }],
  ["a byte order mark", "\uFEFFK=a", { ruby: "a", systemd: null, sh: null }],
  ["a semicolon's comment", "; c\nK=a", { ruby: "a", compose: null, sh: null }],
  ["a comment that ends in a backslash", "# c \\\nK=a", { ruby: "a", systemd: null }],
  ["a tilde", "K=~/x", { ruby: "~/x", sh: "/x" }],
  ["an ampersand", "K=x?a=1&b=2", { ruby: "x?a=1&b=2", sh: null }],
  ["a dash in another key", "A-B=1\nK=a", { ruby: "a" }],
  ["brackets in a section's way", "[x]\nK=a", { ruby: "a" }],
];

describe("the models of the readers", () => {
  for (const [title, text, seen] of cases) {
    it(`know what each makes of ${title}`, () => {
      const found = Object.fromEntries(readerIds.map((id) => [id, readers[id](`${text}\n`).get("K") ?? null]));
      expect(found).toEqual(
        Object.fromEntries(readerIds.map((id) => [id, seen[id] === undefined ? seen.ruby : seen[id]])),
      );
    });
  }

  it("expand from the environment first, then from what the file said before", () => {
    const text = 'A=file\nK="$A$B"\n';
    const environment = new Map([
      ["A", "process"],
      ["B", "!"],
    ]);
    expect(ruby(text, environment).get("K")).toBe("process!");
    expect(ruby(text).get("K")).toBe("file");
  });
});

describe("every model", () => {
  it("gets through a megabyte of nothing", () => {
    const started = performance.now();
    for (const id of readerIds) expect(readers[id](`A=1${"\n".repeat(1 << 20)}K=2\n`).get("K"), id).toBe("2");
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe("rubyCommands", () => {
  it("names the variables for which Ruby would run something, and runs nothing", () => {
    const text = "A=$(touch /tmp/x)\nB=\"p$(a $(b) c)\"\nC='$(no)'\nD=\\$(no)\nE=$()\nF=$(no\nG=$(x)\nG=1\n";
    expect(rubyCommands(text)).toEqual(["A", "B"]);
    expect(ruby(text).get("A")).toBe("$(touch /tmp/x)");
  });
});

describe("the model of compose", () => {
  const environment = new Map([
    ["SET", "set"],
    ["EMPTY", ""],
  ]);

  it.each([
    ["$SET ${SET} $$SET $1", "set set $SET $1"],
    ["${NO:-def} ${EMPTY:-def} ${EMPTY-def} ${SET-def}", "def def  set"],
    ["${SET:+yes} ${EMPTY:+yes} ${EMPTY+yes}", "yes  yes"],
    ["${NO:-${SET}} ${NO-a:?b}", "set a:?b"],
    ['${NO:-{"json":1}}', '{"json":1}'],
    ["${SET?no}-$NO", "set-"],
  ])("interpolates %s", (value, expected) => {
    expect(compose(`K=${value}\n`, environment).get("K")).toBe(expected);
  });

  it.each(["K=${", "K=${NO?gone}", "K=${1}", "A B=1", "K='open", "K%=1"])("refuses the file with %s", (line) => {
    expect(compose(`BEFORE=1\n${line}\nAFTER=1\n`, environment).size).toBe(0);
  });

  it("knows the escapes of double quotes", () => {
    expect(compose('K="\\t\\0101\\01\\x\\$SET\\\\"\n', environment).get("K")).toBe("\tA\\01\\x$SET\\");
  });

  it("takes the value of a name alone from its own environment", () => {
    expect(compose("SET\nK=1\n", environment)).toEqual(
      new Map([
        ["SET", "set"],
        ["K", "1"],
      ]),
    );
  });
});
