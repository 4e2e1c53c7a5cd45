import type { Drawing } from "./drawing.ts";

export interface Spinner {
  readonly say: (text: string) => void;
  readonly stop: () => void;
}

export interface TerminalQuestion {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  /** `--plain` was given. */
  readonly plain?: boolean;
}

/** Whether lines can be redrawn. Elsewhere every prompt is a line, and so is every answer. */
export function canRedraw({ env, isTTY, plain = false }: TerminalQuestion): boolean {
  return isTTY && !plain && env.TERM !== "dumb" && env.TERM !== undefined;
}

/** On a terminal without columns (`script`, `docker run -t` at its start) ora 9 writes without end; in CI nobody looks. */
export function canAnimate(question: TerminalQuestion): boolean {
  return canRedraw(question) && (question.columns ?? 0) > 0 && !question.env.CI;
}

/** ora is loaded here and only here, when the first probe runs: the first question need not wait for it. */
export async function startSpinner(
  output: NodeJS.WritableStream,
  drawing: Pick<Drawing, "paint" | "say" | "columns" | "wrap">,
  text: string,
): Promise<Spinner> {
  const { default: ora } = await import("ora");
  // One line, or the terminal's own wrapping multiplies it at every turn.
  const line = (one: string) => drawing.wrap(drawing.say(one), drawing.columns() - 6)[0] ?? "";
  const spinner = ora({
    text: line(text),
    stream: output,
    isEnabled: true,
    discardStdin: false,
    // Not `indent`, which leaves the cursor indented when the spinner is gone.
    prefixText: " ",
    spinner: drawing.say("·") === "·" ? "dots" : "line",
    color: drawing.paint("accent", "x") === "x" ? false : "cyan",
  }).start();
  return {
    say: (next) => {
      spinner.text = line(next);
    },
    stop: () => {
      spinner.stop();
    },
  };
}
