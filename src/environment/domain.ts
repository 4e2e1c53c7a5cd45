import type { DomainAnswers } from "../../prompts/answers.ts";
import { type Codec, present, section } from "./section.ts";

const codec: Codec<DomainAnswers> = {
  managed: ["LOCAL_DOMAIN", "WEB_DOMAIN", "ALTERNATE_DOMAINS", "SINGLE_USER_MODE"],
  replacedBy: [],
  alwaysSaid: true,
  write: ({ local, web, alternates, singleUser }) =>
    present({
      LOCAL_DOMAIN: local === "" ? null : local,
      WEB_DOMAIN: web,
      ALTERNATE_DOMAINS: alternates.length > 0 ? alternates.join(",") : null,
      SINGLE_USER_MODE: String(singleUser),
    }),
  read: (variables) => ({
    local: variables.get("LOCAL_DOMAIN") ?? "",
    web: variables.get("WEB_DOMAIN") || null,
    alternates: domains(variables.get("ALTERNATE_DOMAINS")),
    singleUser: variables.get("SINGLE_USER_MODE") === "true",
  }),
  meaning: (variables) => [
    variables.get("LOCAL_DOMAIN") ?? null,
    variables.get("WEB_DOMAIN") ?? null,
    domains(variables.get("ALTERNATE_DOMAINS")),
    // Only the exact word is true. "True" means false, but somebody meant otherwise: it stays for the check to tell.
    variables.get("SINGLE_USER_MODE") ?? "false",
  ],
};

/** As config/initializers/1_hosts.rb splits them. */
function domains(text: string | undefined): readonly string[] {
  return (text ?? "").split(/\s*,\s*/).filter((domain) => domain !== "");
}

export const domain = section("domain", { ...codec, said: (answers) => answers });
