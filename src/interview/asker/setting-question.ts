import { format } from "../../../prompts/locales/format.ts";
import type { Messages } from "../../../prompts/locales/load.ts";
import type { Parsed } from "../../../prompts/setting.ts";
import { lengthText, settingText, typedText, valueText } from "../texts.ts";
import type { QuestionView } from "./asker.ts";
import { type Checked, type ChoiceQuestion, type Keys, narrowed, type TextQuestion } from "./prompts.ts";

const keysOf = ({ more }: QuestionView): Keys => ({ help: true, back: true, more });

/** A setting as a line to type. Yes and no are typed, too: a single key would let the rest of a typed "yes" answer what follows. */
export function textQuestion(view: QuestionView, messages: Messages, live: boolean): TextQuestion {
  const { section, id, setting, known, current } = view;
  const text = settingText(messages, section, id);
  const suggestions = [
    ...(setting.kind === "secret" ? [] : [typedText(messages, setting, current)]),
    ...(setting.suggestions?.(known) ?? []),
  ].filter((one, index, all) => one !== "" && all.indexOf(one) === index);
  return {
    label: text.label,
    fallback: fallbackText(view, messages),
    secret: setting.kind === "secret",
    suggestions,
    hints: hintsOf(view, messages, live, suggestions),
    complaint: complaintOf(view, messages),
    keys: keysOf(view),
    check: (raw) => check(raw, view, messages),
    length: (count) => lengthText(messages, count),
    anyway: messages.ui.interview.anyway,
  };
}

/** What a choice may become: its values, and null where it may be left open. */
export function choiceValues({ setting }: QuestionView): readonly unknown[] {
  return [...(setting.optional ? [null] : []), ...(setting.choices ?? [])];
}

export function choiceQuestion(view: QuestionView, messages: Messages, live: boolean): ChoiceQuestion {
  const { section, id, setting, current } = view;
  const text = settingText(messages, section, id);
  const { notOffered, typeNumber, moreLines } = messages.ui.interview;
  const values = choiceValues(view);
  return {
    label: text.label,
    items: values.map((value, index) => ({
      key: String(index + 1),
      lines: [valueText(messages, text, setting, value)],
    })),
    fallback: Math.max(0, values.indexOf(current)),
    hints: hintsOf(view, messages, live, []),
    complaint: complaintOf(view, messages),
    keys: keysOf(view),
    notOffered: (value) => format(notOffered, { value }),
    typeNumber,
    moreLines: (count) => format(moreLines, { count }),
  };
}

/** What the typed line means for the setting. Nothing typed takes what is offered, `-` leaves an optional one empty. */
function check(raw: string, view: QuestionView, messages: Messages): Checked {
  const { setting, known, current } = view;
  const blank = setting.kind === "secret" ? raw === "" : raw.trim() === "";
  if (blank && setting.kind === "secret" && current !== undefined && current !== null)
    return { ok: true, value: current };
  const typed = blank ? typedText(messages, setting, current) : raw;
  if (typed === "" && Array.isArray(current)) return { ok: true, value: current };
  if ((typed === "" && setting.optional && setting.opens === undefined) || clears(raw, view)) {
    return { ok: true, value: setting.kind === "list" ? [] : null };
  }
  return checked(setting.parse(typed, known), messages);
}

function clears(raw: string, view: QuestionView): boolean {
  return narrowed(raw) === "-" && canClear(view);
}

function canClear({ setting, current }: QuestionView): boolean {
  if (setting.kind === "list") return Array.isArray(current) && current.length > 0;
  return setting.optional && setting.opens === undefined && current !== null && current !== undefined;
}

function checked(parsed: Parsed<unknown>, messages: Messages): Checked {
  if (parsed.ok) return { ok: true, value: parsed.value };
  const sentence = format(messages.errors[parsed.problem.key], parsed.problem.params);
  return "anyway" in parsed ? { ok: false, sentence, anyway: { value: parsed.anyway } } : { ok: false, sentence };
}

function fallbackText(view: QuestionView, messages: Messages): string | null {
  const { section, id, setting, current } = view;
  const { default: parentheses, keeps } = messages.ui.interview;
  if (current === undefined) return null;
  if (setting.kind === "secret" && typeof current === "string") {
    return format(parentheses, { value: format(keeps, { length: lengthText(messages, [...current].length) }) });
  }
  return format(parentheses, { value: valueText(messages, settingText(messages, section, id), setting, current) });
}

function hintsOf(
  view: QuestionView,
  messages: Messages,
  live: boolean,
  suggestions: readonly string[],
): readonly string[] {
  const { section, id, setting, current, more } = view;
  const { hints, example } = messages.ui.interview;
  const text = settingText(messages, section, id);
  const usual = { values: suggestions.slice(0, 5).join(", ") };
  const empty = text.empty ?? messages.ui.interview.none;
  const all = [
    setting.kind === "choice" && live ? hints.choose : "",
    setting.kind === "boolean" ? hints.yesNo : "",
    suggestions.length > 1 ? format(live ? hints.suggestions : hints.suggestionsPlain, usual) : "",
    current === undefined && text.example !== undefined ? format(example, { example: text.example }) : "",
    hints.help,
    live ? hints.back : hints.backPlain,
    more ? hints.more : "",
    canClear(view) ? format(hints.empty, { empty }) : "",
  ];
  return all.filter((one) => one !== "");
}

function complaintOf({ refusal }: QuestionView, messages: Messages): string | null {
  return refusal === null ? null : format(messages.ui.interview.refused, { readers: refusal.readers });
}
