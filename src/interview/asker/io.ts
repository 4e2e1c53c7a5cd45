/** A terminal's two ends, or what stands for them in tests. */
export interface TerminalIo {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(on: boolean): unknown };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}
