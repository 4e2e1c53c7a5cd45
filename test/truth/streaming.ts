import { type ChildProcess, spawn } from "node:child_process";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../services/scratch.ts";
import type { Answer } from "./rails.ts";
import type { Workshop } from "./workshop.ts";

export interface StreamingAnswers {
  /** Why it did not start; null when it answers its health check. */
  readonly stopped: string | null;
  readonly database: Answer | null;
  /** Null where the database let nobody in: streams can't be opened then. */
  readonly redis: Answer | null;
}

export interface Listener {
  readonly token: string;
  /** Sends one message as Rails would, to the Redis that is meant. */
  publish(): Promise<unknown>;
}

/** Starts the streaming server, opens a user's stream, and waits for a message to come through Redis. */
export async function askStreaming(
  { directory, environment }: Workshop,
  listener: Listener,
): Promise<StreamingAnswers> {
  const port = await freePort();
  const env = { ...environment, PORT: String(port), BIND: "127.0.0.1" };
  const child = spawn(process.execPath, ["streaming/index.js"], { cwd: directory, env });
  const output = collect(child);
  try {
    if (!(await healthy(child, port))) return { stopped: complaint(output.text), database: null, redis: null };
    const stream = await request(port, "user", listener.token);
    const status = stream?.statusCode ?? 0;
    const database = { works: status === 200, said: status === 200 ? "200" : `${status} ${complaint(output.text)}` };
    const redis = stream !== null && status === 200 ? await throughRedis(stream, child, output, listener) : null;
    return { stopped: null, database, redis };
  } finally {
    child.kill("SIGKILL");
  }
}

interface Output {
  text: string;
}

function collect(child: ChildProcess): Output {
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output.text += chunk));
  return output;
}

async function healthy(child: ChildProcess, port: number): Promise<boolean> {
  for (const until = Date.now() + 20_000; Date.now() < until && child.exitCode === null; await delay(50)) {
    const answer = await request(port, "health", "");
    answer?.destroy();
    if (answer?.statusCode === 200) return true;
  }
  return false;
}

/** Null when nobody answers. */
function request(port: number, path: string, token: string): Promise<IncomingMessage | null> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    const options = { host: "127.0.0.1", port, path: `/api/v1/streaming/${path}`, headers, agent: false };
    const asked = get({ ...options, timeout: 20_000 }, resolve);
    asked.once("timeout", () => asked.destroy());
    asked.on("error", () => resolve(null));
  });
}

/** Works when the message arrives, nothing was complained of, and the server lives on: a refused write ends it. */
async function throughRedis(
  stream: IncomingMessage,
  child: ChildProcess,
  output: Output,
  { publish }: Listener,
): Promise<Answer> {
  let heard = "";
  stream.on("data", (chunk: Buffer) => (heard += chunk));
  stream.on("error", () => undefined);
  const arrived = () => heard.includes("event: truth");
  for (const until = Date.now() + 5000; Date.now() < until && !arrived(); await delay(50)) {
    if (child.exitCode !== null || refused(output.text)) break;
    await publish();
  }
  await delay(150);
  stream.destroy();
  if (child.exitCode !== null) return { works: false, said: `ended: ${complaint(output.text)}` };
  if (refused(output.text) || !arrived()) return { works: false, said: complaint(output.text) || "nothing arrived" };
  return { works: true, said: "arrived" };
}

function refused(text: string): boolean {
  return /Redis Client Error!|Error subscribing/.test(text);
}

function complaint(text: string): string {
  const messages = [...text.matchAll(/"message":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? "");
  const thrown = /^(?:\w*Error|Error): .*/m.exec(text)?.[0];
  return (messages[0] ?? thrown ?? text.trim().split("\n").at(-1) ?? "").slice(0, 300);
}
