import type { StepsAnswers } from "./answers.ts";
import { runsInDocker } from "./conditions.ts";
import { choice, yesNo } from "./parsers/choice.ts";
import { alsoRefused, refused } from "./parsers/parsed.ts";
import type { Known, Parsed, Setting, Settings } from "./setting.ts";

type Admin = NonNullable<StepsAnswers["admin"]>;
/** What the yes opens: the administrator's answers so far. */
type Opened = Partial<Admin> | null;

const databaseChoices = [true, "migrate", false] as const;

/** An administrator, or none. A single-user server's front page is that user's profile and fails without (mastodon#1332). */
function admin(raw: string, { answers }: Known): Parsed<Opened> {
  const parsed = yesNo(raw);
  if (!parsed.ok) return alsoRefused(parsed.problem);
  if (parsed.value) return { ok: true, value: answers.steps?.admin ?? {} };
  return answers.domain?.singleUser === true
    ? { ...refused("adminForSingleUser"), anyway: null }
    : { ok: true, value: null };
}

type Asked = Settings<Omit<StepsAnswers, "admin">> & { readonly admin: Setting<Opened> };

export const steps: Asked = {
  database: {
    kind: "choice",
    optional: false,
    choices: databaseChoices,
    asked: "always",
    initial: () => true,
    parse: choice(databaseChoices),
  },
  assets: {
    kind: "boolean",
    optional: false,
    asked: "always",
    initial: () => true,
    // The image brings them.
    when: (known) => !runsInDocker(known),
    otherwise: () => false,
    parse: yesNo,
  },
  admin: {
    kind: "boolean",
    optional: true,
    asked: "always",
    initial: ({ answers }) => (answers.steps?.admin === undefined ? {} : answers.steps.admin),
    opens: "administrator",
    parse: admin,
  },
};
