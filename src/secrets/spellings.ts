/** How a secret may look in texts that other programs wrote: in a URL, an HTTP or SMTP header, JSON, XML, a Ruby or shell string. */
export function spellings(secret: string): ReadonlySet<string> {
  const plain = new Set(parts(secret).filter((one) => one !== ""));
  return new Set([...plain].flatMap((one) => [...written(one), ...base64(one)]));
}

/** The secret itself, each of its lines (a log is written line by line), and the password where it is a URL that has one. */
function parts(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/).filter((line) => !line.startsWith("-----"));
  const whole = [secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())];
  return [...whole, ...passwords(secret)];
}

function passwords(secret: string): readonly string[] {
  const password = URL.canParse(secret) ? new URL(secret).password : "";
  const typed = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*?:([^@]*)@/i.exec(secret)?.[1] ?? "";
  return [password, typed, decoded(password), decoded(typed)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function written(one: string): readonly string[] {
  return [one, ...percentEncoded(one), ...inJson(one), ...quoted(one), xml(one, "&#39;"), xml(one, "&apos;")];
}

/** Every program has its own idea of what needs encoding, and of the case of the digits. */
function percentEncoded(one: string): readonly string[] {
  const text = one.replace(/\p{Surrogate}/gu, "\uFFFD");
  const usual = encodeURIComponent(text);
  const strict = usual.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = strict.replaceAll("%20", "+");
  const upper = [usual, strict, form, encodeURI(text)];
  return [...upper, ...upper.map((encoded) => encoded.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))];
}

/** JSON, a JSON text inside JSON, and Ruby's `inspect`, which also escapes `#{`, `#$` and `#@`. */
function inJson(one: string): readonly string[] {
  const once = JSON.stringify(one).slice(1, -1);
  return [once, JSON.stringify(once).slice(1, -1), once.replace(/#(?=[{$@])/g, "\\#")];
}

/** As env files and shells have it, Mastodon's own setup among them. */
function quoted(one: string): readonly string[] {
  return [
    one.replace(/["\\$`]/g, "\\$&"),
    one.replace(/["'\\$` #]/g, "\\$&"),
    one.replace(/[^A-Za-z0-9_.,:+/@\n-]/g, "\\$&"),
    one.replaceAll("'", "'\\''"),
    one.replaceAll("'", "\\'"),
    one.replaceAll("'", `'"'"'`),
  ];
}

function xml(one: string, apostrophe: string): string {
  const text = one.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return text.replaceAll('"', "&quot;").replaceAll("'", apostrophe);
}

/**
 * In base64 a secret that stands behind something else (`AUTH PLAIN` has the user before the password) begins at one of three
 * offsets; the characters that its neighbours have a part in are left out.
 */
function base64(one: string): readonly string[] {
  const bytes = Buffer.from(one);
  const inside = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const long = [...inside, bytes.toString("base64").replace(/=+$/, "")].filter((text) => text.length >= 6);
  return long.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]);
}
