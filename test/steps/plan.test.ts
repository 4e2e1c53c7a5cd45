import { describe, expect, it } from "vitest";
import type { Runtime } from "../../prompts/answers.ts";
import { parseRelease } from "../../src/environment/release.ts";
import { floorsOf } from "../../src/mastodon/floors.ts";
import { commandLine } from "../../src/steps/commands.ts";
import { planSteps } from "../../src/steps/plan.ts";
import type { DatabaseState, Machine, PlanInput, StepId, StepPlan } from "../../src/steps/types.ts";

const enough: Machine = { memory: { available: 8e9, source: "proc" }, node: "24.10.0", yarn: "4.10.3", bundler: true };

interface Given {
  readonly version?: string;
  readonly runtime?: Runtime;
  readonly state?: DatabaseState;
  readonly database?: boolean | "migrate";
  readonly machine?: Machine;
  readonly more?: Partial<PlanInput>;
}

function plans({
  version = "4.5",
  runtime = "systemd",
  state = { kind: "missing", mayCreate: true },
  database = true,
  machine = enough,
  more = {},
}: Given) {
  const release = parseRelease(version) ?? { series: "4.5", patch: null };
  return planSteps({
    steps: { database, assets: true, admin: { username: "alice", email: "alice@example.social" } },
    place: { release, runtime, directory: "/home/mastodon/live" },
    envFile: "/home/mastodon/live/.env.production",
    database: state,
    connection: { database: "mastodon_production", user: "mastodon" },
    latestMigration: floorsOf(release.series).schema,
    machine,
    mailDomainResolves: true,
    ...more,
  });
}

function plan(id: StepId, given: Given): StepPlan {
  const found = plans(given).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no plan for ${id}`);
  return found;
}

/** "run: command; command", or "refused: reason". */
function told(one: StepPlan): string {
  if (one.action !== "run") return `${one.action}: ${one.reason}`;
  return `run: ${one.commands.map(commandLine).join("; ").replaceAll("RAILS_ENV=production NODE_ENV=production ", "")}`;
}

const mastodon = (schemaVersion: string, roles?: number): DatabaseState => ({
  kind: "mastodon",
  schemaVersion,
  ...(roles === undefined ? {} : { roles }),
});
const of45 = floorsOf("4.5").schema;

describe("the database's plan", () => {
  it.each<[string, Given, string]>([
    ["missing, may be created", {}, "run: SAFETY_ASSURED=1 bin/rails db:setup"],
    ["missing, may not", { state: { kind: "missing", mayCreate: false } }, "refused: database-missing"],
    ["empty", { state: { kind: "empty", mayCreateInPublic: true } }, "run: bin/rails db:prepare"],
    [
      "empty, before db:prepare seeds",
      { version: "4.2", state: { kind: "empty", mayCreateInPublic: true } },
      "run: SAFETY_ASSURED=1 bin/rails db:schema:load; bin/rails db:seed",
    ],
    [
      "empty, somebody else's schema public",
      { state: { kind: "empty", mayCreateInPublic: false } },
      "refused: create-denied",
    ],
    ["current", { state: mastodon(of45, 4) }, "nothing: database-current"],
    ["current, roles not counted", { state: mastodon(of45) }, "nothing: database-current"],
    ["loaded and not seeded", { state: mastodon(of45, 0) }, "run: bin/rails db:seed"],
    ["older, without the word", { state: mastodon("20241007071624") }, "refused: database-older"],
    ["older, on its own word", { state: mastodon("20241007071624"), database: "migrate" }, "run: bin/rails db:migrate"],
    ["newer", { state: mastodon("20260611150940"), database: "migrate" }, "refused: database-newer"],
    [
      "somebody else's tables",
      { state: { kind: "foreign", tables: ["wp_posts"] }, database: "migrate" },
      "refused: database-foreign",
    ],
    ["standby", { state: { kind: "standby" } }, "refused: database-standby"],
    ["unreachable", { state: { kind: "unreachable" } }, "refused: database-unreachable"],
    ["not wanted", { database: false }, "skipped: not-wanted"],
    ["another file than Mastodon reads", { more: { envFile: "/root/.env.production" } }, "refused: env-elsewhere"],
    [
      "behind Compose's network",
      { runtime: "docker", state: { kind: "unknown" } },
      "run: docker compose run --rm -T -e SAFETY_ASSURED=1 web bin/rails db:setup",
    ],
    [
      "behind Compose's network, to be migrated",
      { runtime: "docker", state: { kind: "unknown" }, database: "migrate" },
      "run: docker compose run --rm -T web bin/rails db:prepare",
    ],
  ])("%s", (_, given, expected) => {
    expect(told(plan("database", given))).toBe(expected);
  });

  it("gives the command for a role that may not create it, names quoted", () => {
    const connection = { database: 'my"base', user: "masto-don" };
    expect(plan("database", { state: { kind: "missing", mayCreate: false }, more: { connection } }).remedy).toEqual([
      `CREATE DATABASE "my""base" OWNER "masto-don" ENCODING 'UTF8' TEMPLATE template0;`,
    ]);
  });

  it("takes the release's own schema where the directory has no migrations", () => {
    const more = { latestMigration: null };
    expect(told(plan("database", { runtime: "docker", state: mastodon(of45, 4), more }))).toBe(
      "nothing: database-current",
    );
    expect(told(plan("database", { runtime: "docker", state: mastodon("20230907150100"), more }))).toBe(
      "refused: database-older",
    );
  });

  it("never overrides Rails' guard of a database in use", () => {
    const states: DatabaseState[] = [
      { kind: "missing", mayCreate: true },
      { kind: "foreign", tables: ["a"] },
      mastodon("1"),
      { kind: "unknown" },
    ];
    const all = states.flatMap((state) => plans({ state, database: "migrate" }));
    expect(JSON.stringify(all)).not.toContain("DISABLE_DATABASE_ENVIRONMENT_CHECK");
  });
});

describe("the assets' plan", () => {
  const machine = (more: Partial<Machine>): Given => ({ machine: { ...enough, ...more } });
  it.each<[string, Given, string]>([
    ["everything there", {}, "run: bin/rails assets:precompile"],
    ["docker", { runtime: "docker" }, "skipped: assets-in-image"],
    ["too little memory", machine({ memory: { available: 2.4e9, source: "proc" } }), "refused: memory"],
    [
      "little is free and the caches are not known",
      machine({ memory: { available: 1e9, source: "free" } }),
      "run: bin/rails assets:precompile",
    ],
    ["no Node", machine({ node: null }), "refused: node-missing"],
    ["Node too old", { version: "4.6", ...machine({ node: "20.17.0" }) }, "refused: node-old"],
    ["no yarn, webpack", { version: "4.3", ...machine({ yarn: null }) }, "refused: yarn-missing"],
    ["yarn 1 where 4 is meant", { version: "4.3", ...machine({ yarn: "1.22.22" }) }, "refused: yarn-old"],
    ["no yarn, vite", machine({ yarn: null }), "run: bin/rails assets:precompile"],
    ["packages not installed", machine({ bundler: false }), "refused: modules-missing"],
  ])("%s", (_, given, expected) => {
    expect(told(plan("assets", given))).toBe(expected);
  });

  it("offers swap, and says how much there is and is needed", () => {
    const refused = plan("assets", machine({ memory: { available: 1.9e9, source: "proc" } }));
    expect(refused.facts).toMatchObject({ available: "1.9", needed: "2.5" });
    expect(refused.remedy[0]).toContain("swapon");
  });

  it("looks for the manifest where the release's bundler writes it", () => {
    const manifest = (version: string) => {
      const one = plan("assets", { version });
      return one.action === "run" && one.effect.kind === "assets" ? one.effect.manifest : "";
    };
    expect(manifest("4.3")).toBe("/home/mastodon/live/public/packs/manifest.json");
    expect(manifest("4.4")).toBe("/home/mastodon/live/public/packs/.vite/manifest.json");
  });
});

describe("the administrator's plan", () => {
  const created = "bin/tootctl accounts create alice --email alice@example.social --confirmed --approve --role Owner";
  it.each<[string, Given, string]>([
    ["the tables will be there", {}, `run: ${created}`],
    ["they are there", { state: mastodon(of45, 4), database: false }, `run: ${created}`],
    [
      "there are none",
      { state: { kind: "empty", mayCreateInPublic: true }, database: false },
      "refused: needs-database",
    ],
    ["the database is refused", { state: { kind: "standby" } }, "refused: needs-database"],
    [
      "the DNS does not know the mail domain",
      { more: { mailDomainResolves: false } },
      `run: EMAIL_DOMAIN_ALLOWLIST=example.social ${created}`,
    ],
    [
      "the same under docker",
      { runtime: "docker", state: { kind: "unknown" }, more: { mailDomainResolves: false } },
      `run: docker compose run --rm -T -e EMAIL_DOMAIN_ALLOWLIST=example.social web ${created}`,
    ],
    ["not wanted", { more: { steps: { database: true, assets: false, admin: null } } }, "skipped: not-wanted"],
  ])("%s", (_, given, expected) => {
    expect(told(plan("administrator", given))).toBe(expected);
  });
});

describe("a command line", () => {
  it("quotes what a shell would read otherwise", () => {
    expect(commandLine({ argv: ["a", "b c", "it's", "$x"], environment: { A: "1 2" } })).toBe(
      `A='1 2' a 'b c' 'it'\\''s' '$x'`,
    );
  });
});
