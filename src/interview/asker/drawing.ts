import type { Finding } from "../../findings/finding.ts";

export type Style = "good" | "bad" | "careful" | "accent" | "strong" | "dim";

/** How things look on this terminal. The report's room knows; the asker is given it. */
export interface Drawing {
  /** Of this moment: people resize. */
  readonly columns: () => number;
  readonly rows: () => number;
  readonly pointer: string;
  readonly paint: (style: Style, text: string) => string;
  /** The text as this terminal can show it. */
  readonly say: (text: string) => string;
  /** Columns that a text takes; a Japanese character takes two. */
  readonly width: (text: string) => number;
  readonly wrap: (text: string, columns: number) => readonly string[];
  /** A finding in lines. `advice`: with what helps beside changes of settings. */
  readonly finding: (finding: Finding, advice: boolean) => readonly string[];
  /** The sentence of one of its remedies. */
  readonly remedy: (finding: Finding, index: number) => string;
  /** The symbol of the worst of them, or nothing. */
  readonly mark: (findings: readonly Finding[]) => string;
  /** Worst first. */
  readonly rank: (findings: readonly Finding[]) => readonly Finding[];
}
