import stringWidth from "fast-string-width";

/** Terminal columns that a text takes: Japanese characters take two, combining marks and colour codes none. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The text and as many spaces as it lacks. */
export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}
