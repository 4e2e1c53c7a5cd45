import type { Answers, Draft } from "../../../prompts/answers.ts";

/** Later drafts win, answer by answer: flags over the answers file over the existing file. */
export function mergeDrafts(...drafts: readonly Draft[]): Draft {
  const names: readonly (keyof Answers)[] = [
    "mastodon",
    "domain",
    "database",
    "redis",
    "storage",
    "mail",
    "updates",
    "steps",
    "extra",
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const parts: readonly object[] = drafts.flatMap((draft) => (draft[name] === undefined ? [] : [draft[name]]));
      return parts.length === 0 ? [] : [[name, Object.assign({}, ...parts)]];
    }),
  );
}
