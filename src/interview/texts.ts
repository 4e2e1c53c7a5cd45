import { format } from "../../prompts/locales/format.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { SectionText, SettingText } from "../../prompts/locales/setting-texts.ts";
import type { Setting } from "../../prompts/setting.ts";
import type { SectionId } from "./section.ts";

export function sectionText(messages: Messages, section: SectionId): SectionText {
  return messages.settings[section];
}

export function settingText(messages: Messages, section: SectionId, id: string): SettingText {
  return sectionText(messages, section).settings[id] ?? { label: id, help: [] };
}

export function lengthText(messages: Messages, count: number): string {
  const forms = messages.ui.interview.characters;
  return format(count === 1 ? forms.one : forms.other, { count });
}

/** A value in a person's words: choices by their label, null by what it is called there, a secret as dots. */
export function valueText(messages: Messages, text: SettingText, setting: Setting<unknown>, value: unknown): string {
  const { yes, no, none } = messages.ui.interview;
  if (value === null || value === undefined) return text.empty ?? none;
  if (setting.kind === "secret") return "••••••••";
  const label = text.choices?.[String(value)];
  if (label !== undefined) return label;
  if (setting.opens !== undefined) return yes;
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.length === 0 ? (text.empty ?? none) : value.join(", ");
  return String(value);
}

/** A value as it would be typed, for defaults that Enter takes and Tab brings into the line. */
export function typedText(messages: Messages, setting: Setting<unknown>, value: unknown): string {
  const { yes, no } = messages.ui.interview;
  if (value === null || value === undefined) return setting.opens !== undefined && value === null ? no : "";
  if (setting.opens !== undefined) return yes;
  if (typeof value === "boolean") return value ? yes : no;
  return Array.isArray(value) ? value.join(", ") : String(value);
}
