import { setTimeout as delay } from "node:timers/promises";
import { type Language, loadMessages } from "../../prompts/locales/load.ts";
import { finding } from "../../src/findings/make.ts";
import { createAsker } from "../../src/interview/asker/create-asker.ts";
import { canAnimate, canRedraw } from "../../src/interview/asker/spinner.ts";
import { runInterview } from "../../src/interview/run.ts";
import { colourLevel } from "../../src/report/colour.ts";
import { createLook, speaksUnicode } from "../../src/report/look.ts";
import { drawingOf } from "./drawing.ts";

/**
 * The interview as the program runs it, with probes that answer from a script: a program for the pty tests to drive.
 * DEMO_LANG, DEMO_PLAIN; DEMO_HANG, DEMO_SLOW and DEMO_FAIL name a section whose probe never ends, takes a while, finds a fault.
 */
const { env, stdin, stderr } = process;
const language: Language = env.DEMO_LANG === "ja" ? "ja" : "en";
const loaded = await loadMessages(language);
const messages: typeof loaded = {
  ...loaded,
  findings: {
    ...loaded.findings,
    "redis.refused": {
      title: "Nothing listens on {address}",
      detail: "Mastodon would not start.",
      remedies: { "use-found": "Use the server on {found}" },
    },
  },
};
const terminal = { env, isTTY: Boolean(stderr.isTTY), columns: stderr.columns, plain: env.DEMO_PLAIN === "1" };
const redraw = canRedraw(terminal);
const look = createLook({
  columns: () => stderr.columns,
  colour: colourLevel({ env, isTTY: terminal.isTTY }),
  unicode: speaksUnicode(env),
});
const stop = new AbortController();
process.on("SIGINT", () => stop.abort());
process.on("SIGTERM", () => stop.abort());

const asker = createAsker({
  io: { input: stdin, output: stderr },
  messages,
  drawing: drawingOf(messages, look, () => stderr.rows),
  redraw,
  animate: canAnimate(terminal),
});

const refused = finding("redis.refused", {
  ms: 1,
  facts: { address: "127.0.0.1:6379" },
  remedies: [{ key: "use-found", facts: { found: "localhost:6380" }, set: { REDIS_PORT: "6380" }, tried: "works" }],
});

const outcome = await runInterview({
  asker,
  found: { directory: "/srv/live", version: "4.6.5", runtime: "systemd", hostname: "social.example" },
  initial: {},
  probe: async (section, answers, signal) => {
    if (env.DEMO_HANG === section) return forever(signal);
    if (env.DEMO_SLOW === section) await delay(700);
    const fails = env.DEMO_FAIL === section && answers.redis?.port !== 6380;
    return [fails ? refused : finding(`${section}.ok`, { ms: 12 })];
  },
  applyRemedy: (answers) => ({ ...answers, redis: { ...answers.redis, port: 6380 } }),
  changes: (_answers, set) => Object.entries(set).map(([variable, to]) => ({ variable, from: null, to })),
  review: async () => ({
    path: "/srv/live/.env.production",
    state: "new",
    owner: "mastodon",
    added: 27,
    changed: 0,
    removed: 0,
    generated: 6,
    diff: ["+ LOCAL_DOMAIN=social.example", "+ SECRET_KEY_BASE=••••••••"],
    steps: ["create tables"],
    refused: [],
  }),
  saveDraft: async () => undefined,
  signal: stop.signal,
});
process.stdout.write(`outcome ${outcome.kind}\n`);
if (outcome.kind === "write")
  process.stdout.write(`host ${outcome.answers.database.host} port ${outcome.answers.redis.port}\n`);
process.exitCode = outcome.kind === "cancelled" ? 130 : 0;

/** As a server that never answers: something is open until the signal fires. */
function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const open = setInterval(() => undefined, 60_000);
    signal.addEventListener("abort", () => {
      clearInterval(open);
      reject(signal.reason);
    });
  });
}
