import type { Answers, Draft } from "../../prompts/answers.ts";
import type { Variables } from "../findings/variables.ts";
import { database } from "./database.ts";
import { domain } from "./domain.ts";
import { mail } from "./mail.ts";
import { redis } from "./redis.ts";
import type { Release } from "./release.ts";
import type { Section, WrittenSection } from "./section.ts";
import { storage } from "./storage.ts";
import { updates } from "./updates.ts";

export type { WrittenSection } from "./section.ts";

export const sections: readonly Section[] = [domain, database, redis, storage, mail, updates];

/**
 * Keys that Mastodon makes its own data unreadable without. They are no settings: no answers file holds them, nothing here writes or
 * reads them, and whoever merges keeps their lines.
 */
export const secretVariables = [
  "SECRET_KEY_BASE",
  "OTP_SECRET",
  "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
  "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
  "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
  "VAPID_PRIVATE_KEY",
  "VAPID_PUBLIC_KEY",
] as const;

const secrets: ReadonlySet<string> = new Set(secretVariables);

/** Every variable that a setting speaks for. What `toVariables` does not return of these has no line in the file. */
export const managedVariables: ReadonlySet<string> = new Set(sections.flatMap((one) => one.managed));

export interface Group {
  /** Which title it has; the words are in the locales. */
  readonly title: WrittenSection | "secrets";
  readonly keys: readonly string[];
}

/** How the file is divided: the groups in their order, and the variables of each. Everything else comes after them. */
export const groups: readonly Group[] = sections.flatMap(({ id, managed }): Group[] =>
  id === "domain"
    ? [
        { title: id, keys: managed },
        { title: "secrets", keys: secretVariables },
      ]
    : [{ title: id, keys: managed }],
);

/**
 * The variables with which web, Sidekiq and streaming of that release do what the answers say, in the order of the file.
 * What stands in `extra` wins: it is what an existing file says beyond the settings.
 */
export function toVariables(answers: Answers, release: Release): Variables {
  const { extra } = answers;
  const lines = sections.flatMap((one) => {
    const replaced = one.replacedBy.some((name) => Object.hasOwn(extra, name));
    const written: Readonly<Record<string, string>> = replaced ? {} : one.write(answers, release);
    const value = (name: string) => (Object.hasOwn(extra, name) ? extra[name] : written[name]);
    return one.managed.flatMap((name) => pair(name, value(name)));
  });
  const others = Object.entries(extra).filter(([name]) => !managedVariables.has(name) && !secrets.has(name));
  return new Map([...lines, ...others]);
}

function pair(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}

/** Answers that an existing file gives: sections that it says nothing of are missing, `extra` is always there. */
export type AnswersRead = Pick<Draft, WrittenSection> & { readonly extra: Readonly<Record<string, string>> };

/**
 * The way back. A section's answers are what comes closest; variables that they could not bring back with the same meaning to every
 * process stand in `extra`, verbatim, beside those that no setting covers.
 */
export function fromVariables(variables: Variables, release: Release): AnswersRead {
  const isTold = [...variables.keys()].some((name) => managedVariables.has(name));
  const readings = sections
    .filter((one) => (one.alwaysSaid ? isTold : one.managed.some((name) => variables.has(name))))
    .map((one) => ({ id: one.id, ...one.read(variables, release) }));
  const others = [...variables].filter(([name]) => !managedVariables.has(name) && !secrets.has(name));
  return {
    ...Object.fromEntries(readings.map(({ id, answers }) => [id, answers])),
    extra: Object.assign({}, ...readings.map(({ extra }) => extra), Object.fromEntries(others)),
  };
}
