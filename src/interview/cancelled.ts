/** Somebody ended the interview without an answer. What was answered is kept by whoever catches this. */
export class Cancelled extends Error {
  /** `interrupt`: Ctrl-C. `ended`: Ctrl-D, or the terminal is gone. `aborted`: a signal from outside. */
  readonly reason: "interrupt" | "ended" | "aborted";

  constructor(reason: Cancelled["reason"]) {
    super(reason);
    this.name = "Cancelled";
    this.reason = reason;
  }
}
