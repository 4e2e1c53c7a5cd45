import type { DomainAnswers } from "./answers.ts";
import { yesNo } from "./parsers/choice.ts";
import { domains, domain as parseDomain } from "./parsers/domain.ts";
import type { Known, Parsed, Settings } from "./setting.ts";

/** A web domain that is the domain itself is none. */
function webDomain(raw: string, { answers }: Known): Parsed<string | null> {
  const parsed = parseDomain(raw);
  return parsed.ok && parsed.value === answers.domain?.local ? { ok: true, value: null, mended: true } : parsed;
}

/** What Mastodon answers to anyway need not be said again. */
function alternates(raw: string, { answers }: Known): Parsed<readonly string[]> {
  const parsed = domains(raw);
  if (!parsed.ok) return parsed;
  const own = [answers.domain?.local, answers.domain?.web];
  const value = parsed.value.filter((one) => !own.includes(one));
  return value.length === parsed.value.length ? parsed : { ok: true, value, mended: true };
}

function looksLikeDomain(name: string | undefined): string | undefined {
  const parsed = parseDomain(name ?? "");
  return parsed.ok && !/\.(?:local|localdomain|internal|lan|home|arpa)$/.test(parsed.value) ? parsed.value : undefined;
}

export const domain: Settings<DomainAnswers> = {
  local: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: ({ found }) => looksLikeDomain(found.hostname),
    parse: parseDomain,
  },
  web: { kind: "text", optional: true, asked: "advanced", initial: () => null, parse: webDomain },
  alternates: { kind: "list", optional: false, asked: "advanced", initial: () => [], parse: alternates },
  singleUser: { kind: "boolean", optional: false, asked: "always", initial: () => false, parse: yesNo },
};
