import { type Token, tokens } from "./mail-tokens.ts";

/** `unparsable` stops the boot of web and Sidekiq (mastodon#16672). Without an address nothing can be sent; without a domain few servers take it. */
export type From =
  | { readonly ok: true; readonly name: string | null; readonly address: string; readonly domain: string }
  | { readonly ok: false; readonly problem: "unparsable" | "no-domain"; readonly address: string | null };

interface Mailbox {
  readonly name: string | null;
  readonly local: string | null;
  readonly domain: string | null;
}

/**
 * The sender that Ruby's Mail takes from SMTP_FROM_ADDRESS: the first address of an RFC 5322 list with its obsolete forms
 * (dots and `@` in a name, routes, groups), where the whole text must parse. Compared with mail 2.8.1 and 2.9.0.
 */
export function parseFrom(text: string): From {
  const list = tokens(text);
  const nothing = list?.length === 0 && text.trim() !== "";
  const boxes = list && !nothing ? new AddressList(list).parse() : null;
  if (!boxes) return { ok: false, problem: "unparsable", address: null };
  const first = boxes[0];
  if (!first?.local || !first.domain) return { ok: false, problem: "no-domain", address: first?.local ?? null };
  return { ok: true, name: first.name, address: `${first.local}@${first.domain}`, domain: first.domain };
}

/** `Name: x <a@b>` as `"Name: x" <a@b>`; null where no address can be made out. */
export function quoteFrom(text: string): string | null {
  const bare = text.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  const match = /^([\s\S]*?)<?\s*([^\s<>"@]+@[^\s<>"@]+?)\s*>?$/.exec(bare);
  if (!match?.[2]) return null;
  const name = (match[1] ?? "").replace(/["\\\r\n]/g, "").trim();
  const candidates = name === "" ? [match[2]] : [`${name} <${match[2]}>`, `"${name}" <${match[2]}>`];
  return candidates.find((one) => one !== text && parseFrom(one).ok) ?? null;
}

class AddressList {
  private at = 0;
  private readonly boxes: Mailbox[] = [];
  private readonly list: readonly Token[];

  constructor(list: readonly Token[]) {
    this.list = list;
  }

  /** Null where the text is no address list. */
  parse(): readonly Mailbox[] | null {
    while (this.at < this.list.length) {
      if (this.isSpecial(",") || this.isSpecial(";")) this.at++;
      else if (!this.address()) return null;
      else if (this.at < this.list.length && !this.isSpecial(",") && !this.isSpecial(";")) return null;
    }
    return this.boxes;
  }

  private address(): boolean {
    const start = this.at;
    if (this.phrase() !== null && this.special(":")) return this.group();
    this.at = start;
    return this.mailbox();
  }

  private group(): boolean {
    while (!this.special(";")) {
      if (this.at >= this.list.length) return false;
      if (!this.special(",") && !this.mailbox()) return false;
    }
    return true;
  }

  private mailbox(): boolean {
    const start = this.at;
    const name = this.phrase();
    if (this.special("<")) return this.angle(name);
    this.at = start;
    const local = this.dotted();
    if (local === null) return false;
    const domain = this.special("@") ? this.domain() : undefined;
    if (domain === null) return false;
    this.boxes.push({ name: null, local, domain: domain ?? null });
    return true;
  }

  private angle(name: string | null): boolean {
    if (this.isSpecial("@") && !this.route()) return false;
    const local = this.dotted();
    if (local === null) return false;
    const domain = this.special("@") ? this.domain() : undefined;
    if (domain === null || !this.special(">")) return false;
    // In angle brackets an address without a domain is none at all.
    this.boxes.push({ name, local: domain === undefined ? null : local, domain: domain ?? null });
    return true;
  }

  private route(): boolean {
    do {
      if (this.special("@") && this.domain() === null) return false;
    } while (this.special(","));
    return this.special(":");
  }

  /** Words, dots and `@`, at least one of them. */
  private phrase(): string | null {
    const words: string[] = [];
    for (let token = this.list[this.at]; token; token = this.list[++this.at]) {
      if (token.kind === "literal" || (token.kind === "special" && !".@".includes(token.text))) break;
      const text = token.kind === "quoted" ? token.text.slice(1, -1).replace(/\\([\s\S])/g, "$1") : token.text;
      words.push(token.touches || words.length === 0 ? text : ` ${text}`);
    }
    return words.length === 0 ? null : words.join("");
  }

  /** Words with dots between, before or behind, all touching; or words and single dots with spaces around (obs-local-part). */
  private dotted(): string | null {
    const run: Token[] = [];
    for (let token = this.list[this.at]; token && isDotted(token); token = this.list[this.at + run.length])
      run.push(token);
    const end = run.findIndex((token, index) => index > 0 && !token.touches);
    const touching = end === -1 ? run : run.slice(0, end);
    const alternating = run.findIndex((token, index) => isWord(token) !== (index % 2 === 0));
    const spaced = run.slice(0, alternating === -1 ? run.length : alternating);
    if (!isWord(spaced.at(-1))) spaced.pop();
    const taken = spaced.length > touching.length ? spaced : touching;
    if (!taken.some(isWord)) return null;
    this.at += taken.length;
    return taken.map((token, index) => (token.touches || index === 0 ? token.text : ` ${token.text}`)).join("");
  }

  private domain(): string | null {
    const token = this.list[this.at];
    if (token?.kind !== "literal") {
      const name = this.dotted();
      return name?.endsWith(".") ? null : name;
    }
    this.at++;
    return token.text;
  }

  private isSpecial(text: string): boolean {
    const token = this.list[this.at];
    return token?.kind === "special" && token.text === text;
  }

  private special(text: string): boolean {
    if (!this.isSpecial(text)) return false;
    this.at++;
    return true;
  }
}

function isWord(token: Token | undefined): boolean {
  return token?.kind === "atom" || token?.kind === "quoted";
}

function isDotted(token: Token): boolean {
  return isWord(token) || (token.kind === "special" && token.text === ".");
}
