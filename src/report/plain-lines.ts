import type { Messages } from "../../prompts/locales/load.ts";
import type { Finding } from "../findings/finding.ts";
import { duration } from "./duration.ts";
import { isShown, type RemediesShown } from "./finding-lines.ts";
import type { Look } from "./look.ts";
import { groupOf, markOfGroup } from "./rank.ts";
import { findingWords } from "./words.ts";

/**
 * One event a line, nothing aligned, broken or coloured: for screen readers, logs and `grep`. What belongs to a finding follows
 * it, further to the right.
 */
export function plainLines(
  findings: readonly Finding[],
  messages: Messages,
  look: Look,
  shown: RemediesShown = "all",
): readonly string[] {
  return findings.flatMap((finding) => {
    const { title, detail, remedies } = findingWords(finding, messages);
    const time = finding.ms === null ? "" : ` (${duration(finding.ms)})`;
    return [
      `${look.symbols[markOfGroup(groupOf(finding))]} ${finding.id}: ${title}${time}`,
      ...(detail === "" ? [] : [`    ${detail}`]),
      ...remedies
        .filter((one) => isShown(one, shown))
        .flatMap(({ text, commands }) => [`    - ${text}`, ...commands.map((one) => `      ${one}`)]),
    ].map((line) => look.say(line));
  });
}
