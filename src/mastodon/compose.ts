export interface ImageTag {
  readonly image: string;
  readonly tag: string;
}

/**
 * The tag of Mastodon's image in the text of a compose file: of the first service whose image is called `mastodon`
 * (ghcr.io/mastodon/mastodon, tootsuite/mastodon, a fork's, a mirror's). Null where there is none or no tag.
 * No YAML parser: an `image:` line is the same in every style people write.
 */
export function imageTag(compose: string, dotEnv = ""): ImageTag | null {
  for (const [, raw] of compose.matchAll(/^[ \t-]*["']?image["']?[ \t]*:[ \t]*["']?([^"'#\s]+)/gm)) {
    const [reference = ""] = interpolate(raw ?? "", dotEnv).split("@");
    const tagged = /^(.*\/)?(mastodon)(?::([\w.+-]+))?$/.exec(reference);
    if (tagged?.[3] !== undefined) return { image: `${tagged[1] ?? ""}${tagged[2]}`, tag: tagged[3] };
  }
  return null;
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`: from `.env` beside the compose file, else the default. */
function interpolate(text: string, dotEnv: string): string {
  return text.replace(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
    (_, braced?: string, otherwise?: string, bare?: string) => {
      const name = braced ?? bare ?? "";
      const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*["']?([^"'\\s#]*)`, "m").exec(dotEnv);
      return line?.[1] || (otherwise ?? "");
    },
  );
}
