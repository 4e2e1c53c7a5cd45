import { join } from "node:path";
import type { Answers } from "../../../prompts/answers.ts";
import { writePrivateFile } from "../../envfile/write.ts";
import { canAnimate, type Spinner, startSpinner } from "../../interview/asker/spinner.ts";
import { indented } from "../../report/finding-lines.ts";
import { widthOf } from "../../report/width.ts";
import type { Progress } from "../../steps/execute.ts";
import type { NewAdministrator, StepResult } from "../../steps/types.ts";
import { doingText } from "../../steps/words.ts";
import { exitCode, Stop } from "../exit.ts";
import { envFileProblem, format, refusal } from "../say.ts";
import type { Session } from "./session.ts";
import { stepLines } from "./step-lines.ts";
import { performSteps, planned } from "./steps.ts";
import type { Planned } from "./text.ts";

/** What became of the new administrator's password; it stands nowhere else. */
export type Admin = Omit<NewAdministrator, "password"> &
  ({ readonly password: string } | { readonly passwordFile: string });

export interface Performed {
  readonly results: readonly StepResult[];
  readonly admin: Admin | null;
}

/** Runs the steps and says how each ended. */
export async function perform(session: Session, answers: Answers, file: Planned): Promise<Performed> {
  const { speaker } = session;
  const plans = await planned(session, answers, file);
  const facts = new Map(plans.map((plan) => [plan.id, plan.facts] as const));
  const progress = presenter(session);
  const outcome = await performSteps(session, answers, file, (event) => {
    if (event.kind === "started")
      progress.started(doingText(event.why, facts.get(event.step) ?? {}, speaker.messages), event);
    else progress.line(event.line);
  });
  await progress.ended();
  for (const result of outcome.results) {
    const lines = stepLines(
      result,
      plans.find((plan) => plan.id === result.id),
      speaker,
    );
    if (result.status === "failed" || result.status === "refused") speaker.complain(...lines);
    else if (result.reason !== "not-wanted") speaker.say(...lines);
  }
  return { results: outcome.results, admin: await handOver(session, outcome.administrator, answers) };
}

interface Presenter {
  started(text: string, event: Extract<Progress, { kind: "started" }>): void;
  line(text: string): void;
  ended(): Promise<void>;
}

/** A spinner with the last line of output where lines can be redrawn; elsewhere one line as each command begins. */
function presenter({ io, speaker }: Session): Presenter {
  const { look } = speaker;
  const animated =
    !speaker.quiet &&
    canAnimate({ env: io.env, isTTY: io.stderr.isTTY === true, columns: io.stderr.columns, plain: speaker.plain });
  if (!animated) {
    return {
      started: (text) => speaker.say(`  ${look.say(`${text} …`)}`),
      line: (text) => (speaker.verbose ? speaker.say(`      ${text}`) : undefined),
      ended: async () => undefined,
    };
  }
  let title = "";
  let spinner: Promise<Spinner> | null = null;
  const show = (text: string) => {
    spinner ??= startSpinner(io.stderr, look, text);
    spinner.then((one) => one.say(text));
  };
  return {
    started: (text) => {
      title = text;
      show(text);
    },
    line: (text) => show(`${title}  ${speaker.redactor.redact(text).trim()}`),
    ended: async () => (await spinner)?.stop(),
  };
}

/** The password goes to the file that was named, else into the JSON document, else to the terminal, else into a file beside Mastodon's. */
async function handOver(session: Session, made: NewAdministrator | null, answers: Answers): Promise<Admin | null> {
  if (made === null) return null;
  const { speaker, options, io } = session;
  const named = options.value["admin-password-file"];
  const { username, email, password } = made;
  if (named === undefined && options.on.json) return made;
  if (named === undefined && io.stderr.isTTY) {
    // The one line that is not redacted: it is the only place where the password ever stands.
    const shown = `      ${speaker.messages.steps.password.shown}`;
    // Never broken by the terminal: it is to be copied.
    const between = widthOf(shown) + 2 + password.length <= speaker.look.columns() ? "  " : "\n      ";
    io.stderr.write(`${shown}${between}${speaker.look.paint("strong", password)}\n`);
    return made;
  }
  const path = named ?? join(answers.mastodon.directory, ".mastosetup.admin-password");
  const written = await writePrivateFile(path, `${password}\n`);
  if (!written.ok)
    throw new Stop(exitCode.stepFailed, refusal(envFileProblem(speaker.messages, path, written, "unwritable")));
  speaker.say(...indented(format(speaker.messages.steps.password.written, { file: path }), 6, speaker.look));
  return { username, email, passwordFile: path };
}
