import type { Draft } from "../../prompts/answers.ts";
import { answerAt } from "./answer-at.ts";
import { answered, pruned, remedied } from "./answering.ts";
import { filled, firstMissing, questionsOf } from "./filled.ts";
import { isProblem, offersOf } from "./offers.ts";
import { eachSetting, type Flow, type Section, type SectionId, sectionOf } from "./section.ts";
import type { At, Event, Origin, Probed, Refusal, State } from "./state.ts";

/** Begins at the first question. What `initial` holds becomes the default of its question. */
export function start(flow: Flow, initial: Draft): State {
  const state: State = {
    answers: pruned(flow, initial),
    at: { kind: "review" },
    probed: {},
    details: [],
    refusal: null,
  };
  return enterFrom(flow, state, 0);
}

/** The whole interview: what is known and what happened give what is next. Events that make no sense where one is change nothing. */
export function reduce(flow: Flow, state: State, event: Event): State {
  const now: State = { ...state, refusal: null };
  switch (now.at.kind) {
    case "question":
      return atQuestion(flow, now, now.at, event);
    case "probing":
      return event.type === "probed" ? afterProbe(flow, now, now.at, event.findings) : state;
    case "findings":
      return atFindings(flow, now, now.at, event);
    case "review":
      return atReview(flow, now, event);
    case "done":
      return state;
  }
}

type AtSection = Extract<At, { readonly section: string }>;
type AtQuestion = Extract<At, { readonly kind: "question" }>;

function atQuestion(flow: Flow, state: State, at: AtQuestion, event: Event): State {
  const section = sectionOf(flow, at.section);
  switch (event.type) {
    case "answer": {
      const after = { ...state, answers: answered(flow, state.answers, section, at.id, event.value) };
      return next(flow, after, at);
    }
    case "back":
      return previous(flow, state, at);
    case "more":
      return more(flow, state, at);
    case "save":
      return done(state, "save");
    default:
      return state;
  }
}

function atFindings(flow: Flow, state: State, at: AtSection, event: Event): State {
  switch (event.type) {
    case "remedy": {
      const set = offersOf(state.probed[at.section]?.findings ?? [])[event.index]?.set;
      if (set === undefined) return state;
      return probing({ ...state, answers: remedied(flow, state.answers, set) }, at);
    }
    case "change":
      return change(flow, state, at);
    case "retry":
      return probing(state, at);
    case "proceed":
      return leave(flow, state, at);
    case "back":
      return at.from === "review" ? toReview(flow, state) : lastQuestion(flow, state, at);
    case "save":
      return done(state, "save");
    default:
      return state;
  }
}

function atReview(flow: Flow, state: State, event: Event): State {
  switch (event.type) {
    case "write":
      return done(state, "write");
    case "save":
      return done(state, "save");
    case "edit": {
      const at = { section: event.section, from: "review" } as const;
      const findings = state.probed[event.section]?.findings ?? [];
      const marked = findings.some((one) => isProblem(one) || one.status === "warn");
      return marked ? { ...state, at: { kind: "findings", ...at } } : change(flow, state, at);
    }
    case "refused":
      return refused(flow, state, event.refusal);
    case "back":
      return backFrom(flow, state, flow.sections.length, "flow");
    default:
      return state;
  }
}

/** The question after this one, or the section's end. Which there are may depend on the answer. */
function next(flow: Flow, state: State, at: AtQuestion): State {
  const section = sectionOf(flow, at.section);
  const order = Object.keys(section.settings);
  const following = questions(flow, state, section).find((id) => order.indexOf(id) > order.indexOf(at.id));
  return following === undefined ? finish(flow, state, at) : { ...state, at: { ...at, id: following } };
}

function previous(flow: Flow, state: State, at: AtQuestion): State {
  const asked = questions(flow, state, sectionOf(flow, at.section));
  const before = asked[asked.indexOf(at.id) - 1];
  if (before !== undefined) return { ...state, at: { ...at, id: before } };
  if (at.from === "review") return toReview(flow, state);
  return backFrom(flow, state, indexOf(flow, at.section), at.from);
}

/** The last question of the nearest section before `index` that has one; the first question has nothing before it. */
function backFrom(flow: Flow, state: State, index: number, from: Origin): State {
  for (const section of flow.sections.slice(0, index).reverse()) {
    const id = questions(flow, state, section).at(-1);
    if (id !== undefined) return { ...state, at: { kind: "question", section: section.id, id, from } };
  }
  return state;
}

function more(flow: Flow, state: State, at: AtQuestion): State {
  const section = sectionOf(flow, at.section);
  const after = { ...state, details: withDetails(state, at.section) };
  const shown = questions(flow, state, section);
  const first = questions(flow, after, section).find((id) => id === at.id || !shown.includes(id));
  return first === undefined ? after : { ...after, at: { ...at, id: first } };
}

/** Its questions again, all of them. */
function change(flow: Flow, state: State, at: { readonly section: SectionId; readonly from: Origin }): State {
  const after = { ...state, details: withDetails(state, at.section) };
  const [first] = questions(flow, after, sectionOf(flow, at.section));
  return first === undefined
    ? after
    : { ...after, at: { kind: "question", section: at.section, id: first, from: at.from } };
}

function lastQuestion(flow: Flow, state: State, at: AtSection): State {
  const id = questions(flow, state, sectionOf(flow, at.section)).at(-1);
  return id === undefined ? state : { ...state, at: { kind: "question", section: at.section, id, from: at.from } };
}

/** Back to the question whose answer no file can carry; the review follows again. */
function refused(flow: Flow, state: State, refusal: Refusal): State {
  const found = eachSetting(flow).find(({ section, id }) => [...section.path, id].join(".") === refusal.path);
  if (found === undefined) return state;
  const { section, id, setting } = found;
  const details = setting.asked === "advanced" ? withDetails(state, section.id) : state.details;
  return { ...state, details, refusal, at: { kind: "question", section: section.id, id, from: "review" } };
}

/** All questions are answered: what they say is tried, unless it was tried already and was right. */
function finish(flow: Flow, state: State, at: AtQuestion): State {
  const wasWrong = state.probed[at.section]?.findings.some(isProblem) ?? false;
  const isToTry = wasWrong || isStale(flow, state, sectionOf(flow, at.section));
  return isToTry ? probing(state, at) : leave(flow, state, at);
}

function probing(state: State, { section, from }: AtSection): State {
  return { ...state, at: { kind: "probing", section, from } };
}

function afterProbe(flow: Flow, state: State, at: AtSection, findings: Probed["findings"]): State {
  const key = probeKey(flow, state, sectionOf(flow, at.section));
  const after = { ...state, probed: { ...state.probed, [at.section]: { key, findings } } };
  if (findings.some(isProblem)) return { ...after, at: { ...at, kind: "findings" } };
  return leave(flow, after, at);
}

function leave(flow: Flow, state: State, at: AtSection): State {
  return at.from === "review" ? toReview(flow, state) : enterFrom(flow, state, indexOf(flow, at.section) + 1);
}

/** The next thing to do from this section on: its first question, else its probe, else the section after it. */
function enterFrom(flow: Flow, state: State, index: number): State {
  const section = flow.sections[index];
  if (section === undefined) return toReview(flow, state);
  const [id] = questions(flow, state, section);
  if (id !== undefined) return { ...state, at: { kind: "question", section: section.id, id, from: "flow" } };
  if (isStale(flow, state, section)) return { ...state, at: { kind: "probing", section: section.id, from: "flow" } };
  return enterFrom(flow, state, index + 1);
}

/** Nothing may be missing in the review, and nothing in it may have been tried with other answers than it shows. */
function toReview(flow: Flow, state: State): State {
  const missing = firstMissing(flow, state.answers);
  if (missing !== null) return { ...state, at: { kind: "question", ...missing, from: "review" } };
  const stale = flow.sections.find((one) => isStale(flow, state, one));
  if (stale !== undefined) return { ...state, at: { kind: "probing", section: stale.id, from: "review" } };
  return { ...state, at: { kind: "review" } };
}

function done(state: State, how: "write" | "save"): State {
  return { ...state, at: { kind: "done", how } };
}

function isStale(flow: Flow, state: State, section: Section): boolean {
  return section.probe !== null && state.probed[section.id]?.key !== probeKey(flow, state, section);
}

/** What a probe's outcome depends on: its own section, and which Mastodon will read the file. */
function probeKey(flow: Flow, state: State, section: Section): string {
  const draft = filled(flow, state.answers);
  return JSON.stringify([answerAt(draft, section.path), draft.mastodon]);
}

function questions(flow: Flow, state: State, section: Section): readonly string[] {
  return questionsOf(flow, state.answers, section, state.details.includes(section.id));
}

function withDetails(state: State, section: SectionId): State["details"] {
  return state.details.includes(section) ? state.details : [...state.details, section];
}

function indexOf(flow: Flow, section: SectionId): number {
  return flow.sections.findIndex((one) => one.id === section);
}
