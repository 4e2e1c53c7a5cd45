import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { widthOf } from "../../src/report/width.ts";
import { wrap } from "../../src/report/wrap.ts";

describe("wrap", () => {
  it("breaks between words", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
  });

  it("cuts a word only where it is longer than a line", () => {
    expect(wrap("see /var/run/postgresql", 10)).toEqual(["see", "/var/run/p", "ostgresql"]);
  });

  it("breaks Japanese between characters, by columns", () => {
    expect(wrap("設定を確認しました", 8)).toEqual(["設定を確", "認しまし", "た"]);
  });

  it("never begins a line with a full stop or a small letter, nor ends one with an opening bracket", () => {
    expect(wrap("確認しました。次へ", 12)).toEqual(["確認しまし", "た。次へ"]);
    expect(wrap("サーバー「例」", 10)).toEqual(["サーバー", "「例」"]);
    expect(wrap("キャッシュ", 6)).toEqual(["キャッ", "シュ"]);
  });

  it("keeps Latin words whole inside Japanese", () => {
    expect(wrap("設定はSTARTTLSです", 12)).toEqual(["設定は", "STARTTLSです"]);
  });

  it("keeps line breaks and empty lines", () => {
    expect(wrap("a\n\nb", 10)).toEqual(["a", "", "b"]);
  });

  it("loses nothing but blanks and is never wider than asked", () => {
    const texts = fc.array(fc.constantFrom("a", "word", " ", "設", "定", "。", "「", "ー", "ッ", "é", "-"), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 12, max: 40 }), (parts, columns) => {
        const text = parts.join("");
        const lines = wrap(text, columns);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
