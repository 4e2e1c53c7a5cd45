import { orAbort } from "../../probes/net/abort.ts";
import { Cancelled } from "../cancelled.ts";
import type { Progress, Work } from "./asker.ts";
import { choicePrompt } from "./choice-prompt.ts";
import type { Drawing } from "./drawing.ts";
import type { TerminalIo } from "./io.ts";
import { holdKeys } from "./keys.ts";
import { type Prompts, printer, type Reply } from "./prompts.ts";
import { type Spinner, startSpinner } from "./spinner.ts";
import { answeredOr, secretPrompt, textPrompt } from "./text-prompt.ts";

type Run<Config, T> = (
  config: Config,
  context: {
    input: NodeJS.ReadableStream;
    output: NodeJS.WritableStream;
    signal: AbortSignal;
    clearPromptOnDone: boolean;
  },
) => Promise<Reply<T> | { readonly kind: "ended" }>;

/**
 * Prompts on a terminal that can be redrawn: only the lines of the open question, never the screen. What a prompt drew is taken
 * away when it is answered; what stays is printed.
 */
export function livePrompts(io: TerminalIo, drawing: Drawing, animated: boolean): Prompts {
  const run = async <Config, T>(prompt: Run<Config, T>, config: Config, signal: AbortSignal): Promise<Reply<T>> => {
    try {
      return answeredOr(await prompt(config, { ...io, signal, clearPromptOnDone: true }));
    } catch (error) {
      throw cancelledBy(error);
    }
  };
  const print = printer(io.output);
  return {
    live: true,
    text: (question, signal) => run(question.secret ? secretPrompt : textPrompt, { question, drawing }, signal),
    choice: (question, signal) => run(choicePrompt, { question, drawing }, signal),
    print,
    busy: async <T>(text: string, work: Work<T>, progressText: string, signal: AbortSignal) => {
      const controller = new AbortController();
      const end = () => controller.abort(new Cancelled("aborted"));
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
      const release = holdKeys(io.input, (reason) => controller.abort(new Cancelled(reason)));
      let spinner: Spinner | null = null;
      const progress = (now: Progress) => spinner?.say(now === "remedies" ? progressText : text);
      const job = orAbort(work(controller.signal, progress), controller.signal);
      try {
        // The work does not wait for the spinner, and what is done at once needs none.
        if (!animated) print(drawing.wrap(drawing.say(text), drawing.columns() - 3).map((one) => `  ${one}`));
        else if (!(await isDoneWithin(patience, job))) spinner = await startSpinner(io.output, drawing, text);
        return await job;
      } finally {
        spinner?.stop();
        release();
        signal.removeEventListener("abort", end);
      }
    },
  };
}

/** Milliseconds in which nobody misses a sign of life. */
const patience = 80;

/** Whether the job has ended, well or not. Never rejects: whoever awaits the job itself learns why. */
function isDoneWithin(ms: number, job: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const done = () => {
      clearTimeout(timer);
      resolve(true);
    };
    job.then(done, done);
  });
}

/** inquirer's errors are told apart by name: two copies of the package in a tree must not matter. */
function cancelledBy(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "AbortPromptError") return new Cancelled("aborted");
  if (error.name === "ExitPromptError") return new Cancelled(error.message.includes("SIGINT") ? "interrupt" : "ended");
  return error;
}
