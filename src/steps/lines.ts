import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

/** A program that prints without ever ending a line must not fill our memory. */
const longest = 64 * 1024;

/**
 * Turns chunks of bytes into lines of text: colour codes taken off, carriage returns of progress bars as line ends,
 * bytes that are no UTF-8 as U+FFFD.
 */
export class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    const parts = (this.#rest + this.#decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/);
    this.#rest = parts.pop() ?? "";
    for (const line of parts) this.#say(line);
    if (this.#rest.length > longest) this.end();
  }

  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (last !== "") this.#say(last);
  }

  #say(line: string): void {
    this.#onLine(stripVTControlCharacters(line).trimEnd());
  }
}
