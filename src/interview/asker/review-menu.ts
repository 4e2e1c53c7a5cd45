import { format } from "../../../prompts/locales/format.ts";
import type { Messages } from "../../../prompts/locales/load.ts";
import type { Setting } from "../../../prompts/setting.ts";
import type { Event } from "../state.ts";
import { sectionText, settingText, valueText } from "../texts.ts";
import type { ReviewData, ReviewRow, ReviewView } from "./asker.ts";
import { itemLines } from "./choice-prompt.ts";
import type { Tools } from "./create-asker.ts";
import type { Drawing } from "./drawing.ts";
import type { ChoiceItem } from "./prompts.ts";

/** Everything that was answered and what writing would do. A line is a section to edit; letters write, show the file, or leave. */
export async function askReview({ rows, data }: ReviewView, tools: Tools, signal: AbortSignal): Promise<Event> {
  const { prompts, messages, drawing } = tools;
  const { review, interview } = messages.ui;
  const sections = rows.map((row, index) => rowItem(row, index, tools));
  const blocked = data.refused.length > 0;
  const letters: readonly ChoiceItem[] = [
    ...(blocked ? [] : [{ key: "w", lines: [data.state === "same" ? review.keep : review.write] }]),
    { key: "v", lines: [review.view] },
    { key: "q", lines: [review.save] },
  ];
  const items = [...sections, ...letters];
  prompts.print(["", drawing.paint("strong", drawing.say(review.title)), ...fileLines(data, messages, drawing), ""]);
  for (;;) {
    const reply = await prompts.choice(
      {
        label: review.nothingYet,
        items,
        // Never the writing itself: a second Enter on the last question would do it.
        fallback: firstToMend(rows),
        hints: [prompts.live ? review.hint : review.hintPlain],
        complaint: null,
        keys: { help: false, back: true, more: false },
        notOffered: (value) => format(interview.notOffered, { value }),
        typeNumber: interview.typeNumber,
        moreLines: (count) => format(interview.moreLines, { count }),
      },
      signal,
    );
    if (reply.kind !== "value") return { type: "back" };
    const row = rows[reply.value];
    if (row !== undefined) return { type: "edit", section: row.section };
    const key = items[reply.value]?.key;
    if (key === "v") prompts.print([...diffLines(data.diff, drawing), ""]);
    else {
      if (prompts.live)
        prompts.print([...sections.flatMap((one) => itemLines(one, false, { items: sections }, drawing)), ""]);
      return { type: key === "w" ? "write" : "save" };
    }
  }
}

/** A row whose findings have something to mend is where the pointer stands. */
function firstToMend(rows: readonly ReviewRow[]): number | null {
  const index = rows.findIndex(({ findings }) =>
    findings.some(({ status }) => status === "fail" || status === "crash"),
  );
  return index < 0 ? null : index;
}

function rowItem(row: ReviewRow, index: number, { messages, drawing }: Tools): ChoiceItem {
  const title = sectionText(messages, row.section).title;
  const mark = drawing.mark(row.findings);
  return {
    key: String(index + 1),
    lines: [mark === "" ? title : `${title}  ${mark}`, valuesText(row, messages)],
  };
}

/** Names, addresses and named choices speak for themselves; numbers, yes and no, secrets and details do not. */
function valuesText({ section, values }: ReviewRow, messages: Messages): string {
  return values
    .map(({ id, setting, value }) => {
      const text = settingText(messages, section, id);
      const shown = valueText(messages, text, setting, value);
      return speaksForItself(setting, value) || (value === null && text.empty !== undefined)
        ? shown
        : format(messages.ui.review.value, { label: text.label, value: shown });
    })
    .join(" · ");
}

function speaksForItself({ asked, kind, choices = [] }: Setting<unknown>, value: unknown): boolean {
  if (value === null || asked !== "always") return false;
  return kind === "choice" ? choices.every((one) => typeof one === "string") : ["text", "path", "list"].includes(kind);
}

function fileLines(data: ReviewData, { ui }: Messages, { columns, paint, say, wrap }: Drawing): readonly string[] {
  const { review } = ui;
  const { path, owner, added, changed, removed, generated, steps } = data;
  const sentence = { new: review.fileNew, changed: review.fileChanged, same: review.fileSame }[data.state];
  const counted = [
    { count: added, forms: review.added },
    { count: removed, forms: review.removed },
    { count: changed, forms: review.changed },
    { count: generated, forms: review.secrets },
  ]
    .filter(({ count }) => count > 0)
    .map(({ count, forms }) => format(count === 1 ? forms.one : forms.other, { count }))
    .join(" · ");
  const then = steps.length === 0 ? review.noSteps : format(review.steps, { steps: steps.join(" · ") });
  const refused = data.refused.map((one) => format(review.refused, { path: one.path, readers: one.readers }));
  const block = (text: string, indent: number) =>
    text === "" ? [] : wrap(say(text), columns() - indent - 1).map((line) => " ".repeat(indent) + line);
  return [
    ...block(format(sentence, { path, owner }), 2),
    ...block(counted, 4),
    ...block(then, 2),
    ...refused.flatMap((one) => block(one, 2)).map((line) => paint("bad", line)),
  ];
}

/** Unbroken, so that it reads as the file will. */
function diffLines(diff: readonly string[], { paint, say }: Drawing): readonly string[] {
  return diff.map((line) => {
    const style = line.startsWith("+") ? "good" : line.startsWith("-") ? "bad" : "dim";
    return `  ${paint(style, say(line))}`;
  });
}
