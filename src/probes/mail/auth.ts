import { createHmac } from "node:crypto";
import type { MailMethod } from "../../mastodon/connections/mail-settings.ts";
import { mechanismsOf, type Reply } from "./reply.ts";
import type { Wire } from "./wire.ts";

export interface Login {
  readonly method: MailMethod;
  readonly user: string;
  readonly password: string;
}

/** `known` is false where the method was neither offered nor taken: the refusal is then not about the password. */
export interface Answer {
  readonly reply: Reply;
  readonly known: boolean;
}

const names: Readonly<Record<MailMethod, string>> = {
  plain: "PLAIN",
  login: "LOGIN",
  cram_md5: "CRAM-MD5",
  xoauth2: "XOAUTH2",
};

/** The methods of Net::SMTP that the server offers, those that Mastodon's file can name first to last. */
export function methodsOffered(ehlo: Reply | null): readonly MailMethod[] {
  const offered = mechanismsOf(ehlo) ?? [];
  const known: readonly MailMethod[] = ["plain", "login", "cram_md5"];
  return known.filter((method) => offered.includes(names[method]));
}

/**
 * AUTH as Net::SMTP sends it, whether the server offers it or not; the reply that ended it. Only, what is not offered is first
 * asked for by name alone: Net::SMTP would send the password, which a server that does not know the command need not see.
 */
export async function authenticate(wire: Wire, login: Login, ehlo: Reply | null): Promise<Answer> {
  const name = names[login.method];
  const offered = mechanismsOf(ehlo)?.includes(name) ?? false;
  const first = firstResponse(login);
  if (first !== null && offered) return { reply: await wire.command(`AUTH ${name} ${first}`), known: true };
  const challenge = await wire.command(`AUTH ${name}`);
  if (challenge.code !== 334) return { reply: challenge, known: offered };
  return { reply: await respond(wire, login, challenge), known: true };
}

async function respond(wire: Wire, login: Login, challenge: Reply): Promise<Reply> {
  const first = firstResponse(login);
  if (first !== null) return wire.command(first);
  if (login.method === "cram_md5") return wire.command(crammed(login, challenge));
  const next = await wire.command(base64(login.user));
  return next.code === 334 ? wire.command(base64(login.password)) : next;
}

/** Whatever of the login could stand in an answer of the server, as it was sent. */
export function secretsOf(login: Login): readonly string[] {
  return [login.password, base64(login.password), firstResponse(login) ?? ""].filter((one) => one.length > 3);
}

function firstResponse({ method, user, password }: Login): string | null {
  if (method === "plain") return base64(`\0${user}\0${password}`);
  return method === "xoauth2" ? base64(`user=${user}\x01auth=Bearer ${password}\x01\x01`) : null;
}

/** RFC 2195. */
function crammed({ user, password }: Login, challenge: Reply): string {
  const asked = Buffer.from(challenge.lines[0] ?? "", "base64");
  return base64(`${user} ${createHmac("md5", password).update(asked).digest("hex")}`);
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
