import type { StepsAnswers } from "../../prompts/answers.ts";
import type { Facts } from "../findings/finding.ts";
import type { Place } from "../mastodon/place.ts";
import type { Reason, Why } from "./reasons.ts";

/** In the order in which they run. */
export const stepIds = ["database", "assets", "administrator"] as const;
export type StepId = (typeof stepIds)[number];

/**
 * What the database is before anything runs. `unknown`: it can't be seen from here, as one that only Compose's own
 * network reaches.
 */
export type DatabaseState =
  | { readonly kind: "missing"; readonly mayCreate: boolean }
  | { readonly kind: "empty"; readonly mayCreateInPublic: boolean }
  | {
      readonly kind: "mastodon";
      /** The newest row of schema_migrations; null where that table is empty. */
      readonly schemaVersion: string | null;
      /** From `countRoles`; null or left out where nobody counted. Without roles the seeds are still to come. */
      readonly roles?: number | null;
    }
  | { readonly kind: "foreign"; readonly tables: readonly string[] }
  | { readonly kind: "standby" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "unknown" };

export interface Memory {
  /** Bytes that can be had without killing anything: free, reclaimable, swap. */
  readonly available: number;
  /** `free`: no /proc here, so what the caches would give back is not known. */
  readonly source: "proc" | "free";
}

/** What `assets:precompile` needs. Null: not there. */
export interface Machine {
  readonly memory: Memory;
  readonly node: string | null;
  readonly yarn: string | null;
  /** webpack (up to 4.3) or vite is in node_modules. */
  readonly bundler: boolean;
}

export interface PlanInput {
  readonly steps: StepsAnswers;
  readonly place: Place & { readonly directory: string };
  /** Where the env file was or will be written. */
  readonly envFile: string;
  readonly database: DatabaseState;
  /** What the CREATE DATABASE command names. */
  readonly connection: { readonly database: string; readonly user: string };
  /** Of the directory; null where it has no migrations (docker): then the release's own is taken. */
  readonly latestMigration: string | null;
  /** From `halfLoadable`; left out where no earlier run was cut off. */
  readonly halfLoadable?: readonly string[];
  /** Null where nobody looked, as under docker. */
  readonly machine: Machine | null;
  /** Whether the DNS knows the administrator's mail domain; null where nobody asked. */
  readonly mailDomainResolves: boolean | null;
}

export interface StepCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Added to the clean environment. Never a secret: those Mastodon reads from the file itself. */
  readonly environment: Readonly<Record<string, string>>;
  readonly why: Why;
}

/** What is true once the step is done, and how it is told. */
export type Effect =
  | {
      readonly kind: "database";
      readonly schema: string;
      /** Tables that the commands would drop: they run only where each of these has no row. */
      readonly mustBeEmpty: readonly string[];
    }
  | { readonly kind: "assets"; readonly manifest: string; readonly source: string }
  | { readonly kind: "administrator"; readonly username: string; readonly email: string };

interface Planned {
  readonly id: StepId;
  /** The facts of the reason's sentences. */
  readonly facts: Facts;
  /** To be pasted by a person; never run by us. */
  readonly remedy: readonly string[];
}

/** `run`: these commands, in this order. `nothing`: done already. `skipped`: not asked for. `refused`: asked for, and not done. */
export type StepPlan =
  | (Planned & { readonly action: "run"; readonly commands: readonly StepCommand[]; readonly effect: Effect })
  | (Planned & { readonly action: "nothing" | "skipped" | "refused"; readonly reason: Reason });
export type RunPlan = Extract<StepPlan, { action: "run" }>;

export type StepStatus = "done" | "skipped" | "nothing" | "refused" | "failed";

export interface StepResult {
  readonly id: StepId;
  readonly status: StepStatus;
  /** Of the last command that ran; null where none did or a signal ended it. */
  readonly exitCode: number | null;
  readonly ms: number | null;
  readonly log: string | null;
  /** Null only for `done`. */
  readonly reason: Reason | null;
  readonly facts: Facts;
  readonly remedy: readonly string[];
  readonly changed: boolean;
  /** Whether the effect was seen; false where there was no way to look. */
  readonly verified: boolean;
}

/** The only place where the new administrator's password stands; never logged. */
export interface NewAdministrator {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}
