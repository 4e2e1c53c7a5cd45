/** A piece of an address list (RFC 5322 §3.2). White space and comments are gone; `touches` says that none stood before it. */
export interface Token {
  readonly kind: "atom" | "quoted" | "literal" | "special";
  readonly text: string;
  readonly touches: boolean;
}

const atext = /[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\u{10ffff}]+/uy;
const quoted = /"(?:[^"\\]|\\[\s\S])*"/uy;
const literal = /\[(?:[^[\]\\]|\\[\s\S])*\]/uy;
const blank = /[ \t]+|\r?\n[ \t]+/uy;
const special = /[<>@,;:.]/uy;

/** Splits an address list; null where a character or an unclosed quote, comment or bracket stops the parser. */
export function tokens(text: string): readonly Token[] | null {
  const found: Token[] = [];
  let at = 0;
  let touches = true;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const hit = pattern.exec(text)?.[0] ?? null;
    if (hit !== null) at += hit.length;
    return hit;
  };
  const add = (kind: Token["kind"], hit: string | null): boolean => {
    if (hit === null) return false;
    found.push({ kind, text: hit, touches });
    touches = true;
    return true;
  };
  while (at < text.length) {
    if (take(blank) !== null) touches = false;
    else if (text[at] === "(") {
      const end = commentEnd(text, at);
      if (end === null) return null;
      at = end;
      touches = false;
    } else if (!add("atom", take(atext)) && !add("quoted", take(quoted)) && !add("literal", take(literal))) {
      if (!add("special", take(special))) return null;
    }
  }
  return found;
}

/** Comments nest, and a backslash hides a parenthesis. */
function commentEnd(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at + 1;
  }
  return null;
}
