import { randomBytes } from "node:crypto";
import { within } from "../net/abort.ts";
import type { Session } from "./client.ts";

/** What `INFO` tells of a server, with empty words where it does not. */
export interface RedisInfo {
  readonly version: string;
  /** Another one after every start; no two servers share it. */
  readonly runId: string;
  readonly role: string;
  readonly master: { readonly host: string; readonly port: number } | null;
  readonly cluster: boolean;
  readonly memoryPolicy: string;
}

export async function readInfo(session: Session): Promise<RedisInfo> {
  const text = String(await session.send("INFO"));
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(text)?.[1] ?? "";
  const master = { host: field("master_host"), port: Number(field("master_port")) };
  return {
    version: field("redis_version"),
    runId: field("run_id"),
    role: field("role"),
    master: master.host === "" ? null : master,
    cluster: field("cluster_enabled") === "1",
    memoryPolicy: field("maxmemory_policy") || "?",
  };
}

/** A key or channel that is nobody's but ours. */
export function ownName(): string {
  return `mastosetup:probe:${randomBytes(8).toString("hex")}`;
}

/** Writes, reads and removes a key of our own. It is removed also when reading fails, and ends by itself should we be killed. */
export async function writeAndRead(session: Session): Promise<void> {
  const key = ownName();
  await session.send("SET", key, "1", "EX", 60);
  try {
    await session.send("GET", key);
  } finally {
    await session.send("DEL", key);
  }
}

const patience = 2000;

/** Says something to nobody: that it may. */
export async function publish(session: Session): Promise<void> {
  await session.send("PUBLISH", ownName(), "1");
}

/** One message from web to streaming, as every live update goes. Rejects when it does not arrive. */
export async function publishAndHear(publisher: Session, subscriber: Session, parent: AbortSignal): Promise<void> {
  const channel = ownName();
  const { signal, release } = within(parent, patience);
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      subscriber
        .listen(channel, () => resolve())
        .then(() => publisher.send("PUBLISH", channel, "1"))
        .catch(reject);
    });
  } finally {
    release();
  }
}
