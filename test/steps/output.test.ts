import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causeOf } from "../../src/steps/causes.ts";
import { Lines } from "../../src/steps/lines.ts";
import { masked, newPassword } from "../../src/steps/mask.ts";
import type { Cause } from "../../src/steps/reasons.ts";

const exit = (exitCode: number) => ({ exitCode, signal: null, startError: null, stopped: false });

describe("the cause of a failed command", () => {
  it.each<[string, Cause]>([
    [
      "PG::InsufficientPrivilege: ERROR:  permission denied to create database\nCouldn't create 'm' database. Please check your configuration.",
      "createdb-denied",
    ],
    [
      "Database 'm' already exists\nActiveRecord::ProtectedEnvironmentError: You are attempting to run a destructive action against your 'production' database.",
      "database-protected",
    ],
    ['FATAL:  password authentication failed for user "mastodon"', "database-password"],
    ['connection to server at "127.0.0.1", port 5999 failed: Connection refused', "database-refused"],
    [
      "Please check your database configuration and ensure there is a valid connection to your database.",
      "database-unreachable",
    ],
    ["ERROR:  permission denied for schema public", "create-denied"],
    ["ArgumentError: `secret_key_base` for production environment must be a type of String`", "secrets-missing"],
    [
      "Mastodon now requires that these variables are set:\n\n  - ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
      "secrets-missing",
    ],
    ["Failure/Error: account.username\n    reserved", "username-reserved"],
    ["Failure/Error: email\n    taken\n\nFailure/Error: account.username\n    taken", "administrator-taken"],
    ["Failure/Error: email\n    unreachable", "email-unreachable"],
    ["Failure/Error: email\n    invalid", "email-invalid"],
    ["Failure/Error: account.username\n    invalid", "username-invalid"],
    ["Cannot find user role with that name", "role-unknown"],
    ["Redis::CannotConnectError: Error connecting to Redis on localhost:6379", "redis-unreachable"],
    ["Yarn executable was not detected in the system.", "yarn-missing"],
    ["Could not find rails-7.1.5 in locally installed gems (Bundler::GemNotFound)", "bundle-incomplete"],
    ["Your Ruby version is 3.1.2, but your Gemfile specified >= 3.2.0, < 3.5.0", "ruby-version"],
    ["/usr/bin/env: 'ruby': No such file or directory", "ruby-missing"],
    ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory", "out-of-memory"],
    ["Compiling...\nCompilation failed:\n", "out-of-memory"],
    ["Compilation failed:\nModule not found: Error: Can't resolve 'x'", "unknown"],
    ["something else", "unknown"],
  ])("%j is %s", (output, cause) => {
    expect(causeOf(exit(1), output.split("\n"))).toBe(cause);
  });

  it("is the kernel's kill for signal 9, as a signal or as a container's exit code, and not when we stopped it", () => {
    expect(causeOf({ exitCode: null, signal: "SIGKILL", startError: null, stopped: false }, [])).toBe("out-of-memory");
    expect(causeOf(exit(137), [])).toBe("out-of-memory");
    expect(causeOf({ exitCode: null, signal: "SIGKILL", startError: null, stopped: true }, [])).toBe("stopped");
  });

  it("tells what could not be started", () => {
    const failed = (startError: string) => causeOf({ exitCode: null, signal: null, startError, stopped: false }, []);
    expect([failed("ENOENT"), failed("EACCES"), causeOf(exit(126), []), causeOf(exit(127), [])]).toEqual([
      "command-missing",
      "command-denied",
      "command-denied",
      "command-missing",
    ]);
  });
});

function linesOf(chunks: readonly (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = new Lines((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

describe("the lines of an output", () => {
  it("are the same however the bytes were cut", () => {
    const text = "eins\n\nzwei • drei\r\nfünf\n";
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: Buffer.byteLength(text) }));
    fc.assert(
      fc.property(cuts, (places) => {
        const bytes = Buffer.from(text);
        const ends = [...places.sort((a, b) => a - b), bytes.length];
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(linesOf(chunks)).toEqual(["eins", "", "zwei • drei", "fünf"]);
      }),
    );
  });

  it("have no colours, and end where a progress bar goes back", () => {
    expect(linesOf(["\u001b[32mOK\u001b[0m\n", "10%\r20%\r", "30%\n"])).toEqual(["OK", "10%", "20%", "30%"]);
  });

  it("survive bytes that are no text, and a line without an end", () => {
    expect(linesOf([Buffer.from([0x61, 0xff, 0x62, 0x0a])])).toEqual(["a\ufffdb"]);
    expect(linesOf(["x".repeat(70_000), "y\n"])[0]).toHaveLength(70_000);
  });
});

describe("the new password", () => {
  const lines = [
    'INFO Sidekiq 8.1.6 connecting to Redis with options {url: "redis://:hunter2@localhost"}',
    "OK",
    `New password: ${"0f".repeat(16)}`,
  ];

  it("is found by its label", () => {
    expect(newPassword(lines)).toBe("0f".repeat(16));
    expect(newPassword(["OK"])).toBeNull();
  });

  it("is masked with every other secret of a line", () => {
    const kept = lines.map((line) => masked(line, (text) => text.replaceAll("Sidekiq", "S")));
    expect(kept.join("\n")).not.toMatch(/hunter2|0f0f|Sidekiq/);
    expect(kept[2]).toBe("New password: ••••••••");
  });
});
