import type { Draft } from "../../prompts/answers.ts";
import type { SectionId } from "../../prompts/locales/setting-texts.ts";
import type { Section } from "../../prompts/sections.ts";
import type { Found, Setting } from "../../prompts/setting.ts";
import type { VariableChanges } from "../findings/variables.ts";

export type { Section, SectionId };

/** What the reducer knows beside the state; it never changes during an interview. */
export interface Flow {
  readonly sections: readonly Section[];
  readonly found: Found;
  /** A remedy's change of variables as changed answers. */
  readonly applyRemedy: (answers: Draft, set: VariableChanges) => Draft;
}

export function sectionOf(flow: Flow, id: SectionId): Section {
  const section = flow.sections.find((one) => one.id === id);
  if (section === undefined) throw new Error(`no section ${id}`);
  return section;
}

export function settingOf(section: Section, id: string): Setting<unknown> {
  const setting = section.settings[id];
  if (setting === undefined) throw new Error(`no setting ${section.id}.${id}`);
  return setting;
}

/** Every setting of every section, in the order they are asked. */
export function eachSetting(flow: Flow) {
  return flow.sections.flatMap((section) =>
    Object.entries(section.settings).map(([id, setting]) => ({ section, id, setting })),
  );
}
