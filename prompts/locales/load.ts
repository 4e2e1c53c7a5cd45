import type { en } from "./en/index.ts";

export const languages = ["en", "ja"] as const;
export type Language = (typeof languages)[number];

/** Every sentence of one language. English is the shape; the compiler refuses a key that another language lacks. */
export type Messages = typeof en;

/** Loads one language; the other stays on disk. */
export async function loadMessages(language: Language): Promise<Messages> {
  return language === "ja" ? (await import("./ja/index.ts")).ja : (await import("./en/index.ts")).en;
}

/** The language of a POSIX locale ("ja_JP.UTF-8"); English for all that we do not speak. Precedence as setlocale(3) has it. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return languages.find((language) => locale.toLowerCase().startsWith(language)) ?? "en";
}
