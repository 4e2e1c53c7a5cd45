import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { Facts, Finding, Remedy } from "../findings/finding.ts";
import type { VariableChanges } from "../findings/variables.ts";

export interface RemedyWords {
  readonly text: string;
  readonly commands: readonly string[];
  readonly set: VariableChanges;
  readonly works: boolean;
}

/** A finding in a language: facts put into its sentences. */
export interface FindingWords {
  readonly title: string;
  /** May be empty. */
  readonly detail: string;
  readonly remedies: readonly RemedyWords[];
}

interface Texts {
  readonly title: string;
  readonly detail: string;
  readonly remedies: Readonly<Record<string, string>>;
}

/** The sentences of a finding and of its remedies, best first. */
export function findingWords(finding: Finding, messages: Messages): FindingWords {
  const texts: Texts = messages.findings[finding.id];
  const process = messages.ui.report.processes[finding.process];
  const facts = { process, ...printable(finding.facts) };
  return {
    title: format(texts.title, facts),
    detail: format(texts.detail, facts),
    remedies: finding.remedies.map((remedy) => remedyWords(remedy, texts, facts)),
  };
}

function remedyWords(remedy: Remedy, texts: Texts, facts: Facts): RemedyWords {
  return {
    text: format(texts.remedies[remedy.key] ?? remedy.key, { ...facts, ...printable(remedy.facts ?? {}) }),
    commands: remedy.commands ?? [],
    set: remedy.set ?? {},
    works: remedy.tried === "works",
  };
}

/** What a server said is written to a terminal: its control characters (escape sequences, bidirectional overrides) are not. */
function printable(facts: Facts): Facts {
  const clean = (text: string) => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === "string" ? clean(value) : Array.isArray(value) ? value.map(clean) : value,
    ]),
  );
}
