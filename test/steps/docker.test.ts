import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseRelease } from "../../src/environment/release.ts";
import { childEnvironment } from "../../src/steps/environment.ts";
import { planSteps } from "../../src/steps/plan.ts";
import { runSteps } from "../../src/steps/run.ts";
import { describeWith } from "../services/available.ts";
import { type Postgres, postgresPrograms, startPostgres } from "../services/postgres.ts";
import { discard, scratch } from "../services/scratch.ts";
import { secrets, standIn } from "./ground.ts";

/** Plays `docker compose run --rm -T [-e NAME=VALUE]... web COMMAND` in the working directory, as the image would, and writes down what it was called with. */
const docker = `#!/bin/sh
echo "$*" >> "$PWD/docker-calls"
[ "$1 $2 $3 $4" = "compose run --rm -T" ] || { echo "unknown: $*" >&2; exit 14; }
shift 4
while [ "$1" = -e ]; do export "$2"; shift 2; done
[ "$1" = web ] || exit 15
shift
RAILS_ENV=production NODE_ENV=production exec "$@"
`;

describeWith(postgresPrograms, "steps under docker, played by a program of that name", () => {
  let postgres: Postgres;
  let root = "";

  beforeAll(async () => {
    root = scratch("docker");
    mkdirSync(join(root, "path"));
    writeFileSync(join(root, "path/docker"), docker);
    chmodSync(join(root, "path/docker"), 0o755);
    postgres = await startPostgres();
    await postgres.sql(`CREATE ROLE creator LOGIN CREATEDB PASSWORD '${secrets.database}'`);
  });
  afterAll(async () => {
    await postgres?.stop();
    discard(root);
  });

  it("set up a database that can't be seen from here, and leave it alone the next time", async () => {
    const place = standIn({ root, postgresPort: postgres.port, redisPort: 1 }, { name: "live", release: "4.5.15" });
    place.switches({ STAND_IN_REDIS: "no" });
    const run = () =>
      runSteps(
        planSteps({
          steps: { database: true, assets: true, admin: { username: "alice", email: "alice@social.example" } },
          place: {
            release: parseRelease("4.5.15") ?? { series: "4.5", patch: null },
            runtime: "docker",
            directory: place.directory,
          },
          envFile: place.envFile,
          database: { kind: "unknown" },
          connection: { database: "live", user: "creator" },
          latestMigration: null,
          machine: null,
          mailDomainResolves: false,
        }),
        {
          environment: childEnvironment(
            { ...process.env, PATH: `${join(root, "path")}:${process.env.PATH}` },
            "docker",
            [],
          ),
          query: null,
          redact: (text) => text,
          onProgress: () => undefined,
          journal: join(place.directory, "journal"),
          logDirectory: join(place.directory, "log"),
          now: () => new Date(),
          signal: new AbortController().signal,
          kill: process.kill,
        },
      );
    const first = await run();
    expect(first.results.map(({ status, reason, verified }) => [status, reason, verified])).toEqual([
      ["done", null, false],
      ["skipped", "assets-in-image", false],
      ["done", null, false],
    ]);
    expect(first.administrator?.password).toMatch(/^[0-9a-f]{32}$/);
    expect(readFileSync(join(place.directory, "docker-calls"), "utf8").split("\n").slice(0, 2)).toEqual([
      "compose run --rm -T -e SAFETY_ASSURED=1 web bin/rails db:setup",
      "compose run --rm -T -e EMAIL_DOMAIN_ALLOWLIST=social.example web bin/tootctl accounts create alice --email alice@social.example --confirmed --approve --role Owner",
    ]);
    const second = await run();
    expect(second.results.map(({ status, reason, changed }) => [status, reason, changed])).toEqual([
      ["nothing", "database-there", false],
      ["skipped", "assets-in-image", false],
      ["failed", "administrator-taken", false],
    ]);
  });
});
