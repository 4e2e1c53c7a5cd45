import type { Messages } from "../../../prompts/locales/load.ts";
import type { SectionId } from "../../../prompts/locales/setting-texts.ts";
import { settingText } from "../../../src/interview/texts.ts";
import type { Pty } from "../pty.ts";

/** A question by its section and its setting: "database.password". */
export type Question = `${SectionId}.${string}`;

/** What is asked of somebody whose answers are those of the world, in order. */
export const questions: readonly Question[] = [
  "server.directory",
  "server.runtime",
  "domain.local",
  "domain.singleUser",
  "database.host",
  "database.port",
  "database.name",
  "database.user",
  "database.password",
  "redis.host",
  "redis.port",
  "redis.password",
  "storage.provider",
  "storage.bucket",
  "storage.endpoint",
  "storage.accessKeyId",
  "storage.secretAccessKey",
  "storage.publicHost",
  "mail.provider",
  "mail.host",
  "mail.port",
  "mail.tls",
  "mail.auth",
  "mail.user",
  "mail.password",
  "mail.from",
  "mail.testTo",
  "updates.check",
  "steps.database",
  "steps.assets",
  "steps.admin",
  "administrator.username",
  "administrator.email",
];

const choices: readonly Question[] = [
  "server.runtime",
  "storage.provider",
  "storage.acl",
  "mail.provider",
  "mail.tls",
  "mail.verify",
  "mail.auth",
  "database.tls",
  "steps.database",
];

export interface Speech {
  readonly messages: Messages;
  /** Prompts that are lines, without keys that act: `--plain`, `TERM=dumb`. */
  readonly plain?: boolean;
}

/** What the screen shows while this question waits for its answer. Where the label is broken into lines does not matter. */
export function open(question: Question, { messages, plain = false }: Speech): RegExp {
  const [section, id] = question.split(".") as [SectionId, string];
  const { label } = settingText(messages, section, id);
  if (!plain) return new RegExp(`^\\? ${anyhow(label)}(?=\\s|$)`, "m");
  const asked = `${anyhow(label)}\\s*(\\([^)]*\\))?:$`;
  const chosen = `^${anyhow(label)}\\n[\\s\\S]*^${anyhow(messages.ui.interview.typeNumber)}\\s*(\\(\\w+\\))?:$`;
  return choices.includes(question)
    ? new RegExp(`${chosen}(?![\\s\\S])`, "m")
    : new RegExp(`${asked}(?![\\s\\S])`, "m");
}

/** The review, ready for a key. As lines it is taller than many a screen: its end is what is seen. */
export function review({ messages, plain = false }: Speech): RegExp {
  const { nothingYet, hintPlain } = messages.ui.review;
  if (!plain) return new RegExp(`^\\? ${anyhow(nothingYet)}`, "m");
  return new RegExp(`${anyhow(hintPlain)}\\s*${anyhow(messages.ui.interview.typeNumber)}:$(?![\\s\\S])`, "m");
}

/** These characters, with any blanks and line breaks between them. */
export function anyhow(text: string): string {
  const characters = [...text.replaceAll(" ", "")].map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return characters.join("\\s*");
}

/** `?` at an open question, until its help stands above it. In a list the key acts at once. */
export async function explain(pty: Pty, question: Question, speech: Speech): Promise<void> {
  const [section, id] = question.split(".") as [SectionId, string];
  const [first = ""] = settingText(speech.messages, section, id).help;
  await pty.waitFor(open(question, speech));
  pty.type("?");
  if (!choices.includes(question) || speech.plain) pty.press("enter");
  await pty.waitFor(new RegExp(`${anyhow(first)}[\\s\\S]*${open(question, speech).source}`, "m"));
}

export interface Walk extends Speech {
  /** The question that is left open; else all are answered. */
  readonly until?: Question;
  readonly from?: Question;
  /** What is typed; Enter alone where nothing is said of a question. */
  readonly say?: Readonly<Partial<Record<Question, string>>>;
  readonly asked?: readonly Question[];
}

/** Answers one question after another, each when it is asked. */
export async function walk(pty: Pty, { until, from, say = {}, asked = questions, ...speech }: Walk): Promise<void> {
  const first = from === undefined ? 0 : asked.indexOf(from);
  const last = until === undefined ? asked.length : asked.indexOf(until);
  for (const question of asked.slice(first, last)) {
    await pty.waitFor(open(question, speech));
    enter(pty, say[question] ?? "");
  }
  await pty.waitFor(until === undefined ? review(speech) : open(until, speech));
}

export function enter(pty: Pty, text: string): void {
  pty.type(text);
  pty.press("enter");
}

/** `+` at an open question, until it is asked again without offering that. */
export async function askForMore(pty: Pty, question: Question, speech: Speech): Promise<void> {
  const offered = anyhow(speech.messages.ui.interview.hints.more);
  enter(pty, "+");
  await pty.waitFor(new RegExp(`${open(question, speech).source}(?![\\s\\S]*${offered})`, "m"));
}
