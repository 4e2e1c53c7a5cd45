// npm start: real services on loopback, the stand-in Mastodon, and the wizard with every answer prefilled.
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { which } from "../test/services/which.ts";
import { startWorld, type World, worldPrograms } from "../test/services/world.ts";

declare const __MASTOSETUP_ROOT__: string;

const program = join(__MASTOSETUP_ROOT__, "dist/mastosetup.mjs");
const { keep, rest } = options(process.argv.slice(2));
const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true;

function options(args: readonly string[]): { keep: string | null; rest: readonly string[] } {
  const at = args.indexOf("--keep");
  if (at < 0) return { keep: null, rest: args };
  const directory = args[at + 1];
  if (directory === undefined) {
    process.stderr.write("--keep needs a directory: npm start -- --keep DIR\n");
    process.exit(2);
  }
  return { keep: resolve(directory), rest: [...args.slice(0, at), ...args.slice(at + 2)] };
}

const say = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const missing = worldPrograms.filter((one) => which(one) === null);
  if (missing.length > 0) {
    say(`The sandbox needs these programs: ${missing.join(", ")}`);
    return 1;
  }
  say("Starting PostgreSQL, Redis, an S3 server and a mail server on loopback …");
  const world = await startWorld();
  const stop = once(() => world.stop());
  for (const signal of ["SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void stop().then(() => process.exit(143)));
  // The wizard in the foreground decides what Ctrl-C means; we clean up after it.
  process.on("SIGINT", () => undefined);
  try {
    const live = world.standIn();
    const status = await runWizard(world, live);
    if (keep !== null) keepFile(live, keep);
    return status;
  } finally {
    await stop();
  }
}

function runWizard(world: World, live: string): Promise<number> {
  const answers = join(world.directory, "answers.json");
  writeFileSync(answers, `${JSON.stringify(world.answers(live), null, 2)}\n`, { mode: 0o600 });
  const how = interactive ? ["--defaults", answers, "--fresh"] : ["--answers", answers, "--print", "--verbose"];
  const child = spawn(process.execPath, [program, ...how, "--mastodon", live, ...rest], {
    stdio: "inherit",
    cwd: live,
    env: { ...process.env, XDG_STATE_HOME: join(world.directory, "state") },
  });
  return new Promise((done) => child.on("exit", (code, signal) => done(signal === null ? (code ?? 1) : 1)));
}

function keepFile(live: string, directory: string): void {
  const file = join(live, ".env.production");
  if (!existsSync(file)) return;
  mkdirSync(directory, { recursive: true });
  copyFileSync(file, join(directory, ".env.production"));
  say(`Kept: ${join(directory, ".env.production")}`);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}

// The S3 client that makes the bucket; see the same line in the program.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
process.exitCode = await main();
