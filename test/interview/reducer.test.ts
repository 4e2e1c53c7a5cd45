import { describe, expect, it } from "vitest";
import { finding } from "../../src/findings/make.ts";
import { complete } from "../../src/interview/filled.ts";
import type { Event } from "../../src/interview/state.ts";
import { bad, good, transcript } from "./fake-flow.ts";

const probed = (findings = good): Event => ({ type: "probed", findings });
const back: Event = { type: "back" };
/** Every question of the fake flow with what its probes say, up to the review. */
const wholeWay = [
  "a.example",
  probed(),
  "localhost",
  "6379",
  probed(),
  "n@a.example",
  probed(),
  "yes",
  "alice",
] as const;

describe("the way through", () => {
  it("asks a section, tries it, and goes on to the next, to the review", () => {
    expect(transcript(wholeWay).steps).toEqual([
      "domain.local",
      "probing domain",
      "redis.host",
      "redis.port",
      "probing redis",
      "mail.from",
      "probing mail",
      "steps.admin",
      "administrator.username",
      "review",
    ]);
  });

  it("leaves out what does not apply, and gives it what stands otherwise", () => {
    const { steps, state, flow } = transcript(["a.example", probed(), "/run/redis"]);
    expect(steps.at(-1)).toBe("probing redis");
    expect(complete(flow, state.answers).redis.port).toBe(0);
  });

  it("asks nothing of a section that was declined", () => {
    const said = [...wholeWay.slice(0, 7), { type: "answer", value: null } satisfies Event];
    const { steps, state, flow } = transcript(said);
    expect(steps.at(-1)).toBe("review");
    expect(complete(flow, state.answers).steps.admin).toBeNull();
  });

  it("offers what is known already as the default of its question", () => {
    const { state, flow } = transcript([], { redis: { host: "cache.example" } });
    expect(complete(flow, state.answers).redis.host).toBe("cache.example");
  });

  it("ends with write or save and stays there", () => {
    expect(transcript([...wholeWay, { type: "write" }, back]).steps.slice(-2)).toEqual(["write", "write"]);
    expect(transcript(["a.example", probed(), { type: "save" }]).steps.at(-1)).toBe("save");
  });

  it("ignores events that make no sense where one is", () => {
    expect(transcript([{ type: "write" }, probed(), { type: "remedy", index: 0 }]).steps.at(-1)).toBe("domain.local");
  });
});

describe("going back", () => {
  it("goes to the question before, and from a section's first to the last of the section before", () => {
    const { steps } = transcript(["a.example", probed(), "localhost", back, back]);
    expect(steps.slice(-2)).toEqual(["redis.host", "domain.local"]);
  });

  it("stays at the very first question", () => {
    expect(transcript([back, back]).steps).toEqual(["domain.local", "domain.local", "domain.local"]);
  });

  it("does not try again what was not changed", () => {
    const { steps } = transcript([...wholeWay.slice(0, 5), back, "6379"]);
    expect(steps.at(-1)).toBe("mail.from");
  });

  it("tries again what was changed, and only that", () => {
    const { steps } = transcript([...wholeWay.slice(0, 5), back, "6380", probed(), "n@a.example"]);
    expect(steps.slice(-3)).toEqual(["probing redis", "mail.from", "probing mail"]);
  });

  it("goes from the review to the last question", () => {
    expect(transcript([...wholeWay, back]).steps.at(-1)).toBe("administrator.username");
  });
});

describe("answers that bring others along", () => {
  it("takes a default along that followed from the old answer", () => {
    const said = [...wholeWay, { type: "edit", section: "domain" } satisfies Event, "b.example"];
    const { state, flow } = transcript(said);
    expect(complete(flow, state.answers).mail.from).toBe("n@b.example");
  });

  it("leaves alone what was typed by hand", () => {
    const said = [...wholeWay.slice(0, 5), "mine@x.example", ...wholeWay.slice(6)];
    const edited = transcript([...said, { type: "edit", section: "domain" }, "b.example"]);
    expect(complete(edited.flow, edited.state.answers).mail.from).toBe("mine@x.example");
  });

  it("forgets what a setting clears, and only when it changed", () => {
    const initial = { redis: { host: "localhost", password: "old" } };
    const same = transcript(["a.example", probed(), "localhost"], initial);
    expect(same.state.answers.redis?.password).toBe("old");
    const other = transcript(["a.example", probed(), "elsewhere"], initial);
    expect(other.state.answers.redis?.password).toBeUndefined();
  });
});

describe("details", () => {
  it("asks them on request, from the first that was left out", () => {
    const { steps } = transcript(["a.example", probed(), "localhost", { type: "more" }, "6379"]);
    expect(steps.slice(-2)).toEqual(["redis.port", "redis.password"]);
  });

  it("never leaves out the question that was on the screen", () => {
    const { steps } = transcript([{ type: "more" }, "a.example"]);
    expect(steps.slice(-2)).toEqual(["domain.local", "domain.web"]);
  });
});

describe("findings", () => {
  const refused = ["a.example", probed(), "localhost", "6379", probed(bad)] as const;

  it("stops where something fails", () => {
    expect(transcript(refused).steps.at(-1)).toBe("findings redis");
  });

  it("applies a remedy and tries again with it", () => {
    const { steps, state } = transcript([...refused, { type: "remedy", index: 0 }, probed()]);
    expect(steps.slice(-2)).toEqual(["probing redis", "mail.from"]);
    expect(state.answers.redis).toEqual({ host: "found", port: "6379" });
  });

  it("tries again, goes on all the same, saves", () => {
    expect(transcript([...refused, { type: "retry" }]).steps.at(-1)).toBe("probing redis");
    expect(transcript([...refused, { type: "proceed" }]).steps.at(-1)).toBe("mail.from");
    expect(transcript([...refused, { type: "save" }]).steps.at(-1)).toBe("save");
  });

  it("asks all of the section when the answers are to be changed", () => {
    const { steps } = transcript([...refused, { type: "change" }, "localhost", "6379"]);
    expect(steps.slice(-3)).toEqual(["redis.host", "redis.port", "redis.password"]);
  });

  it("tries again when the answers are given anew, also the same ones", () => {
    const again = [{ type: "change" }, "localhost", "6379", { type: "answer", value: null }] as const;
    expect(transcript([...refused, ...again]).steps.at(-1)).toBe("probing redis");
    expect(transcript([...refused, back, "6379"]).steps.at(-1)).toBe("probing redis");
  });

  it("goes back to the section's last question", () => {
    expect(transcript([...refused, back]).steps.at(-1)).toBe("redis.port");
  });

  it("does not stop for a warning", () => {
    const warning = transcript(["a.example", { type: "probed", findings: [finding("redis.ok", { status: "warn" })] }]);
    expect(warning.steps.at(-1)).toBe("redis.host");
  });
});

describe("the review", () => {
  const edit = (section: "domain" | "redis" | "mail"): Event => ({ type: "edit", section });

  it("comes back after an edited section, tried again if it changed", () => {
    const unchanged = transcript([...wholeWay, edit("redis"), "localhost", "6379", { type: "answer", value: null }]);
    expect(unchanged.steps.at(-1)).toBe("review");
    const changed = transcript([
      ...wholeWay,
      edit("redis"),
      "localhost",
      "6380",
      { type: "answer", value: null },
      probed(),
    ]);
    expect(changed.steps.slice(-2)).toEqual(["probing redis", "review"]);
  });

  it("also tries other sections again whose answers followed from the change", () => {
    const { steps } = transcript([
      ...wholeWay,
      edit("domain"),
      "b.example",
      { type: "answer", value: null },
      probed(),
      probed(),
    ]);
    expect(steps.slice(-3)).toEqual(["probing domain", "probing mail", "review"]);
  });

  it("comes back when an edit is taken back", () => {
    expect(transcript([...wholeWay, edit("mail"), back]).steps.slice(-2)).toEqual(["mail.from", "review"]);
  });

  it("shows what was found first where a section has something to mend", () => {
    const said = [...wholeWay.slice(0, 4), probed(bad), { type: "proceed" } satisfies Event, ...wholeWay.slice(5)];
    const { steps } = transcript([...said, edit("redis"), { type: "proceed" }]);
    expect(steps.slice(-3)).toEqual(["review", "findings redis", "review"]);
  });

  it("asks again for a value that no file can carry, a detail or not", () => {
    const refusal = { path: "redis.password", readers: ["sh"] };
    const { steps, state } = transcript([...wholeWay, { type: "refused", refusal }]);
    expect(steps.at(-1)).toBe("redis.password");
    expect(state.refusal).toEqual(refusal);
  });

  it("asks first for what is missing after a change", () => {
    const said = [
      ...wholeWay,
      edit("domain"),
      { type: "answer", value: undefined } as const,
      { type: "answer", value: null } as const,
    ];
    expect(transcript([...said, probed()]).steps.slice(-2)).toEqual(["probing domain", "domain.local"]);
  });
});
