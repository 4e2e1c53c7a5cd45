/** Looks a variable up; undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

const reference = /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{(?:([_a-z][_a-z0-9]*(?::?[-+?][^\n]*)?)\}|))/gi;
const operator = /:?[-+?]/;

/** Compose's `$NAME`, `${NAME:-default}` and their kin. Null where compose refuses: `${` without end, `${NAME?}` without value. */
export function interpolate(template: string, lookup: Lookup): string | null {
  let refused = false;
  const result = template.replace(reference, (whole: string, dollar?: string, named?: string, braced?: string) => {
    const value = dollar ?? (named === undefined ? null : (lookup(named) ?? "")) ?? inBraces(whole, braced, lookup);
    if (value === null) refused = true;
    return value ?? "";
  });
  return refused ? null : result;
}

/** The pattern is greedy: behind the brace that belongs to `${` there may be more text, with references of its own. */
function inBraces(whole: string, braced: string | undefined, lookup: Lookup): string | null {
  if (braced === undefined) return null;
  const end = closingBrace(whole);
  const content = whole.slice(2, end);
  const rest = interpolate(whole.slice(end + 1), lookup);
  const value = substitute(content, lookup);
  return rest === null || value === null ? null : value + rest;
}

function closingBrace(text: string): number {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "}") {
      open -= 1;
      if (open === 0) return at;
    }
    if (text[at] === "{") open += 1;
  }
  return text.length - 1;
}

function substitute(content: string, lookup: Lookup): string | null {
  const sign = operator.exec(content);
  if (!sign) return lookup(content) ?? "";
  const value = lookup(content.slice(0, sign.index));
  const other = () => interpolate(content.slice(sign.index + sign[0].length), lookup);
  const counts = value !== undefined && (!sign[0].startsWith(":") || value !== "");
  if (sign[0].endsWith("+")) return counts ? other() : (value ?? "");
  if (counts) return value;
  return sign[0].endsWith("?") ? null : other();
}
