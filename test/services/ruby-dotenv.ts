import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { which } from "./available.ts";

/** What a Mastodon release has: 2.8.1 up to 4.2, 3.2.0 in 4.6. */
export type RubyDotenvVersion = "2.8.1" | "3.2.0";

/** Reads texts as a Rails process would at its start, in one Ruby process; null where dotenv refuses the text. */
export type RubyDotenv = (texts: readonly string[], environment?: Readonly<Record<string, string>>) => Reading[];
export type Reading = Readonly<Record<string, string>> | null;

/** Commands are named and not run: the backtick method of the module that would run them is replaced. */
const driver = `
require "json"
require "dotenv"
module Dotenv::Substitutions::Command
  class << self
    def \`(command) = "$(#{command})"
  end
end
input = JSON.parse($stdin.read)
ENV.replace(input["environment"])
old = Dotenv::Parser.instance_method(:initialize).arity != 1 && !Dotenv::Parser.instance_method(:initialize).parameters.include?([:key, :overwrite])
readings = input["texts"].map do |text|
  text = text.delete_prefix("\\uFEFF")
  old ? Dotenv::Parser.call(text, true) : Dotenv::Parser.call(text)
rescue Dotenv::FormatError
  nil
end
puts JSON.generate(readings)
`;

/** Runs the suite against the real gem, installed once beside node_modules; skipped, saying why, where that can't be done. */
export function describeWithRubyDotenv(
  version: RubyDotenvVersion,
  title: string,
  suite: (read: RubyDotenv) => void,
): void {
  const library = install(version);
  if (library === null)
    describe.skip(`${title} (skipped: Ruby or its dotenv ${version} can't be installed here)`, () => {});
  else describe(title, () => suite((texts, environment = {}) => read(library, texts, environment)));
}

function read(library: string, texts: readonly string[], environment: Readonly<Record<string, string>>): Reading[] {
  const input = JSON.stringify({ texts, environment });
  const options = {
    input,
    encoding: "utf8",
    maxBuffer: 64 << 20,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8" },
  } as const;
  return JSON.parse(execFileSync("ruby", ["-I", library, "-e", driver], options));
}

/** Two test files may install at once: each installs beside, and the first rename wins. */
function install(version: RubyDotenvVersion): string | null {
  const home = join(import.meta.dirname, "../../node_modules/.cache/mastosetup", `dotenv-${version}`);
  const library = join(home, "gems", `dotenv-${version}`, "lib");
  if (which("ruby") === null || which("gem") === null) return null;
  if (existsSync(library)) return library;
  const beside = `${home}.${process.pid}`;
  try {
    mkdirSync(beside, { recursive: true });
    const args = ["install", "--no-document", "--install-dir", beside, "dotenv", "-v", version];
    execFileSync("gem", args, { stdio: "ignore", timeout: 60_000 });
    renameSync(beside, home);
  } catch {
    rmSync(beside, { recursive: true, force: true });
  }
  return existsSync(library) ? library : null;
}
