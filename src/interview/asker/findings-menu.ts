import { format } from "../../../prompts/locales/format.ts";
import type { Messages } from "../../../prompts/locales/load.ts";
import type { Event } from "../state.ts";
import type { Change, FindingsView } from "./asker.ts";
import type { Tools } from "./create-asker.ts";
import type { Drawing } from "./drawing.ts";
import type { ChoiceItem } from "./prompts.ts";

/** What was found, why it matters, what helps; then the choice: each remedy that changes settings, and the ways on. */
export async function askFindings(view: FindingsView, tools: Tools, signal: AbortSignal): Promise<Event> {
  const { prompts, messages, drawing } = tools;
  prompts.print([...drawing.rank(view.findings).flatMap((one) => drawing.finding(one, true)), ""]);
  const { menu, interview } = messages.ui;
  const offers = view.offers.map((offer, index) => ({
    lines: [drawing.remedy(offer.finding, offer.remedy), ...changeLines(offer.changes, messages, drawing)],
    aside: offer.works ? menu.works : "",
    event: { type: "remedy", index } satisfies Event,
  }));
  const rest = (["change", "retry", "proceed", "save"] as const).map((type) => ({
    lines: [menu[type]],
    aside: "",
    event: { type } satisfies Event,
  }));
  const all = [...offers, ...rest];
  const reply = await prompts.choice(
    {
      label: menu.title,
      items: all.map(({ lines, aside }, index): ChoiceItem => ({ key: String(index + 1), lines, aside })),
      fallback: 0,
      hints: prompts.live ? [`${interview.hints.choose} · ${interview.hints.back}`] : [interview.hints.backPlain],
      complaint: null,
      keys: { help: false, back: true, more: false },
      notOffered: (value) => format(interview.notOffered, { value }),
      typeNumber: interview.typeNumber,
      moreLines: (count) => format(interview.moreLines, { count }),
    },
    signal,
  );
  if (reply.kind !== "value") return { type: "back" };
  const chosen = all[reply.value];
  if (chosen !== undefined && prompts.live) prompts.print([`  ${chosen.lines[0] ?? ""}`]);
  return chosen?.event ?? { type: "back" };
}

/** "SMTP_PORT   465 → 587", names and old values in columns where the terminal has room for them. */
function changeLines(changes: readonly Change[], { ui }: Messages, { columns, width }: Drawing): readonly string[] {
  const shown = (value: string | null) => (value === null ? ui.menu.notSet : value === "" ? ui.menu.empty : value);
  const pad = (text: string, columns: number) => text + " ".repeat(Math.max(0, columns - width(text)));
  const names = Math.max(0, ...changes.map(({ variable }) => width(variable)));
  const olds = Math.max(0, ...changes.map(({ from }) => width(shown(from))));
  const inColumns = changes.map(
    ({ variable, from, to }) => `${pad(variable, names)}  ${pad(shown(from), olds)} → ${shown(to)}`,
  );
  // A choice's further lines are indented by seven.
  if (inColumns.every((line) => width(line) <= columns() - 8)) return inColumns;
  return changes.map(({ variable, from, to }) => `${variable} ${shown(from)} → ${shown(to)}`);
}
