import type { Known, Parsed } from "../setting.ts";
import { accepted, refused } from "./parsed.ts";
import { seriesOf } from "./release.ts";
import { tidy } from "./tidy.ts";

const upTo43 = ["admin", "support", "help", "root", "webmaster", "administrator", "mod", "moderator"];
const in44 = [
  ...upTo43,
  ...["abuse", "account", "accounts", "admins", "administration", "helpdesk", "instance", "moderators", "mods"],
  ...["owner", "security", "server", "staff"],
];

/** Names that `tootctl accounts create` refuses in that release (mastodon#30945). From 4.5 on it passes them by. */
function reservedIn(version: string | undefined): readonly string[] {
  switch (version === undefined ? undefined : seriesOf(version)) {
    case "4.2":
    case "4.3":
      return upTo43;
    case "4.4":
      return in44;
    default:
      return [];
  }
}

/** Whether the release takes the text as a local account's name, for defaults. */
export function isUsername(text: string, known: Known): boolean {
  return username(text, known).ok;
}

/** A local account's name: letters, digits and `_`, at most 30. `@alice` and `@alice@our.domain` are mended to `alice`. */
export function username(raw: string, known: Known): Parsed<string> {
  const own = known.answers.domain?.local;
  const text = tidy(raw).replace(/^@/, "");
  const value = own !== undefined && text.toLowerCase().endsWith(`@${own}`) ? text.slice(0, -own.length - 1) : text;
  if (value === "") return refused("required");
  const odd = /[^A-Za-z0-9_]/.exec(value);
  if (odd !== null) return refused("usernameCharacter", { value, character: odd[0] });
  if (value.length > 30) return refused("usernameLong", { value });
  const version = known.answers.mastodon?.version;
  if (reservedIn(version).includes(value.toLowerCase())) {
    return refused("usernameReserved", { value, release: version ?? "" });
  }
  return accepted(value, raw);
}
