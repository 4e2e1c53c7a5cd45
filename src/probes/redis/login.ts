import type { RedisConnection } from "../../mastodon/connections/redis.ts";
import { redisCause } from "./causes.ts";
import { replyError, type Session } from "./client.ts";

/** Sends what this client sends before anything else, and takes the server's refusals as this client does. */
export async function logIn(session: Session, { client, login, db }: RedisConnection): Promise<void> {
  if (login.kind === "hello") await session.send("HELLO", 2, "AUTH", login.user, login.password);
  if (login.kind === "auth") {
    const words = login.user === null ? [login.password] : [login.user, login.password];
    try {
      await session.send("AUTH", ...words);
    } catch (error) {
      await forgive(session, client, login, error);
    }
  }
  if (db !== 0) await session.send("SELECT", db);
}

/**
 * ioredis only warns when the server wants no password. redis-rb 4.8 tries the password of the default user next,
 * when the user's is refused.
 */
async function forgive(
  session: Session,
  client: RedisConnection["client"],
  login: { readonly user: string | null; readonly password: string },
  error: unknown,
): Promise<void> {
  if (client === "ioredis" && redisCause(error) === "password-unneeded") return;
  const again = client === "redis-rb-4" && login.user !== null && replyError(error)?.startsWith("WRONGPASS ");
  if (!again) throw error;
  await session.send("AUTH", login.password).catch(() => {
    throw error;
  });
}
