const quotes = [`""`, `''`, "``", "“”", "‘’", "「」"];

/** Full-width letters, digits and signs to their ASCII forms, as a Japanese keyboard leaves them behind. Nothing else is touched. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, ".")
    .replace(/\u3000/g, " ");
}

function unquoted(text: string): string {
  const pair = quotes.find((one) => text.length > 1 && text.startsWith(one.charAt(0)) && text.endsWith(one.charAt(1)));
  return pair === undefined ? text : text.slice(1, -1);
}

/** Takes off what is never part of a name or an address: blanks, invisible characters of a copied web page, one pair of quotes, full width. */
export function tidy(raw: string): string {
  return unquoted(
    halfWidth(raw)
      .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "")
      .trim(),
  ).trim();
}

/** The first control character's code point as `U+0007`; null where there is none. */
export function controlCharacter(text: string): string | null {
  const found = /[\u0000-\u001f\u007f]/.exec(text);
  return found === null ? null : `U+${found[0].charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
}
