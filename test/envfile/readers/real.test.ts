import fc from "fast-check";
import { expect, it } from "vitest";
import { ruby } from "../../../src/envfile/readers/ruby.ts";
import { ruby2 } from "../../../src/envfile/readers/ruby-2.ts";
import { sh } from "../../../src/envfile/readers/sh.ts";
import { systemd } from "../../../src/envfile/readers/systemd.ts";
import { describeWith } from "../../services/available.ts";
import { describeWithRubyDotenv } from "../../services/ruby-dotenv.ts";
import { askShell, askSystemd, describeWithSystemd } from "./judges.ts";

const keys = ["A", "B", "C", "D_1", "A.B"];
const pieces = [
  ..."'\"`\\$#=:;~{}()&|<>!*,@ \t\n\n\n",
  "ab",
  "x1",
  "\\n",
  "\\r",
  "$A",
  "${B}",
  "\\$",
  "\r\n",
  "é",
  "\u2028",
  "\u00a0",
  "\u3000",
  " #",
  "''",
  '""',
  "export ",
  ...keys.map((key) => `\n${key}=`),
  "\nA='",
  '\nB="',
  "\nexport C=",
  "\nA = ",
  "\nA: ",
  "\nD_1",
  "\n# it's",
  "\n;",
];

/** Text that is mostly like an env file and full of what parsers quarrel about. The same on every run, so that a failure can be looked at. */
function wildTexts(count: number, without: RegExp = /(?!)/): string[] {
  const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 24 }).map((parts) => parts.join(""));
  return fc.sample(
    text.filter((one) => !without.test(one)),
    { numRuns: count, seed: 20261121 },
  );
}

const environment = { HOME: "/home/somebody", A: "from outside" };

const values = (variables: ReadonlyMap<string, string>) => Object.fromEntries(variables);

describeWithRubyDotenv("3.2.0", "the model of Ruby's dotenv 3 reads as the gem does", (real) => {
  it("whatever stands in the file", () => {
    const texts = wildTexts(4000);
    real(texts, environment).forEach((expected, index) => {
      const text = texts[index] ?? "";
      const seen = values(ruby(text, new Map(Object.entries(environment))));
      expect(withoutShadowed(seen), JSON.stringify(text)).toEqual(withoutShadowed(expected ?? {}));
    });
  });
});

describeWithRubyDotenv("2.8.1", "the model of Ruby's dotenv 2 reads as the gem does", (real) => {
  it("whatever stands in the file", () => {
    const texts = wildTexts(4000);
    real(texts, environment).forEach((expected, index) => {
      const text = texts[index] ?? "";
      const seen = values(ruby2(text, new Map(Object.entries(environment))));
      expect(seen, JSON.stringify(text)).toEqual(expected ?? {});
    });
  });
});

/** What dotenv 3 says of a variable that the process has already is the process's value; the models speak of the file. */
function withoutShadowed(seen: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(seen).filter(([key]) => !(key in environment)));
}

const askedKeys = ["A", "B", "C", "D_1"];

for (const shell of ["dash", "bash"] as const) {
  describeWith([shell], `the model of sh reads as ${shell} does`, () => {
    it("whatever stands in the file, as far as the model dares to say", () => {
      const texts = wildTexts(900, /[()|<>&`{}!*]|export|\$[@#*?$!-]|\$["']/);
      const seen = askShell(shell, texts, askedKeys);
      seen.forEach((expected, index) => {
        const text = texts[index] ?? "";
        const model = sh(text, new Map([["HOME", "/home/somebody"]]));
        expect(asked(model), JSON.stringify(text)).toEqual(expected);
      });
    });
  });
}

function asked(model: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...model].filter(([key]) => askedKeys.includes(key)));
}

describeWithSystemd("the model of systemd reads as systemd does", () => {
  it("whatever stands in the file, but for `$` and empty values, which only its environment.d treats otherwise", () => {
    for (const text of wildTexts(200, /\$/)) {
      const model = asked(systemd(text));
      const expected = askSystemd(text);
      for (const key of askedKeys.filter((one) => model[one] !== "")) {
        expect(model[key], JSON.stringify(text)).toBe(expected[key]);
      }
    }
  });
});
