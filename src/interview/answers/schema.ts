import type { Messages } from "../../../prompts/locales/load.ts";
import type { SettingText } from "../../../prompts/locales/setting-texts.ts";
import { type Section, sections } from "../../../prompts/sections.ts";
import type { Setting } from "../../../prompts/setting.ts";
import { isNullable } from "./value.ts";

export type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 2020-12) of the answers file, made of the settings; titles and descriptions in the language of `messages`.
 * It knows keys, types and choices; what else a value must be is for the setting's own parser to say.
 */
export function answersSchema(messages?: Messages): Schema {
  const top = sections.filter((section) => section.path.length === 1);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "mastosetup",
    ...object({
      $schema: { type: "string" },
      ...Object.fromEntries(top.map((section) => [section.path[0], sectionSchema(section, messages)])),
      extra: {
        type: "object",
        propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
        additionalProperties: { $ref: "#/$defs/secret" },
      },
    }),
    $defs: { secret: secretSchema },
  };
}

const secretSchema: Schema = {
  anyOf: [
    { type: "string" },
    { ...object({ env: { type: "string", minLength: 1 } }), required: ["env"] },
    { ...object({ file: { type: "string", minLength: 1 } }), required: ["file"] },
  ],
};

function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", properties, additionalProperties: false };
}

function sectionSchema(section: Section, messages: Messages | undefined): Schema {
  const texts = messages?.settings[section.id];
  const words: Readonly<Record<string, SettingText>> = texts?.settings ?? {};
  const properties = Object.entries(section.settings).map(([id, setting]) => [
    id,
    { ...described(words[id]), ...typeOf(section, id, setting, messages) },
  ]);
  return {
    ...(texts ? { title: texts.title, description: texts.line } : {}),
    ...object(Object.fromEntries(properties)),
  };
}

function described(text: SettingText | undefined): Schema {
  if (text === undefined) return {};
  return { title: text.label, description: text.help.join("\n") };
}

function typeOf(section: Section, id: string, setting: Setting<unknown>, messages: Messages | undefined): Schema {
  const opened = sections.find((one) => one.path.join(".") === [...section.path, id].join("."));
  if (setting.opens !== undefined && opened) return { anyOf: [{ type: "null" }, sectionSchema(opened, messages)] };
  const none = isNullable(setting);
  if (setting.choices) return { enum: none ? [...setting.choices, null] : setting.choices };
  if (setting.kind === "secret") {
    const secret = { $ref: "#/$defs/secret" };
    return none ? { anyOf: [secret, { type: "null" }] } : secret;
  }
  if (setting.kind === "list") return { type: none ? ["array", "null"] : "array", items: { type: "string" } };
  const type = setting.kind === "boolean" || setting.kind === "integer" ? setting.kind : "string";
  return { type: none ? [type, "null"] : type };
}
