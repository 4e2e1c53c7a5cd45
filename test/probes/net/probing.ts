import { en } from "../../../prompts/locales/en/index.ts";
import { ja } from "../../../prompts/locales/ja/index.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import type { Probe } from "../../../src/probes/context.ts";
import { speak } from "../../support/speak.ts";
import { applied, contextOf, type Env, told, viewsOf } from "./views.ts";

export interface Probing {
  /** Probes, and says every finding in both languages on the way. */
  probe(env: Env, version?: string, context?: ReturnType<typeof contextOf>): Promise<readonly Finding[]>;
  /** What is told once the lines of the finding's remedy `key` are in the file. */
  after(
    env: Env,
    finding: Finding,
    key: string,
    version?: string,
    context?: ReturnType<typeof contextOf>,
  ): Promise<readonly string[]>;
}

export function probing(probeOf: Probe): Probing {
  const probe: Probing["probe"] = async (env, version = "4.6.5", context = contextOf()) => {
    const findings = await probeOf(viewsOf(env, version), context);
    for (const one of findings) for (const messages of [en, ja]) speak(one, messages);
    return findings;
  };
  return {
    probe,
    after: async (env, finding, key, version, context) => {
      const set = finding.remedies.find((remedy) => remedy.key === key)?.set;
      if (!set) throw new Error(`${finding.id} offers no ${key}: ${JSON.stringify(finding.remedies)}`);
      return told(await probe(applied(env, set), version, context));
    },
  };
}

/** The one finding of that id. */
export function only(findings: readonly Finding[], id: string): Finding {
  const one = findings.find((finding) => finding.id === id);
  if (!one) throw new Error(`${id} is not among ${told(findings).join(", ")}`);
  return one;
}
