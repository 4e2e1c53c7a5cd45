import type { Draft } from "../../prompts/answers.ts";
import type { Found, Setting } from "../../prompts/setting.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { finding } from "../../src/findings/make.ts";
import { reduce, start } from "../../src/interview/reducer.ts";
import type { Flow, Section } from "../../src/interview/section.ts";
import type { Event, State } from "../../src/interview/state.ts";

function text(more: Partial<Setting<unknown>> = {}): Setting<unknown> {
  return { kind: "text", optional: false, asked: "always", parse: (raw) => ({ ok: true, value: raw }), ...more };
}

/** Few questions, one of each kind that changes the way through: derived, conditional, detail, clearing, opening a section. */
const sections: readonly Section[] = [
  {
    id: "domain",
    path: ["domain"],
    probe: "domain",
    settings: { local: text(), web: text({ optional: true, asked: "advanced", initial: () => null }) },
  },
  {
    id: "redis",
    path: ["redis"],
    probe: "redis",
    settings: {
      host: text({ initial: () => "localhost", clears: ["password"] }),
      port: text({
        initial: () => 6379,
        when: ({ answers }) => !answers.redis?.host?.startsWith("/"),
        otherwise: () => 0,
      }),
      password: text({ kind: "secret", optional: true, asked: "advanced", initial: () => null }),
    },
  },
  {
    id: "mail",
    path: ["mail"],
    probe: "mail",
    settings: {
      from: text({
        initial: ({ answers }) => (answers.domain?.local === undefined ? undefined : `n@${answers.domain.local}`),
      }),
    },
  },
  {
    id: "steps",
    path: ["steps"],
    probe: null,
    settings: { admin: text({ kind: "boolean", optional: true, opens: "administrator", initial: () => ({}) }) },
  },
  {
    id: "administrator",
    path: ["steps", "admin"],
    probe: null,
    settings: { username: text({ when: ({ answers }) => answers.steps?.admin !== null }) },
  },
];

export function fakeFlow(found: Found = {}): Flow {
  return {
    sections,
    found,
    applyRemedy: (answers, set) => ({
      ...answers,
      redis: { ...answers.redis, ...(set.REDIS_HOST ? { host: set.REDIS_HOST } : {}) },
    }),
  };
}

export const good: readonly Finding[] = [finding("redis.ok", { ms: 3 })];

export const bad: readonly Finding[] = [
  finding("redis.refused", { remedies: [{ key: "use-found", set: { REDIS_HOST: "found" }, tried: "works" }] }),
];

/** "section.id", or what else is going on. */
export function where({ at }: State): string {
  if (at.kind === "question") return `${at.section}.${at.id}`;
  if (at.kind === "probing" || at.kind === "findings") return `${at.kind} ${at.section}`;
  return at.kind === "done" ? at.how : at.kind;
}

/** A text is an answer, a word in brackets an event without more to say. */
export type Said = string | Event;

function eventOf(said: Said): Event {
  return typeof said === "string" ? { type: "answer", value: said } : said;
}

/** Plays the interview; where one is after each event. */
export function transcript(said: readonly Said[], initial: Draft = {}, flow: Flow = fakeFlow()) {
  let state = start(flow, initial);
  const steps = [where(state)];
  for (const one of said) {
    state = reduce(flow, state, eventOf(one));
    steps.push(where(state));
  }
  return { steps, state, flow };
}
