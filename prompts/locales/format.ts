type Value = string | number | boolean | readonly string[] | null | undefined;

/** Puts facts into `{name}` placeholders. A placeholder without a fact stays as it is, so that a test (and a reader) sees it. */
export function format(template: string, facts: Readonly<Record<string, Value>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = facts[name];
    if (value === undefined || value === null) return whole;
    return Array.isArray(value) ? value.join(", ") : String(value);
  });
}

/** The names of a template's placeholders, sorted; for the test that compares languages. */
export function placeholders(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""))].sort();
}
