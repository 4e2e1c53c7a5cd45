import type { TerminalIo } from "./io.ts";

/**
 * Takes the keys while nothing is asked: typed ones neither show up nor answer the next question, and Ctrl-C acts at once. ora's
 * own way (`discardStdin`) loses Ctrl-C when no prompt has run before (ora#253). Call what is returned to let go.
 */
export function holdKeys(input: TerminalIo["input"], onEnd: (reason: "interrupt" | "ended") => void): () => void {
  if (!input.isTTY) return () => undefined;
  const onData = (data: Buffer | string) => {
    // In raw mode the terminal sends the byte and no signal.
    if (data.toString().includes("\u0003")) onEnd("interrupt");
  };
  const onClose = () => onEnd("ended");
  input.setRawMode?.(true);
  input.on("data", onData);
  input.on("end", onClose);
  input.resume();
  return () => {
    input.removeListener("data", onData);
    input.removeListener("end", onClose);
    input.pause();
    input.setRawMode?.(false);
  };
}
