import { type Language, loadMessages } from "../../prompts/locales/load.ts";
import { finding } from "../../src/findings/make.ts";
import { createAsker } from "../../src/interview/asker/create-asker.ts";
import { canAnimate, canRedraw } from "../../src/interview/asker/spinner.ts";
import { runInterview } from "../../src/interview/run.ts";
import { colourLevel } from "../../src/report/colour.ts";
import { createDrawing } from "../../src/report/drawing.ts";
import { createLook, speaksUnicode } from "../../src/report/look.ts";

/**
 * The interview as the program runs it, with probes that answer from a script: a program for the pty tests to drive.
 * DEMO_LANG, DEMO_PLAIN; DEMO_HANG names a section whose probe never ends.
 */
const { env, stdin, stderr } = process;
const language: Language = env.DEMO_LANG === "ja" ? "ja" : "en";
const messages = await loadMessages(language);
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
  drawing: createDrawing(messages, look, { rows: () => stderr.rows, plain: !redraw }),
  redraw,
  animate: canAnimate(terminal),
});

const outcome = await runInterview({
  asker,
  found: { directory: "/srv/live", version: "4.6.5", runtime: "systemd", hostname: "social.example" },
  initial: {},
  probe: (section, _answers, signal) =>
    env.DEMO_HANG === section
      ? new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
      : Promise.resolve([finding(`${section}.ok`, { ms: 12 })]),
  applyRemedy: (answers) => answers,
  changes: () => [],
  review: () =>
    Promise.resolve({
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
  saveDraft: () => Promise.resolve(),
  signal: stop.signal,
});
process.stdout.write(`outcome ${outcome.kind}\n`);
if (outcome.kind === "write") process.stdout.write(`${JSON.stringify(outcome.answers)}\n`);
process.exitCode = outcome.kind === "cancelled" ? 130 : 0;
