import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text as textOf } from "node:stream/consumers";
import type { Draft } from "../../../prompts/answers.ts";
import type { AnswerProblem } from "../../interview/answers/problem.ts";
import { exitCode, Stop } from "../exit.ts";
import type { Io } from "../io.ts";
import { format, refusal, type Speaker } from "../say.ts";

/** The answers of a file. Secret files are read here, while we may still be root. */
export async function readAnswers(name: string, io: Io, speaker: Speaker): Promise<Draft> {
  const { answersFile } = speaker.messages.cli;
  const path = name === "-" ? answersFile.standardInput : resolve(io.cwd, name);
  let text: string;
  try {
    text = name === "-" ? await textOf(io.stdin) : readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Stop(
      exitCode.unreadable,
      refusal(format(answersFile.unreadable, { path, reason: reasonText(reason, speaker) })),
    );
  }
  const { parseAnswersFile } = await import("../../interview/answers/parse.ts");
  const parsed = parseAnswersFile(text, {
    environment: io.env,
    readFile: (file) => readFileSync(resolve(io.cwd, file), "utf8"),
  });
  if (parsed.ok) return parsed.draft;
  const lines = parsed.problems.map((problem) => problemLine(problem, speaker));
  throw new Stop(exitCode.unreadable, refusal(format(answersFile.title, { path, count: lines.length }), ...lines));
}

function reasonText(code: string, { messages }: Speaker): string {
  const reasons: Readonly<Record<string, string>> = messages.cli.answersFile.reasons;
  return reasons[code] ?? code;
}

/** "database.port (line 3, column 12): a number is needed here, not text" */
function problemLine(one: AnswerProblem, speaker: Speaker): string {
  const { errors, cli } = speaker.messages;
  const { place, problems, types, nearest } = cli.answersFile;
  const named: Readonly<Record<string, string>> = types;
  const reason = typeof one.params.reason === "string" ? { reason: reasonText(one.params.reason, speaker) } : {};
  const facts = {
    ...one.params,
    expected: named[String(one.params.expected)] ?? "",
    found: named[String(one.params.found)] ?? "",
    ...reason,
  };
  const sentence = one.problem
    ? format(errors[one.problem.key], one.problem.params)
    : format(problems[one.code], facts);
  const near = one.params.nearest ? ` ${format(nearest, { nearest: one.params.nearest })}` : "";
  const where = format(place, { line: one.line, column: one.column });
  return `${one.path === "" ? where : `${one.path} (${where})`}: ${sentence}${near}`;
}
