import type { Draft } from "../../../prompts/answers.ts";
import { type Section, sections } from "../../../prompts/sections.ts";
import type { Found, Setting } from "../../../prompts/setting.ts";
import { answerAt, withAnswer } from "../answer-at.ts";
import { knownFrom } from "../filled.ts";
import { flowOf } from "./complete.ts";
import { readExtra } from "./extra.ts";
import { type Json, memberOf, readJson } from "./json.ts";
import { type AnswerProblem, pathText, wrongType } from "./problem.ts";
import type { Sources } from "./secret.ts";
import { keyProblems } from "./shape.ts";
import { readValue } from "./value.ts";

export type ParsedAnswers =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] };

interface SoFar {
  readonly draft: Draft;
  readonly problems: readonly AnswerProblem[];
}

/**
 * Reads an answers file. Everything that is wrong with it is named at once, in the order of the file; a syntax error hides the rest.
 * What it does not say is left out: `completeDraft` fills it. `found`: what defaults that other answers depend on may look at.
 */
export function parseAnswersFile(text: string, sources: Sources, found: Found = {}): ParsedAnswers {
  const read = readJson(text);
  if (!read.ok) {
    const problems = read.errors.map(
      ({ error, ...place }): AnswerProblem => ({ code: "syntax", path: "", ...place, params: { error } }),
    );
    return { ok: false, problems };
  }
  if (read.json.kind !== "object") return { ok: false, problems: [wrongType("", read.json, "object")] };
  const { extra, problems: inExtra } = readExtra(memberOf(read.json, "extra"), sources);
  const start: SoFar = { draft: { extra }, problems: [...keyProblems(read.json), ...inExtra] };
  const { draft, problems } = sections.reduce(
    (sofar, section) => readSection(sofar, section, read.json, sources, found),
    start,
  );
  if (problems.length > 0) return { ok: false, problems: problems.toSorted(byPlace) };
  return { ok: true, draft };
}

function byPlace(one: AnswerProblem, other: AnswerProblem): number {
  return one.line - other.line || one.column - other.column;
}

function readSection(sofar: SoFar, section: Section, file: Json, sources: Sources, found: Found): SoFar {
  const json = section.path.reduce<Json | undefined>(memberOf, file);
  // Declined as a whole, or told by the setting that opens it.
  if (json === undefined || (section.path.length > 1 && json.kind !== "object")) return sofar;
  if (json.kind !== "object") {
    return { ...sofar, problems: [...sofar.problems, wrongType(pathText(section.path), json, "object")] };
  }
  return Object.entries(section.settings).reduce((before, [id, setting]) => {
    const value = memberOf(json, id);
    return value === undefined ? before : readSetting(before, section, id, setting, value, sources, found);
  }, sofar);
}

function readSetting(
  sofar: SoFar,
  section: Section,
  id: string,
  setting: Setting<unknown>,
  json: Json,
  sources: Sources,
  found: Found,
): SoFar {
  const path = pathText([...section.path, id]);
  if (setting.opens !== undefined) return readOpened(sofar, section, id, path, json);
  const value = readValue(path, json, setting, knownFrom(flowOf(found), sofar.draft), sources);
  return value.ok
    ? { ...sofar, draft: withAnswer(sofar.draft, section.path, id, value.value) }
    : { ...sofar, problems: [...sofar.problems, value.problem] };
}

/** A section of its own inside this one: null declines it, an object fills it. */
function readOpened(sofar: SoFar, section: Section, id: string, path: string, json: Json): SoFar {
  if (json.kind !== "null" && json.kind !== "object") {
    return { ...sofar, problems: [...sofar.problems, wrongType(path, json, "object")] };
  }
  const value = json.kind === "null" ? null : (answerAt(sofar.draft, section.path, id) ?? {});
  return { ...sofar, draft: withAnswer(sofar.draft, section.path, id, value) };
}
