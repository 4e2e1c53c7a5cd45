import { createInterface } from "node:readline";
import { Cancelled } from "../cancelled.ts";
import type { TerminalIo } from "./io.ts";

/** One line as the terminal's own line editing gives it. Ctrl-C is the system's SIGINT then, and comes as `signal`. */
export function readLine({ input, output }: TerminalIo, prompt: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled("aborted"));
    output.write(prompt);
    // Not `terminal: true`, which draws, and on TERM=dumb could not even take a character back.
    const reader = createInterface({ input, terminal: false });
    const settle = (end: () => void) => {
      signal.removeEventListener("abort", aborted);
      // Ours only: the reader's own listener for its close is what takes it off the input again.
      reader.removeListener("line", taken);
      reader.removeListener("close", ended);
      reader.close();
      end();
    };
    const taken = (line: string) => settle(() => resolve(line));
    const ended = () => leave("ended");
    const aborted = () => leave("aborted");
    // What is said next begins on a line of its own, not behind the terminal's "^C".
    const leave = (reason: Cancelled["reason"]) =>
      settle(() => {
        output.write("\n");
        reject(new Cancelled(reason));
      });
    signal.addEventListener("abort", aborted, { once: true });
    reader.on("line", taken);
    reader.on("close", ended);
  });
}

const interrupt = "\u0003";
const endOfInput = "\u0004";
const erase = new Set(["\u007f", "\b"]);
const eraseAll = "\u0015";

/** One line without any echo. Where the terminal can't be told to be silent it is read all the same. */
export function readSecret(io: TerminalIo, prompt: string, signal: AbortSignal): Promise<string> {
  const { input, output } = io;
  if (!input.isTTY || input.setRawMode === undefined) return readLine(io, prompt, signal);
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled("aborted"));
    let typed: readonly string[] = [];
    const settle = (end: () => void) => {
      signal.removeEventListener("abort", aborted);
      input.removeListener("data", onData);
      input.removeListener("end", onEnd);
      input.setRawMode?.(false);
      input.pause();
      output.write("\n");
      end();
    };
    const aborted = () => settle(() => reject(new Cancelled("aborted")));
    const onEnd = () => settle(() => reject(new Cancelled("ended")));
    const onData = (data: Buffer | string) => {
      for (const key of data.toString()) {
        if (key === interrupt) return settle(() => reject(new Cancelled("interrupt")));
        if (key === endOfInput && typed.length === 0) return onEnd();
        if (key === "\r" || key === "\n") return settle(() => resolve(typed.join("")));
        if (erase.has(key)) typed = typed.slice(0, -1);
        else if (key === eraseAll) typed = [];
        else typed = [...typed, key];
      }
    };
    // Silent first, then the question: what is typed at once must not be echoed.
    input.setRawMode?.(true);
    output.write(prompt);
    input.resume();
    signal.addEventListener("abort", aborted, { once: true });
    input.on("data", onData);
    input.on("end", onEnd);
  });
}
