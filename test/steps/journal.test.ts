import { appendFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendJournal, isUnfinished, type JournalEntry, journalPath, readJournal } from "../../src/steps/journal.ts";
import { discard, scratch } from "../services/scratch.ts";

let root = "";
beforeAll(() => {
  root = scratch("journal");
});
afterAll(() => discard(root));

const entry = (more: Partial<JournalEntry>): JournalEntry => ({
  at: "2026-11-20T10:00:00.000Z",
  step: "database",
  event: "started",
  command: "bin/rails db:setup",
  exitCode: null,
  ms: null,
  log: null,
  reason: null,
  ...more,
});

describe("the journal", () => {
  it("lies beside the env file, for its owner alone, and keeps what was written", async () => {
    const path = journalPath(join(root, ".env.production"));
    await appendJournal(path, entry({}));
    await appendJournal(path, entry({ event: "finished", exitCode: 0, ms: 12 }));
    expect(path).toBe(join(root, ".mastosetup.journal.jsonl"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await readJournal(path)).toEqual([entry({}), entry({ event: "finished", exitCode: 0, ms: 12 })]);
  });

  it("loses nothing but the line that a killed run left unfinished", async () => {
    const path = join(root, "torn.jsonl");
    await appendJournal(path, entry({}));
    appendFileSync(path, '{"at":"2026-11-20T10:0');
    await appendJournal(path, entry({ event: "finished" }));
    expect((await readJournal(path)).map(({ event }) => event)).toEqual(["started", "finished"]);
  });

  it("is empty where there is none, and passes over what is no entry", async () => {
    expect(await readJournal(join(root, "none"))).toEqual([]);
    const path = join(root, "other.jsonl");
    appendFileSync(path, 'null\n[]\n{"step":"coffee","event":"started","at":"x"}\n\n');
    expect(await readJournal(path)).toEqual([]);
  });

  it("tells a step that was cut off or failed from one that was finished", () => {
    expect(isUnfinished([entry({}), entry({ event: "finished" })], "database")).toBe(false);
    expect(isUnfinished([entry({ event: "finished" }), entry({})], "database")).toBe(true);
    expect(isUnfinished([entry({ event: "failed" })], "database")).toBe(true);
    expect(isUnfinished([entry({})], "assets")).toBe(false);
  });
});
