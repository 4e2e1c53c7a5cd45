import type { Language } from "../../prompts/locales/load.ts";
import { languageOf, languages, loadMessages } from "../../prompts/locales/load.ts";
import { codeOf, type ExitCode, exitCode, Stop } from "./exit.ts";
import { type Command, type Options, parseFlags } from "./flags.ts";
import { type Io, signalsOf } from "./io.ts";
import { createSpeaker, refusal, type Speaker, usageLines } from "./say.ts";

/** Everything from the arguments to the exit code. Errors that nobody foresaw end here, as our bug, without a stack on the screen. */
export async function main(version: string): Promise<void> {
  // The SDK warns about the end of Node 20's support on every start; whoever sets up Mastodon can do nothing about it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const groups = new Set<number>();
  const io: Io = {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => new Date(),
    signal: signalsOf(process, groups),
    groups,
    version,
  };
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe: the end of the output, not of the work.
    if (error.code === "EPIPE") return;
    process.stderr.write(`mastosetup: stdout: ${error.code}\n`);
    process.exitCode = exitCode.unreadable;
  });
  const code = await run(io);
  process.exitCode ??= code;
  if (!io.stdin.destroyed) io.stdin.unref?.();
}

async function run(io: Io): Promise<ExitCode> {
  const parsed = parseFlags(io.argv);
  const language = languageFor(io, parsed.value.lang);
  const { on } = parsed;
  const [messages] = await Promise.all([loadMessages(language), "key" in parsed ? null : loadCommand(parsed.command)]);
  const speaker = createSpeaker(io, messages, language, {
    quiet: on.quiet === true,
    verbose: on.verbose === true,
    plain: on.plain === true,
    noColour: on["no-color"] === true,
  });
  try {
    if ("key" in parsed) throw new Stop(exitCode.usage, usageLines(speaker.messages, parsed));
    return await dispatch(io, parsed, speaker);
  } catch (error) {
    const code = failed(error, io, speaker);
    // A script that reads standard output gets its one document also where there is nothing else to say.
    if (on.json) speaker.json({ schema: "mastosetup/error@1", exitCode: code, message: messageOf(error, io, speaker) });
    return code;
  }
}

function messageOf(error: unknown, { signal }: Io, { messages }: Speaker): string {
  if (error instanceof Stop) return error.lines.map((line) => line.trim()).join("\n");
  if (signal.aborted) return messages.cli.interrupted;
  return error instanceof Error ? error.message : messages.cli.bug.title;
}

/** `--lang` counts also where the rest of the line is wrong: the complaint is to be understood. */
function languageFor(io: Io, wanted: string | undefined): Language {
  return languages.find((one) => one === wanted) ?? languageOf(io.env);
}

async function dispatch(io: Io, options: Options, speaker: Speaker): Promise<ExitCode> {
  if (options.on.version) {
    speaker.data(`${io.version}\n`);
    return exitCode.done;
  }
  if (options.on.help) {
    const { help } = await import("./commands/help.ts");
    return help(options, speaker);
  }
  const command = await loadCommand(options.command);
  return command(io, options, speaker);
}

type Run = (io: Io, options: Options, speaker: Speaker) => Promise<ExitCode> | ExitCode;

/** Each command with what it needs stays on disk until it is wanted; loaded once, side by side with the sentences. */
async function loadCommand(command: Command): Promise<Run> {
  switch (command) {
    case "setup":
      return (await import("./commands/setup.ts")).setup;
    case "check":
      return (await import("./commands/check.ts")).check;
    case "questions":
      return (await import("./commands/questions.ts")).questions;
    case "secrets":
      return (await import("./commands/secrets.ts")).secrets;
    case "schema":
      return (await import("./commands/schema.ts")).schema;
  }
}

function failed(error: unknown, io: Io, speaker: Speaker): ExitCode {
  if (error instanceof Stop) {
    speaker.complain(...error.lines);
    return error.code;
  }
  if (io.signal.aborted) {
    speaker.complain(`mastosetup: ${speaker.messages.cli.interrupted}`);
    return codeOf(io.signal);
  }
  const { title, report } = speaker.messages.cli.bug;
  const trace = error instanceof Error ? (error.stack ?? error.message).split("\n") : [String(error)];
  const place = [`mastosetup ${io.version}, Node ${process.versions.node}, ${process.platform}`, ...trace.slice(0, 6)];
  speaker.complain(...refusal(title, report, ...place.map((line) => line.trim())));
  return exitCode.bug;
}
