import type { Answers, Draft } from "../../../prompts/answers.ts";
import { diagnose, type ProbeSection, probeSections } from "../../diagnose.ts";
import { limits } from "../../environment/limits.ts";
import type { Finding } from "../../findings/finding.ts";
import { completeDraft } from "../../interview/answers/complete.ts";
import { renderFinding } from "../../report/finding-lines.ts";
import { setupJson } from "../../report/json.ts";
import { plainLines } from "../../report/plain-lines.ts";
import { ranked } from "../../report/rank.ts";
import { type ExitCode, exitCode, Stop } from "../exit.ts";
import { osUser } from "../io.ts";
import { format, refusal, type Speaker } from "../say.ts";
import type { Settled } from "./asked.ts";
import { mergeDrafts } from "./merge-drafts.ts";
import type { Session } from "./session.ts";
import { type Planned, placeOf, planFile } from "./text.ts";
import { refusalsOf } from "./trial.ts";

/** Answers from files, completed by what is there and by defaults; tested; never asked. */
export async function replayed(session: Session, given: Draft): Promise<Settled | { readonly exit: ExitCode }> {
  const { speaker, options } = session;
  const answers = completed(session, mergeDrafts(session.stored, given, unaskedSteps(session, given)));
  checkLimits(session, answers);
  const file = await fileOf(session, answers);
  if (options.value.step !== undefined)
    return { answers, file: { ...file, text: file.before ?? file.text }, findings: [] };
  if (options.on.offline) {
    speaker.say(`  ${speaker.messages.cli.probes.offline}`);
    return { answers, file, findings: [] };
  }
  const findings = await tested(session, answers, file);
  say(findings, speaker);
  const failed = findings.filter(({ status }) => status === "fail" || status === "crash");
  if (failed.length === 0) return { answers, file, findings };
  const { failedTitle, goOn } = speaker.messages.cli.probes;
  speaker.complain(...refusal(format(failedTitle, { count: failed.length }), goOn));
  if (options.on.json) {
    speaker.json(
      setupJson(
        { changed: false, env: { path: file.path, backup: null }, findings, steps: [], admin: null },
        speaker.messages,
      ),
    );
  }
  return { exit: exitCode.probeFailed };
}

/** An administrator has no default; where no administrator will be made, none is asked for. */
function unaskedSteps({ options }: Session, given: Draft): Draft {
  const made = !options.on["skip-steps"] && (options.value.step ?? "administrator") === "administrator";
  return made || given.steps?.admin !== undefined ? {} : { steps: { admin: null } };
}

/** What no variable of that release can make true is said before anything is tried. */
function checkLimits({ speaker }: Session, answers: Answers): void {
  const found = limits(answers, placeOf(answers).release);
  if (found.length === 0) return;
  const { limits: words } = speaker.messages.cli;
  throw new Stop(exitCode.unreadable, refusal(words.title, ...found.map(({ path, key }) => `${path}: ${words[key]}`)));
}

function completed(session: Session, draft: Draft): Answers {
  const whole = completeDraft(draft, session.found);
  if (whole.ok) return whole.answers;
  const { missingTitle, missingHint } = session.speaker.messages.cli.answersFile;
  throw new Stop(exitCode.usage, refusal(missingTitle, ...whole.missing, missingHint));
}

async function fileOf(session: Session, answers: Answers): Promise<Planned> {
  const planning = await planFile(session, answers);
  if (planning.ok) return planning.file;
  const { answersFile } = session.speaker.messages.cli;
  const lines = refusalsOf(planning, answers, session).map(({ path, readers }) =>
    format(answersFile.encode, { path, readers }),
  );
  const [first = "", ...rest] = lines;
  throw new Stop(exitCode.unreadable, refusal(first, ...rest));
}

/** All services side by side, the text of the file as each process reads it. */
async function tested(session: Session, answers: Answers, file: Planned): Promise<readonly Finding[]> {
  return diagnose(file.text, {
    place: placeOf(answers),
    // A file that is named may lie anywhere; Mastodon's directory need not be here.
    sections: probeSections.filter((section) => section !== "host" || session.options.value.env === undefined),
    signal: session.io.signal,
    deadline: session.deadline,
    // Wanted, though perhaps in another run: a database that the role may create is then no failure.
    databaseStep: answers.steps.database !== false,
    osUser: osUser(),
    testTo: session.options.on["dry-run"] ? null : answers.mail.testTo,
  });
}

const sectionOrder: readonly string[] = probeSections satisfies readonly ProbeSection[];

function say(findings: readonly Finding[], speaker: Speaker): void {
  const { look, messages, plain } = speaker;
  const inOrder = [...findings].sort((a, b) => sectionOrder.indexOf(a.section) - sectionOrder.indexOf(b.section));
  for (const one of ranked(inOrder)) {
    const lines = plain ? plainLines([one], messages, look) : renderFinding(one, messages, look);
    if (one.status === "fail" || one.status === "crash") speaker.complain(...lines);
    else speaker.say(...lines);
  }
}
