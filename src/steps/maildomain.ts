import { Resolver } from "node:dns/promises";

/** The three questions that Mastodon's validator of mail domains asks. */
export type MailResolver = Readonly<
  Record<"resolveMx" | "resolve4" | "resolve6", (domain: string) => Promise<readonly unknown[]>>
>;

/**
 * Whether the DNS knows the domain of an address: any MX, A or AAAA. False also where no DNS answers, because then
 * Mastodon refuses the address too.
 */
export async function mailDomainResolves(
  email: string,
  resolver: MailResolver = new Resolver({ timeout: 2000, tries: 1 }),
): Promise<boolean> {
  const domain = email.split("@").at(-1) ?? "";
  const asked = [resolver.resolveMx(domain), resolver.resolve4(domain), resolver.resolve6(domain)];
  const answers = await Promise.allSettled(asked);
  return answers.some((answer) => answer.status === "fulfilled" && answer.value.length > 0);
}
