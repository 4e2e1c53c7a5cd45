import type { StepsAnswers } from "./answers.ts";
import { userAddress } from "./parsers/mail.ts";
import { isUsername, username } from "./parsers/username.ts";
import type { Known, Settings } from "./setting.ts";

type Admin = NonNullable<StepsAnswers["admin"]>;

function isWanted({ answers }: Known): boolean {
  return answers.steps?.admin !== null;
}

/** A person's own name, never `admin`: that is reserved up to 4.4 (mastodon#30945) and can't be changed afterwards. */
function initialName(known: Known): string | undefined {
  const local = known.answers.mail?.testTo?.split("@")[0]?.toLowerCase();
  const roles = ["admin", "root", "postmaster", "hostmaster", "webmaster", "info", "test"];
  return local !== undefined && !roles.includes(local) && isUsername(local, known) ? local : undefined;
}

function initialEmail({ answers }: Known): string | undefined {
  const parsed = userAddress(answers.mail?.testTo ?? "");
  return parsed.ok ? parsed.value : undefined;
}

/** The first account, with the role Owner. Where `steps.admin` is null there is nothing to fill, and nothing stands otherwise. */
export const administrator: Settings<Admin> = {
  username: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: initialName,
    when: isWanted,
    parse: username,
  },
  email: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: initialEmail,
    when: isWanted,
    parse: userAddress,
  },
};
