import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { schemaTables } from "../mastodon/directory.ts";
import { type StepId, stepIds } from "./types.ts";

/** One line: what began or ended. No secrets: commands carry none, and outputs stay in the log. */
export interface JournalEntry {
  readonly at: string;
  readonly step: StepId;
  readonly event: "started" | "finished" | "failed";
  readonly command: string | null;
  readonly exitCode: number | null;
  readonly ms: number | null;
  readonly log: string | null;
  readonly reason: string | null;
}

/** Beside the env file, so that whoever runs again finds it. */
export function journalPath(envFile: string): string {
  return join(dirname(envFile), ".mastosetup.journal.jsonl");
}

/** Adds a line and waits until the disk has it; 0600. A line that a killed run left unfinished is ended first. */
export async function appendJournal(path: string, entry: JournalEntry): Promise<void> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const separator = size > 0 && last.toString() !== "\n" ? "\n" : "";
    await file.appendFile(`${separator}${JSON.stringify(entry)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** All whole lines, oldest first; none where there is no journal. What is no entry is passed over. */
export async function readJournal(path: string): Promise<readonly JournalEntry[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => entryOf(line) ?? []);
}

function entryOf(line: string): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const { step, event, at } = value as Partial<Record<keyof JournalEntry, unknown>>;
  return (
    stepIds.some((one) => one === step) &&
    ["started", "finished", "failed"].some((one) => one === event) &&
    typeof at === "string"
  );
}

/** The tables that a cut off run of ours may have left in the database without their rows; empty where none was cut off. */
export async function halfLoadable(journal: string, directory: string): Promise<readonly string[]> {
  if (!isUnfinished(await readJournal(journal), "database")) return [];
  return [...(await schemaTables(directory)), "schema_migrations", "ar_internal_metadata"];
}

/** Whether the last run of that step was cut off or failed: its effect may be there by halves. */
export function isUnfinished(journal: readonly JournalEntry[], step: StepId): boolean {
  const last = journal.findLast((entry) => entry.step === step);
  return last !== undefined && last.event !== "finished";
}
