import type { UpdatesAnswers } from "./answers.ts";
import { yesNo } from "./parsers/choice.ts";
import type { Settings } from "./setting.ts";

export const updates: Settings<UpdatesAnswers> = {
  check: { kind: "boolean", optional: false, asked: "always", initial: () => true, parse: yesNo },
};
