import type { WorksheetTexts } from "../../setting-texts.ts";

export const worksheet: WorksheetTexts = {
  title: "Before you set up Mastodon",
  line: "These are the questions that mastosetup may ask. Few servers need them all:",
  settings: {},
  intro: [
    "most have a default, and many are asked only with a certain answer before.",
    "Keep this sheet where you keep passwords, or leave the secrets out of it.",
  ],
  answer: "Answer",
  yes: "yes",
  no: "no",
  choices: "Choices",
  example: "Example",
  initial: "Default",
  empty: "Left empty",
  suggestions: "Known values",
  secret: "A secret: type it in when asked, rather than writing it here.",
  advanced: "Asked only under more settings, or where no default can know it.",
  conditional: "Asked only where it applies and is not known already.",
  providers: "What the providers' presets fill in",
  values: "Values",
  documentation: "Where to read on",
};
