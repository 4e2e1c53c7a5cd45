import { commandLine, mastodonCommand } from "../commands.ts";
import type { PlanInput, StepPlan } from "../types.ts";

/**
 * The owner, confirmed and approved in the same command: from 4.3 on an account without `--approve` waits for an
 * approval that nobody can give (mastodon#29380).
 */
export function administratorPlan(input: PlanInput, database: StepPlan): StepPlan {
  const { admin } = input.steps;
  if (admin === null) return { id: "administrator", action: "skipped", reason: "not-wanted", facts: {}, remedy: [] };
  const facts = { username: admin.username, email: admin.email };
  if (!willHaveTables(input, database)) {
    return { id: "administrator", action: "refused", reason: "needs-database", facts, remedy: [] };
  }
  // Mastodon asks the DNS for the domain and refuses what it does not know; its allow-list lets it through, for this command alone.
  const unknownDomain = input.mailDomainResolves === false ? (admin.email.split("@").at(-1) ?? null) : null;
  const flags = ["--email", admin.email, "--confirmed", "--approve", "--role", "Owner"];
  const command = ["bin/tootctl", "accounts", "create", admin.username, ...flags];
  return {
    id: "administrator",
    action: "run",
    commands: [
      unknownDomain === null
        ? mastodonCommand(input.place, command, "owner")
        : mastodonCommand(input.place, command, "owner-without-dns", { EMAIL_DOMAIN_ALLOWLIST: unknownDomain }),
    ],
    effect: { kind: "administrator", ...facts },
    facts: { ...facts, domain: unknownDomain ?? "" },
    // An account that a failure left half made (Redis down: measured on 4.3.23 and 4.6.5) is mended by this, on a person's yes.
    remedy: [commandLine(mendCommand(input.place, admin.username))],
  };
}

function mendCommand(place: PlanInput["place"], username: string) {
  const flags = ["--role", "Owner", "--confirm", "--approve", "--reset-password"];
  return mastodonCommand(place, ["bin/tootctl", "accounts", "modify", username, ...flags], "owner");
}

function willHaveTables(input: PlanInput, database: StepPlan): boolean {
  if (database.action === "run" || database.action === "nothing") return true;
  return database.action === "skipped" && (input.database.kind === "mastodon" || input.database.kind === "unknown");
}
