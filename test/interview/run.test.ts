import { describe, expect, it } from "vitest";
import type { Draft } from "../../prompts/answers.ts";
import { finding } from "../../src/findings/make.ts";
import type { Asker, QuestionView, ReviewData } from "../../src/interview/asker/asker.ts";
import { Cancelled } from "../../src/interview/cancelled.ts";
import { type InterviewDeps, runInterview } from "../../src/interview/run.ts";
import type { Event } from "../../src/interview/state.ts";

/** Answers by `section.id`, whatever the order; what is not named is taken as offered. */
function scripted(answers: Readonly<Record<string, unknown>>, review: readonly Event[] = [{ type: "write" }]) {
  const asked: string[] = [];
  const reviews = [...review];
  const asker: Asker = {
    question: async (view) => {
      asked.push(`${view.section}.${view.id}`);
      const answer = answerOf(view, answers);
      if (answer instanceof Error) throw answer;
      return { type: "answer", value: answer };
    },
    probing: (_view, work, signal) => work(signal, () => undefined),
    passed: () => undefined,
    findings: async () => ({ type: "proceed" }),
    review: async () => reviews.shift() ?? { type: "save" },
  };
  return { asker, asked };
}

function answerOf(view: QuestionView, answers: Readonly<Record<string, unknown>>): unknown {
  const key = `${view.section}.${view.id}`;
  if (view.refusal !== null) return answers[`${key} again`];
  return key in answers ? answers[key] : view.current;
}

const wanted = {
  "domain.local": "social.example",
  "administrator.username": "alice",
  "administrator.email": "alice@example.org",
};
const written: ReviewData = {
  path: "/srv/live/.env.production",
  state: "new",
  owner: "mastodon",
  added: 1,
  changed: 0,
  removed: 0,
  generated: 0,
  diff: [],
  steps: [],
  refused: [],
};

function deps(asker: Asker, more: Partial<InterviewDeps> = {}): InterviewDeps & { readonly drafts: Draft[] } {
  const drafts: Draft[] = [];
  return {
    asker,
    found: {},
    initial: {},
    probe: async (section) => [finding(`${section}.ok`)],
    applyRemedy: (answers) => answers,
    changes: () => [],
    review: async () => written,
    saveDraft: async (answers) => void drafts.push(answers),
    signal: new AbortController().signal,
    drafts,
    ...more,
  };
}

describe("an interview", () => {
  it("ends with every answer and what the probes found", async () => {
    const outcome = await runInterview(deps(scripted(wanted).asker));
    expect(outcome).toMatchObject({
      kind: "write",
      answers: { domain: { local: "social.example" }, redis: { port: 6379 }, extra: {} },
    });
    const ids = outcome.kind === "write" ? outcome.findings.map(({ id }) => id) : [];
    expect(ids).toEqual(["host.ok", "domain.ok", "database.ok", "redis.ok", "storage.ok", "mail.ok"]);
  });

  it("keeps the answers after each section, and only what was answered", async () => {
    const interview = deps(scripted(wanted).asker);
    await runInterview(interview);
    expect(interview.drafts.at(0)).toEqual({
      mastodon: { directory: "/home/mastodon/live", version: "4.6", runtime: "systemd" },
    });
    expect(interview.drafts.length).toBeGreaterThanOrEqual(9);
  });

  it("keeps what was answered when it is interrupted in the middle of a section", async () => {
    const { asker } = scripted({ ...wanted, "redis.port": new Cancelled("interrupt") });
    const interview = deps(asker);
    expect(await runInterview(interview)).toEqual({ kind: "cancelled", reason: "interrupt" });
    expect(interview.drafts.at(-1)).toMatchObject({
      domain: { local: "social.example" },
      redis: { host: "localhost" },
    });
  });

  it("keeps them also when a probe is cut short from outside", async () => {
    const stop = new AbortController();
    const probe: InterviewDeps["probe"] = async (section, _answers, signal) => {
      if (section === "redis") stop.abort();
      signal.throwIfAborted();
      return [finding(`${section}.ok`)];
    };
    const interview = deps(scripted(wanted).asker, { probe, signal: stop.signal });
    expect(await runInterview(interview)).toMatchObject({ kind: "cancelled" });
    expect(interview.drafts.at(-1)).toMatchObject({ redis: { port: 6379 } });
  });

  it("ends without writing where that is what was chosen", async () => {
    expect(await runInterview(deps(scripted(wanted, [{ type: "save" }]).asker))).toEqual({ kind: "saved" });
  });

  it("asks again for a value that the file can't carry, and reviews anew", async () => {
    const { asker, asked } = scripted({ ...wanted, "database.password": "a'\"$b", "database.password again": "plain" });
    const review: InterviewDeps["review"] = async ({ database }) =>
      database.password === "plain"
        ? written
        : { ...written, refused: [{ path: "database.password", readers: ["sh"] }] };
    const outcome = await runInterview(deps(asker, { review }));
    expect(asked.filter((one) => one === "database.password")).toHaveLength(2);
    expect(outcome).toMatchObject({ kind: "write", answers: { database: { password: "plain" } } });
  });

  it("leaves a refused variable that no question knows to the review", async () => {
    const review: InterviewDeps["review"] = async () => ({
      ...written,
      refused: [{ path: "extra.X", readers: ["sh"] }],
    });
    expect(await runInterview(deps(scripted(wanted, [{ type: "save" }]).asker, { review }))).toEqual({ kind: "saved" });
  });

  it("lets a bug through", async () => {
    const { asker } = scripted({ ...wanted, "redis.port": new TypeError("ours") });
    await expect(runInterview(deps(asker))).rejects.toThrow("ours");
  });
});
