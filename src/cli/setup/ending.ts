import { existsSync } from "node:fs";
import type { Answers } from "../../../prompts/answers.ts";
import { diff } from "../../envfile/diff.ts";
import type { Finding } from "../../findings/finding.ts";
import { setupJson } from "../../report/json.ts";
import { isSecretName } from "../../secrets/names.ts";
import { startCommands } from "../../steps/next.ts";
import { codeOf, type ExitCode, exitCode } from "../exit.ts";
import { format } from "../say.ts";
import type { Settled } from "./asked.ts";
import { type Performed, perform } from "./perform.ts";
import { saveAnswers } from "./save-answers.ts";
import type { Session } from "./session.ts";
import { planLines } from "./step-lines.ts";
import { planned } from "./steps.ts";
import type { Planned } from "./text.ts";
import { type WrittenFile, writeFile } from "./write.ts";

/** After the answers are settled: the file, the steps, the last words. With --dry-run only what they would be. */
export async function conclude(session: Session, settled: Settled): Promise<ExitCode> {
  const { options } = session;
  const { answers, file, findings, onWritten } = settled;
  if (options.on["dry-run"]) return rehearse(session, answers, file, findings);
  const onlyStep = options.value.step !== undefined;
  const written = onlyStep
    ? { path: file.path, changed: false, backup: null }
    : await writeFile(session, file, answers.mastodon.directory);
  onWritten?.();
  if (options.value["save-answers"] !== undefined) await saveAnswers(session, answers);
  if (options.on.print && !options.on.json) print(session, file);
  const performed = options.on["skip-steps"] ? { results: [], admin: null } : await perform(session, answers, file);
  const { signal } = session.io;
  const failed = performed.results.some(({ status }) => status === "failed" || status === "refused");
  // Also of a run that is cut short: the file is written, and the password of an administrator stands nowhere else.
  report(session, findings, written, performed);
  if (signal.aborted) {
    session.speaker.complain(`mastosetup: ${session.speaker.messages.cli.interrupted}`);
    return codeOf(signal);
  }
  if (!failed) sayNext(session, answers);
  return failed ? exitCode.stepFailed : exitCode.done;
}

async function rehearse(
  session: Session,
  answers: Answers,
  file: Planned,
  findings: readonly Finding[],
): Promise<ExitCode> {
  const { speaker, options } = session;
  const { messages, look } = speaker;
  const plans = options.on["skip-steps"] ? [] : await planned(session, answers, file);
  const changed = file.before !== file.text;
  if (options.on.json) {
    const steps = plans.map(({ id, action }) => ({
      id,
      status: action === "run" ? "planned" : action,
      exitCode: null,
      ms: null,
      log: null,
    }));
    const document = setupJson(
      { changed, env: { path: file.path, backup: null }, findings, steps, admin: null },
      messages,
    );
    speaker.json(document);
    return exitCode.done;
  }
  const sign = { same: "  ", added: "+ ", removed: "- " } as const;
  const style = { same: "dim", added: "good", removed: "bad" } as const;
  const lines = diff(file.before, file.text, isSecretName).map(
    ({ change, text }) => `    ${look.paint(style[change], sign[change] + text)}`,
  );
  const sentence = changed ? messages.cli.file.wouldWrite : messages.cli.file.unchanged;
  speaker.say(`  ${format(sentence, { path: file.path })}`, ...(changed ? lines : []), ...planLines(plans, speaker));
  return exitCode.done;
}

/** The whole file on standard output, secrets masked. */
function print({ speaker }: Session, file: Planned): void {
  speaker.data(
    diff(null, file.text, isSecretName)
      .map(({ text }) => `${text}\n`)
      .join(""),
  );
}

function report(
  { speaker, options }: Session,
  findings: readonly Finding[],
  written: WrittenFile,
  { results, admin }: Performed,
): void {
  if (!options.on.json) return;
  const changed = written.changed || results.some((one) => one.changed);
  const steps = results.map(({ id, status, exitCode: code, ms, log }) => ({ id, status, exitCode: code, ms, log }));
  const env = { path: written.path, backup: written.backup };
  const document = setupJson({ changed, env, findings, steps, admin: null }, speaker.messages);
  speaker.json(document, { admin });
}

function sayNext({ speaker, options }: Session, answers: Answers): void {
  if (options.on["skip-steps"] || options.value.step !== undefined) return;
  const { look, messages } = speaker;
  const { next } = messages.steps;
  const units = existsSync("/etc/systemd/system/mastodon-web.service");
  const commands = startCommands({ runtime: answers.mastodon.runtime, directory: answers.mastodon.directory }, units);
  speaker.say(
    "",
    `  ${look.paint("strong", next.title)}: ${next.start}`,
    ...commands.map((line) => `      ${look.paint("accent", line)}`),
    `  ${next.check}`,
    `      ${look.paint("accent", "mastosetup check")}`,
  );
}
