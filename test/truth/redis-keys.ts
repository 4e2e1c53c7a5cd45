import type { Redis } from "../services/redis.ts";
import type { Workshop } from "./workshop.ts";

/** What Rails leaves in its database of Redis, and what streaming leaves there while somebody listens. */
export function keyOf({ account }: Workshop): string {
  return `truth:${account}`;
}

function listenersKey({ account }: Workshop): string {
  return `subscribed:timeline:${account}`;
}

export async function forget(redis: Redis, workshop: Workshop): Promise<void> {
  for (const name of [keyOf(workshop), listenersKey(workshop)]) {
    for (const [database, key] of await find(redis, name)) {
      await redis.command("-n", database, "DEL", key).catch(() => "a replica forgets by itself");
    }
  }
}

/** Rails feeds nobody whose key it does not see: the two databases where they are not one, else null. */
export async function apart(redis: Redis, workshop: Workshop): Promise<string | null> {
  const [rails] = await find(redis, keyOf(workshop));
  const [streaming] = await find(redis, listenersKey(workshop));
  if (!rails || !streaming || rails[0] === streaming[0]) return null;
  return `Rails writes into database ${rails[0]}, streaming into ${streaming[0]}`;
}

/** Databases that have the key, with or without a namespace before it. */
async function find(redis: Redis, name: string): Promise<readonly (readonly [database: string, key: string])[]> {
  const keyspace = await redis.command("INFO", "keyspace");
  const found: [string, string][] = [];
  for (const [, database = ""] of keyspace.matchAll(/^db(\d+):/gm)) {
    const keys = await redis.command("-n", database, "KEYS", `*${name}`);
    found.push(...keys.split("\n").flatMap((key): [string, string][] => (key === "" ? [] : [[database, key]])));
  }
  return found;
}
