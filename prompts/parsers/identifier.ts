import type { Parsed } from "../setting.ts";
import { accepted, refused } from "./parsed.ts";
import { tidy } from "./tidy.ts";
import { isYamlScalar } from "./yaml.ts";

/**
 * The name of a database or a role. PostgreSQL would take more, but `config/database.yml` has both unquoted: `no` becomes false,
 * `0x10` sixteen, `@name` a syntax error. Longer than 63 bytes PostgreSQL cuts it off without a word.
 */
export function identifier(raw: string): Parsed<string> {
  const value = tidy(raw);
  if (value === "") return refused("required");
  if (isYamlScalar(value)) return refused("identifierWord", { value });
  const odd = /[^A-Za-z0-9_.-]/.exec(value);
  if (odd !== null) return refused("identifierCharacter", { value, character: odd[0] });
  if (!/^[A-Za-z_]/.test(value)) return refused("identifierStart", { value });
  if (value.length > 63) return refused("identifierLong", { value });
  return accepted(value, raw);
}

/** A Redis ACL user. `:` and `@` would end it in the URL that Mastodon makes of it, and redis-client does not decode user names. */
export function redisUser(raw: string): Parsed<string> {
  const value = tidy(raw);
  if (value === "") return refused("required");
  const odd = /[^A-Za-z0-9._~-]/.exec(value);
  if (odd !== null) return refused("redisUserCharacter", { value, character: odd[0] });
  return accepted(value, raw);
}
