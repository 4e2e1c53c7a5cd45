import type { Messages } from "../../prompts/locales/load.ts";
import type { Effect, Facts, Finding, ProcessName, Status } from "../findings/finding.ts";
import type { VariableChanges } from "../findings/variables.ts";
import { type Summary, summary } from "./summary.ts";
import { findingWords, type RemedyWords } from "./words.ts";

export interface RemedyJson {
  readonly text: string;
  readonly commands: readonly string[];
  /** `null` takes the variable out. */
  readonly set: VariableChanges;
}

export interface FindingJson {
  readonly id: string;
  readonly section: string;
  readonly status: Status;
  readonly effect: Effect | null;
  readonly process: ProcessName | "all";
  readonly variables: readonly string[];
  readonly title: string;
  readonly detail: string;
  readonly facts: Facts;
  /** The best one. */
  readonly remedy: RemedyJson | null;
  readonly alternatives: readonly RemedyJson[];
  readonly docs: string | null;
  readonly ms: number | null;
}

/** A finding as `--json` prints it: sentences rendered, facts beside them for whoever wants other sentences. */
export function findingJson(finding: Finding, messages: Messages): FindingJson {
  const { title, detail, remedies } = findingWords(finding, messages);
  const [remedy = null, ...alternatives] = remedies.map(remedyJson);
  const { id, section, status, effect, process, variables, facts, docs } = finding;
  const ms = finding.ms === null ? null : Math.round(finding.ms);
  return { id, section, status, effect, process, variables, title, detail, facts, remedy, alternatives, docs, ms };
}

function remedyJson({ text, commands, set }: RemedyWords): RemedyJson {
  return { text, commands, set };
}

export interface MastodonJson {
  readonly version: string;
  readonly runtime: string;
}

export interface CheckJson {
  readonly schema: "mastosetup/check@1";
  readonly version: string;
  readonly mastodon: MastodonJson;
  readonly files: readonly {
    readonly path: string;
    readonly summary: Summary;
    readonly findings: readonly FindingJson[];
  }[];
}

export function checkJson(
  check: {
    readonly version: string;
    readonly mastodon: MastodonJson;
    readonly files: readonly { readonly path: string; readonly findings: readonly Finding[] }[];
  },
  messages: Messages,
): CheckJson {
  const files = check.files.map(({ path, findings }) => ({
    path,
    summary: summary(findings),
    findings: findings.map((one) => findingJson(one, messages)),
  }));
  return { schema: "mastosetup/check@1", version: check.version, mastodon: check.mastodon, files };
}

export interface StepJson {
  readonly id: string;
  readonly status: string;
  readonly exitCode: number | null;
  readonly ms: number | null;
  readonly log: string | null;
}

export interface SetupJson<Admin> {
  readonly schema: "mastosetup/setup@1";
  readonly changed: boolean;
  readonly env: { readonly path: string; readonly backup: string | null };
  readonly findings: readonly FindingJson[];
  readonly steps: readonly StepJson[];
  readonly admin: Admin | null;
}

/** `Admin` is the room of the steps' own: the only place where the password of the new administrator may stand. */
export function setupJson<Admin>(
  setup: Omit<SetupJson<Admin>, "schema" | "findings"> & { readonly findings: readonly Finding[] },
  messages: Messages,
): SetupJson<Admin> {
  const findings = setup.findings.map((one) => findingJson(one, messages));
  const { changed, env, steps, admin } = setup;
  return { schema: "mastosetup/setup@1", changed, env, findings, steps, admin };
}
