const words = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i;
const numbers = [
  /^[-+]?[\d,_]+$/,
  /^[-+]?0[xb][\da-f,_]+$/i,
  /^[-+]?(?:[\d,_]*\.[\d,_]*|[\d,_]+)(?:e[-+]?\d+)?$/i,
  /^[-+]?\.(?:inf|nan)$/i,
];
const dates = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?$/;

/**
 * Whether YAML reads the text as something else than a string. Mastodon puts DB_HOST, DB_NAME, DB_USER and others unquoted
 * into `config/*.yml`, so that `no` becomes false and `0x10` sixteen. Only for text without YAML's own signs.
 */
export function isYamlScalar(text: string): boolean {
  return words.test(text) || dates.test(text) || numbers.some((form) => form.test(text));
}

/** Whether text is cut off or taken apart although it does not begin with one of YAML's signs: a comment, `key: value`, a blank at its end. */
export function breaksYaml(text: string): boolean {
  return /:(?:\s|$)|\s(?:#|$)/.test(text);
}
