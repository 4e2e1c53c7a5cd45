import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { Finding } from "../../src/findings/finding.ts";

interface Sentences {
  readonly title: string;
  readonly detail: string;
  readonly remedies: Readonly<Record<string, string>>;
}

/** Every sentence of a finding as a person would read it. Throws on a placeholder that no fact fills, and on a remedy without a sentence. */
export function speak(finding: Finding, messages: Messages): string {
  const all: Readonly<Record<string, Sentences>> = messages.findings;
  const sentences = all[finding.id];
  if (sentences === undefined) throw new Error(`${finding.id} has no sentences`);
  const facts = { ...finding.facts, process: finding.process };
  const lines = [format(sentences.title, facts), format(sentences.detail, facts)];
  for (const remedy of finding.remedies) {
    const sentence = sentences.remedies[remedy.key];
    if (sentence === undefined) throw new Error(`${finding.id} has no sentence for its remedy ${remedy.key}`);
    lines.push(format(sentence, { ...facts, ...remedy.facts }));
  }
  const text = lines.filter((line) => line !== "").join("\n");
  const leftover = /\{\w+\}/.exec(text);
  if (leftover) throw new Error(`${finding.id}: nothing fills ${leftover[0]} in: ${text}`);
  return text;
}
