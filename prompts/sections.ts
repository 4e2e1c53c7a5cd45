import { administrator } from "./administrator.ts";
import { database } from "./database.ts";
import { domain } from "./domain.ts";
import type { SectionId } from "./locales/setting-texts.ts";
import { mail } from "./mail.ts";
import { redis } from "./redis.ts";
import { server } from "./server.ts";
import type { Setting } from "./setting.ts";
import { steps } from "./steps.ts";
import { storage } from "./storage.ts";
import { updates } from "./updates.ts";

/** What is tried once a section is complete. */
export type ProbedSection = "host" | "domain" | "database" | "redis" | "storage" | "mail";

export interface Section {
  readonly id: SectionId;
  /** Where the answers file keeps it. */
  readonly path: readonly string[];
  /** In the order they are asked. */
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  readonly probe: ProbedSection | null;
}

/** Everything that is asked, in order. */
export const sections: readonly Section[] = [
  { id: "server", path: ["mastodon"], settings: server, probe: "host" },
  { id: "domain", path: ["domain"], settings: domain, probe: "domain" },
  { id: "database", path: ["database"], settings: database, probe: "database" },
  { id: "redis", path: ["redis"], settings: redis, probe: "redis" },
  { id: "storage", path: ["storage"], settings: storage, probe: "storage" },
  { id: "mail", path: ["mail"], settings: mail, probe: "mail" },
  { id: "updates", path: ["updates"], settings: updates, probe: null },
  { id: "steps", path: ["steps"], settings: steps, probe: null },
  { id: "administrator", path: ["steps", "admin"], settings: administrator, probe: null },
];

/** Paths of the answers that are secrets, for the redactor and for `--save-answers`. */
export const secretPaths: readonly (readonly string[])[] = sections.flatMap((section) =>
  Object.entries(section.settings)
    .filter(([, setting]) => setting.kind === "secret")
    .map(([id]) => [...section.path, id]),
);
