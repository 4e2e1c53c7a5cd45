import type { MailProvider, StorageProvider } from "../../prompts/answers.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import type { SettingText, WorksheetTexts } from "../../prompts/locales/setting-texts.ts";
import { mailPresets } from "../../prompts/providers/mail.ts";
import { storagePresets } from "../../prompts/providers/storage.ts";
import { type Section, sections } from "../../prompts/sections.ts";
import { applies, type Known, type Setting } from "../../prompts/setting.ts";

export interface WorksheetOptions {
  /** Where it is settled which provider it will be, the sheet leaves out what that one does not need. */
  readonly providers?: { readonly storage?: StorageProvider; readonly mail?: MailProvider };
}

type Chosen = NonNullable<WorksheetOptions["providers"]>;

const blank = "________________________________";
const code = (text: string) => `\`${text}\``;

/** Everything that may be asked, section by section, as Markdown to fill in beforehand: why, where to find it, an example, a blank. */
export function worksheet(messages: Messages, options: WorksheetOptions = {}): string {
  const words = messages.settings.worksheet;
  const chosen = options.providers ?? {};
  const parts = sections.map((section, index) => sectionSheet(messages, section, index + 1, chosen));
  return [`# ${words.title}`, [words.line, ...words.intro].join("  \n"), ...parts, presetSheet(messages, chosen)]
    .join("\n\n")
    .concat("\n");
}

function sectionSheet(messages: Messages, section: Section, number: number, chosen: Chosen): string {
  const { title, line } = messages.settings[section.id];
  const texts: Readonly<Record<string, SettingText>> = messages.settings[section.id].settings;
  const known = knownOf(chosen);
  const settled = section.id === "storage" || section.id === "mail" ? chosen[section.id] !== undefined : false;
  const sheets = Object.entries(section.settings).flatMap(([id, setting]) => {
    const text = texts[id];
    if (text === undefined || (settled && !applies(setting, known))) return [];
    return [settingSheet(messages.settings.worksheet, [...section.path, id].join("."), setting, text, known)];
  });
  return [`## ${number}. ${title}`, line, ...sheets].join("\n\n");
}

function knownOf(chosen: Chosen): Known {
  return {
    answers: {
      ...(chosen.storage === undefined ? {} : { storage: { provider: chosen.storage } }),
      ...(chosen.mail === undefined ? {} : { mail: { provider: chosen.mail } }),
    },
    found: {},
  };
}

function settingSheet(
  words: WorksheetTexts,
  key: string,
  setting: Setting<unknown>,
  text: SettingText,
  known: Known,
): string {
  const suggestions = setting.suggestions?.(known) ?? [];
  const facts = [
    ...(text.example === undefined || text.example === String(setting.initial?.(known))
      ? []
      : [`- ${words.example}: ${code(text.example)}`]),
    ...(suggestions.length === 0 ? [] : [`- ${words.suggestions}: ${suggestions.map(code).join(", ")}`]),
    ...defaultOf(words, setting, known),
    ...(setting.optional && setting.opens === undefined && text.empty !== undefined
      ? [`- ${words.empty}: ${text.empty}`]
      : []),
    ...notes(words, setting).map((note) => `- ${note}`),
  ];
  // Two blanks at a line's end keep the lines apart where Markdown is shown; Japanese has no blank to join them with.
  const parts = [
    `### ${text.label} (${code(key)})`,
    text.help.join("  \n"),
    facts.join("\n"),
    answer(words, setting, text),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Only where it is something to read: not of a choice, and not where it follows from other answers. */
function defaultOf(words: WorksheetTexts, setting: Setting<unknown>, known: Known): readonly string[] {
  const value = setting.choices === undefined ? setting.initial?.(known) : undefined;
  return typeof value === "string" || typeof value === "number" ? [`- ${words.initial}: ${code(String(value))}`] : [];
}

function notes(words: WorksheetTexts, setting: Setting<unknown>): readonly string[] {
  const asked = setting.asked === "advanced" ? words.advanced : setting.when === undefined ? null : words.conditional;
  return asked === null ? [] : [asked];
}

function answer(words: WorksheetTexts, setting: Setting<unknown>, text: SettingText): string {
  if (setting.kind === "secret") return `${words.answer}: ${words.secret}`;
  const values = setting.choices ?? (setting.kind === "boolean" ? [] : null);
  if (values === null) return `${words.answer}: ${blank}`;
  if (values.length === 0) return `${words.answer}: [ ] ${words.yes} / [ ] ${words.no}`;
  const boxes = values.map(
    (value) => `- [ ] ${text.choices?.[String(value)] ?? String(value)} (${code(String(value))})`,
  );
  return [`${words.choices}:`, "", ...boxes].join("\n");
}

function presetSheet(messages: Messages, chosen: Chosen): string {
  const words = messages.settings.worksheet;
  const head = (label: string) => [`| ${label} | ${words.values} | ${words.documentation} |`, "|---|---|---|"];
  const { storage, mail } = messages.settings;
  return [
    `## ${words.providers}`,
    "",
    ...head(storage.title),
    ...keysOf(storagePresets, chosen.storage)
      .filter((provider) => provider !== "none")
      .map((provider) =>
        row(storage.settings.provider.choices[provider], storageValues(provider), storagePresets[provider].docs),
      ),
    "",
    ...head(mail.title),
    ...keysOf(mailPresets, chosen.mail).map((provider) =>
      row(mail.settings.provider.choices[provider], mailValues(provider), mailPresets[provider].docs),
    ),
  ].join("\n");
}

function keysOf<Key extends string>(presets: Readonly<Record<Key, unknown>>, only: Key | undefined): readonly Key[] {
  return only === undefined ? (Object.keys(presets) as Key[]) : [only];
}

function row(name: string, values: readonly string[], docs: string): string {
  return `| ${name} | ${values.join("<br>")} | <${docs}> |`;
}

function storageValues(provider: StorageProvider): readonly string[] {
  const { endpoint, region, regions = [] } = storagePresets[provider];
  const address = endpoint?.(region ?? "REGION") ?? null;
  return [
    ...(address === null ? [] : [code(address)]),
    ...(region === undefined ? [] : [code(region)]),
    regions.join(", "),
  ].filter((value) => value !== "");
}

function mailValues(provider: MailProvider): readonly string[] {
  const { hosts, ports } = mailPresets[provider];
  const [first, second, third, ...more] = hosts;
  const shown = [first, second, third].filter((host) => host !== undefined).map(code);
  const numbers = ports.map(({ port, tls }) => `${port} (${tls})`).join(", ");
  return [[...shown, ...(more.length === 0 ? [] : ["…"])].join(", "), numbers].filter((value) => value !== "");
}
