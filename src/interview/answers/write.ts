import type { Answers } from "../../../prompts/answers.ts";
import { secretPaths, sections } from "../../../prompts/sections.ts";
import { answerAt } from "../answer-at.ts";
import { pathText } from "./problem.ts";

export interface SaveOptions {
  /** `env`: secrets as references to variables of the environment, which replay needs set. */
  readonly secrets: "env" | "value";
  /** Which of the extra variables are secret, too. */
  readonly isSecretVariable?: (name: string) => boolean;
}

const secret: ReadonlySet<string> = new Set(secretPaths.map(pathText));

/** Answers as a file that replays to them: the keys in the order of the questions, and a line break at the end. */
export function answersToJson(answers: Answers, options: SaveOptions): string {
  const order = ["mastodon", "domain", "database", "redis", "storage", "mail", "updates"];
  const before = order.map((key) => [key, saved(answers, [key], options)]);
  const file = {
    ...Object.fromEntries(before),
    extra: savedExtra(answers.extra, options),
    steps: saved(answers, ["steps"], options),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function saved(answers: Answers, path: readonly string[], options: SaveOptions): unknown {
  const section = sections.find((one) => pathText(one.path) === pathText(path));
  if (section === undefined || answerAt(answers, path) === null) return null;
  const entries = Object.entries(section.settings).map(([id, setting]) => {
    const at = [...path, id];
    if (setting.opens !== undefined) return [id, saved(answers, at, options)];
    const value = answerAt(answers, at) ?? null;
    const isHidden = options.secrets === "env" && value !== null && secret.has(pathText(at));
    return [id, isHidden ? { env: referenceName(at) } : value];
  });
  return Object.fromEntries(entries);
}

function savedExtra(extra: Answers["extra"], { secrets, isSecretVariable }: SaveOptions): unknown {
  const entries = Object.entries(extra).map(([name, value]) =>
    secrets === "env" && isSecretVariable?.(name) ? [name, { env: referenceName(["extra", name]) }] : [name, value],
  );
  return Object.fromEntries(entries);
}

/** `database.password` is asked of MASTOSETUP_DATABASE_PASSWORD. */
export function referenceName(path: readonly string[]): string {
  const words = path.map((part) => part.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase());
  return ["MASTOSETUP", ...words].join("_");
}

/** Every reference that a file saved with `secrets: "env"` holds, and where. */
export function savedReferences(
  answers: Answers,
  isSecretVariable?: SaveOptions["isSecretVariable"],
): readonly string[] {
  const settings = secretPaths.filter((path) => typeof answerAt(answers, path) === "string");
  const extra = Object.keys(answers.extra).filter((name) => isSecretVariable?.(name));
  return [...settings, ...extra.map((name) => ["extra", name])].map(referenceName);
}
