import type { ChildEnd } from "./child.ts";
import type { Cause } from "./reasons.ts";

type End = Pick<ChildEnd, "exitCode" | "signal" | "startError" | "stopped">;

/**
 * Texts of Rails, Bundler, tootctl, webpacker, vite and PostgreSQL, the most telling first; the first that is found
 * anywhere in the output is the cause. Recorded from Mastodon 4.3.23 and 4.6.5.
 */
const texts: readonly (readonly [RegExp, Cause])[] = [
  [
    /JavaScript heap out of memory|Cannot allocate memory|spawn ENOMEM|^Killed$|terminated by signal 9|SIGKILL/m,
    "out-of-memory",
  ],
  [/No space left on device|ENOSPC|could not extend file/, "disk-full"],
  [
    /Your Ruby version is .*, but your Gemfile specified|rbenv: version .* is not installed|No version is set for command ruby/,
    "ruby-version",
  ],
  [/env: .?ruby.?: No such file/, "ruby-missing"],
  [
    /Could not find .* in (?:any of the sources|locally installed gems)|Bundler::GemNotFound|bundler: failed to load command|cannot load such file -- bundler/,
    "bundle-incomplete",
  ],
  [/env: .?node.?: No such file|Node(?:\.js)? (?:is )?not installed/, "node-missing"],
  [/Yarn executable was not detected|Yarn not installed|requires Yarn/, "yarn-missing"],
  [
    /Command "(?:webpack|vite)" not found|Cannot find module 'webpack|Couldn't find a script named "(?:webpack|vite)"|vite.*executable not found|Cannot find package 'vite'/i,
    "modules-missing",
  ],
  [/ProtectedEnvironmentError/, "database-protected"],
  [/permission denied to create database/, "createdb-denied"],
  [/permission denied for schema public/, "create-denied"],
  [
    /password authentication failed|Peer authentication failed|no pg_hba\.conf entry|fe_sendauth: no password supplied|role ".*" does not exist/,
    "database-password",
  ],
  [
    /port \d+ failed: Connection refused|connection to server .* failed: (?:No such file|Connection refused)/,
    "database-refused",
  ],
  [/database ".*" does not exist|ActiveRecord::NoDatabaseError/, "database-missing"],
  [
    /check your database configuration and ensure there is a valid connection|PG::ConnectionBad|ActiveRecord::ConnectionNotEstablished/,
    "database-unreachable",
  ],
  [
    /secret_key_base.* for production environment must be|Mastodon now requires that these variables are set|key not found: "OTP_SECRET"/,
    "secrets-missing",
  ],
  [/Redis::CannotConnectError|RedisClient::CannotConnectError/, "redis-unreachable"],
  [/Cannot find user role with that name/, "role-unknown"],
  [/account\.username\s+reserved/, "username-reserved"],
  [/account\.username\s+taken|email\s+taken/, "administrator-taken"],
  [/account\.username\s+(?:invalid|too_long)/, "username-invalid"],
  [/email\s+unreachable/, "email-unreachable"],
  [/email\s+(?:invalid|blocked)/, "email-invalid"],
];

/** What a command died of, by how it ended and what it printed last. */
export function causeOf(end: End, output: readonly string[]): Cause {
  if (end.stopped) return "stopped";
  if (end.startError === "ENOENT" || end.startError === "ENOTDIR") return "command-missing";
  if (end.startError !== null || end.exitCode === 126) return "command-denied";
  const said = output.join("\n");
  const told = texts.find(([pattern]) => pattern.test(said))?.[1];
  if (told !== undefined) return told;
  // The kernel ends who takes too much with signal 9, which a shell and a container report as 137.
  if (end.signal === "SIGKILL" || end.exitCode === 137) return "out-of-memory";
  // webpacker reports a compiler that was killed so, with nothing after it (mastodon#5696).
  if (/^Compilation failed:\s*$/.test(lastText(output))) return "out-of-memory";
  if (end.signal !== null) return "stopped";
  return end.exitCode === 127 ? "command-missing" : "unknown";
}

function lastText(output: readonly string[]): string {
  return output.findLast((line) => line.trim() !== "") ?? "";
}
