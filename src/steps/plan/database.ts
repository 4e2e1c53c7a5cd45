import { atLeast } from "../../environment/release.ts";
import type { Facts } from "../../findings/finding.ts";
import { floorsOf, seriesOfSchema } from "../../mastodon/floors.ts";
import { mastodonCommand } from "../commands.ts";
import type { Reason, Why } from "../reasons.ts";
import type { DatabaseState, PlanInput, StepCommand, StepPlan } from "../types.ts";

/**
 * strong_migrations stops db:schema:load, and db:setup with it, in production without this. It does not lift Rails' own
 * guard of a database in use.
 */
const assured = { SAFETY_ASSURED: "1" };

/**
 * The state of the database decides. Where Rails would have to be told to override its guard of a production database
 * (DISABLE_DATABASE_ENVIRONMENT_CHECK), nothing runs: that is how databases were lost.
 */
export function databasePlan(input: PlanInput): StepPlan {
  if (input.steps.database === false) return settled("skipped", "not-wanted");
  const { database } = input;
  switch (database.kind) {
    case "missing":
      // db:create needs CREATEDB even for `db:setup` on a database that is there (measured on PostgreSQL 15).
      return database.mayCreate
        ? run(input, [setUp(input, "create")])
        : refused("database-missing", names(input), creation(input));
    case "empty":
      return database.mayCreateInPublic
        ? run(input, loading(input))
        : refused("create-denied", names(input), ownership(input));
    case "mastodon":
      return ofMastodon(input, database);
    case "foreign":
      return ofForeign(input, database.tables);
    case "standby":
      return refused("database-standby", names(input));
    case "unreachable":
      return refused("database-unreachable", names(input));
    case "unknown":
      return run(input, unseen(input));
  }
}

function ofMastodon(input: PlanInput, state: Extract<DatabaseState, { kind: "mastodon" }>): StepPlan {
  const [here, wanted] = [state.schemaVersion ?? "", schemaOf(input)];
  const facts = { ...names(input), schema: here, wanted, release: seriesOfSchema(here) ?? "" };
  if (here > wanted) return refused("database-newer", facts);
  if (here < wanted) {
    const migrate = rails(input, "db:migrate", "migrate");
    return input.steps.database === "migrate" ? run(input, [migrate]) : refused("database-older", facts);
  }
  // Somebody's `db:schema:load` without its `db:seed`, or ours, killed between the two: without roles nobody can own the server.
  if (state.roles === 0) return run(input, [rails(input, "db:seed", "seed")]);
  return settled("nothing", "database-current", facts);
}

/**
 * Tables without migrations. Where our own last run was cut off and every one of them is of this release's schema, they
 * are what it left behind: loading drops and makes them again (measured on 4.3.23: db:prepare after a kill -9 ends well).
 * That each is empty is looked at before anything runs.
 */
function ofForeign(input: PlanInput, tables: readonly string[]): StepPlan {
  const own = input.halfLoadable ?? [];
  if (own.length > 0 && tables.every((table) => own.includes(table))) return run(input, loading(input), tables);
  return refused("database-foreign", { ...names(input), tables: tables.slice(0, 5), count: tables.length });
}

/** db:prepare seeds what it loads from 4.3 (Rails 7.1) on; before, it would replay every migration since 2016 and seed nothing. */
function loading(input: PlanInput): readonly StepCommand[] {
  if (atLeast(input.place.release, "4.3")) return [rails(input, "db:prepare", "load")];
  return [rails(input, "db:schema:load", "load", assured), rails(input, "db:seed", "seed")];
}

/** Not to be seen from here: db:setup, which Rails refuses on a database in use; with the word for it, what also migrates. */
function unseen(input: PlanInput): readonly StepCommand[] {
  if (input.steps.database !== "migrate") return [setUp(input, "set-up-unseen")];
  return [rails(input, atLeast(input.place.release, "4.3") ? "db:prepare" : "db:migrate:setup", "migrate")];
}

function setUp(input: PlanInput, why: Why): StepCommand {
  return rails(input, "db:setup", why, assured);
}

function rails(input: PlanInput, task: string, why: Why, added: Readonly<Record<string, string>> = {}): StepCommand {
  return mastodonCommand(input.place, ["bin/rails", task], why, added);
}

function run(input: PlanInput, commands: readonly StepCommand[], mustBeEmpty: readonly string[] = []): StepPlan {
  const effect = { kind: "database", schema: schemaOf(input), mustBeEmpty } as const;
  return { id: "database", action: "run", commands, effect, facts: names(input), remedy: [] };
}

function settled(action: "nothing" | "skipped", reason: Reason, facts: Facts = {}): StepPlan {
  return { id: "database", action, reason, facts, remedy: [] };
}

function refused(reason: Reason, facts: Facts, remedy: readonly string[] = []): StepPlan {
  return { id: "database", action: "refused", reason, facts, remedy };
}

function schemaOf({ latestMigration, place }: PlanInput): string {
  return latestMigration ?? floorsOf(place.release.series).schema;
}

function names({ connection }: PlanInput): { database: string; user: string } {
  return { database: connection.database, user: connection.user };
}

/** UTF-8 from template0, whatever the cluster's own locale is. */
function creation({ connection: { database, user } }: PlanInput): readonly string[] {
  return [`CREATE DATABASE ${identifier(database)} OWNER ${identifier(user)} ENCODING 'UTF8' TEMPLATE template0;`];
}

/** From PostgreSQL 15 on only the owner may create tables in `public`. */
function ownership({ connection: { database, user } }: PlanInput): readonly string[] {
  return [`ALTER DATABASE ${identifier(database)} OWNER TO ${identifier(user)};`];
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
