import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../prompts/answers.ts";
import {
  type AnswersRead,
  fromVariables,
  managedVariables,
  secretVariables,
  sections,
  toVariables,
} from "../../src/environment/index.ts";
import { answers, release, variables } from "./arbitrary.ts";

/** The answers that were read, over those that were there. */
function onto(base: Answers, read: AnswersRead): Answers {
  return {
    mastodon: base.mastodon,
    steps: base.steps,
    domain: { ...base.domain, ...read.domain },
    database: { ...base.database, ...read.database },
    redis: { ...base.redis, ...read.redis },
    storage: { ...base.storage, ...read.storage },
    mail: { ...base.mail, ...read.mail },
    updates: { ...base.updates, ...read.updates },
    extra: read.extra,
  };
}

/** Without what every file has to say, so that nothing is added to one that does not. */
function bare(base: Answers): Answers {
  return { ...base, domain: { ...base.domain, local: "" }, mail: { ...base.mail, from: "" }, extra: {} };
}

describe("answers to variables and back", () => {
  it("comes back to the same variables in the same order, and leaves nothing over", () => {
    fc.assert(
      fc.property(answers, release, (wanted, of) => {
        const written = toVariables(wanted, of);
        const read = fromVariables(written, of);
        expect([...toVariables(onto(wanted, read), of)]).toEqual([...written]);
        const rest = Object.fromEntries(Object.entries(read.extra).filter(([name]) => managedVariables.has(name)));
        expect(rest).toEqual({});
      }),
      { numRuns: 600 },
    );
  });

  it("writes no empty variable but the two that mean something", () => {
    fc.assert(
      fc.property(answers, release, (wanted, of) => {
        const written = toVariables({ ...wanted, extra: {} }, of);
        const empty = [...written].filter(([, value]) => value === "").map(([name]) => name);
        expect(empty.filter((name) => name !== "S3_PERMISSION" && name !== "UPDATE_CHECK_URL")).toEqual([]);
        expect([...written.keys()].filter((name) => !managedVariables.has(name))).toEqual([]);
      }),
    );
  });
});

describe("variables to answers and back", () => {
  for (const section of sections) {
    const some = fc.tuple(variables([...section.managed, "REPLICA_DB_HOST"]), answers, release);
    const told = some.filter(([existing]) => section.managed.some((name) => existing.has(name)));

    it(`changes for no process what a file says of ${section.id}`, () => {
      fc.assert(
        fc.property(told, ([existing, base, of]) => {
          const written = toVariables(onto(bare(base), fromVariables(existing, of)), of);
          expect(section.meaning(written, of)).toEqual(section.meaning(existing, of));
        }),
        { numRuns: 600 },
      );
    });

    it(`and is at rest after one round of ${section.id}`, () => {
      fc.assert(
        fc.property(told, ([existing, base, of]) => {
          const once = toVariables(onto(bare(base), fromVariables(existing, of)), of);
          const twice = toVariables(onto(bare(base), fromVariables(once, of)), of);
          expect([...twice]).toEqual([...once]);
        }),
        { numRuns: 250 },
      );
    });
  }

  it("keeps what no setting covers, and never hands a secret key out as a setting", () => {
    const key = new Map([
      ["LOCAL_DOMAIN", "a.example"],
      ["DEFAULT_LOCALE", "ja"],
      ["S3_KEY_PREFIX", "x"],
      ...secretVariables.map((name) => [name, "s"] as const),
    ]);
    expect(fromVariables(key, { series: "4.6", patch: null }).extra).toEqual({
      DEFAULT_LOCALE: "ja",
      S3_KEY_PREFIX: "x",
    });
  });

  it("says nothing of sections that a file has no line of", () => {
    expect(fromVariables(new Map([["SECRET_KEY_BASE", "x"]]), { series: "4.6", patch: 5 })).toEqual({ extra: {} });
    const few = fromVariables(new Map([["LOCAL_DOMAIN", "a.example"]]), { series: "4.6", patch: 5 });
    expect(few.database).toBeUndefined();
    expect(few.storage).toMatchObject({ provider: "none" });
  });
});
