import { type Postgres, startPostgres } from "../services/postgres.ts";
import { startRedis } from "../services/redis.ts";
import { discard, scratch } from "../services/scratch.ts";
import { type Ran, secrets, type Where } from "./ground.ts";

export interface StepServices extends Where {
  readonly postgres: Postgres;
  /** "alice|alice@social.example|Owner|t|t": name, address, role, approved, confirmed, of all who have a role. */
  owners(database: string): Promise<string>;
  stop(): Promise<void>;
}

/** PostgreSQL with a role that may create databases (`creator`) and one that may not (`owner`), Redis, a scratch directory. */
export async function startServices(): Promise<StepServices> {
  const root = scratch("steps");
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis({ password: secrets.redis })]);
  const password = `PASSWORD '${secrets.database}'`;
  await postgres.sql(`CREATE ROLE creator LOGIN CREATEDB ${password}; CREATE ROLE owner LOGIN ${password}`);
  return {
    root,
    postgres,
    postgresPort: postgres.port,
    redisPort: redis.port,
    owners: (database) =>
      postgres.sql(
        `SELECT a.username, u.email, r.name, u.approved, u.confirmed_at IS NOT NULL
         FROM users u JOIN accounts a ON a.id = u.account_id JOIN user_roles r ON r.id = u.role_id`,
        database,
      ),
    stop: async () => {
      await Promise.all([postgres.stop(), redis.stop()]);
      discard(root);
    },
  };
}

/** "database done", "assets refused: memory" … */
export function statuses(ran: Ran): readonly string[] {
  return ran.results.map(({ id, status, reason }) => `${id} ${status}${reason === null ? "" : `: ${reason}`}`);
}

/** What a second run says where the first one did everything. */
export const settled = [
  "database nothing: database-current",
  "assets nothing: assets-there",
  "administrator nothing: administrator-there",
];
