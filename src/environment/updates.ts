import type { UpdatesAnswers } from "../../prompts/answers.ts";
import { type Codec, section } from "./section.ts";

/** An empty UPDATE_CHECK_URL switches the check off; absent is on; another address stays as it is. */
const codec: Codec<UpdatesAnswers> = {
  managed: ["UPDATE_CHECK_URL"],
  replacedBy: [],
  alwaysSaid: true,
  write: ({ check }): Record<string, string> => (check ? {} : { UPDATE_CHECK_URL: "" }),
  read: (variables) => ({ check: variables.get("UPDATE_CHECK_URL") !== "" }),
  meaning: (variables) => variables.get("UPDATE_CHECK_URL") ?? null,
};

export const updates = section("updates", { ...codec, said: (answers) => answers });
