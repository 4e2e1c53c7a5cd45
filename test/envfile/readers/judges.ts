import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { discard, scratch } from "../../services/scratch.ts";

/** What the real program saw of the asked keys; null where it refused the file. */
export type Judged = Readonly<Record<string, string>>;

/** Sources each text with `set -a` in a shell without programs, in an empty directory; keys that are not set are left out. */
export function askShell(shell: "dash" | "bash", texts: readonly string[], keys: readonly string[]): Judged[] {
  const directory = scratch("shell");
  try {
    texts.forEach((text, index) => {
      writeFileSync(join(directory, `${index}.env`), text);
    });
    const print = keys.map((key) => `[ -z "\${${key}+x}" ] || printf '%s\\001%s\\000' ${key} "$${key}"`).join("\n");
    // Printed from a trap: a syntax error in the file ends dash, and what was set before it counts.
    const each = (_: string, index: number) =>
      `(trap print EXIT; set -a; . ./${index}.env >/dev/null\n)\nprintf '\\002\\000'\n`;
    const script = `unset ${keys.join(" ")}\nprint() {\nset +a\n${print}\n}\n${texts.map(each).join("")}`;
    writeFileSync(join(directory, "script"), script);
    const env = { PATH: "/nonexistent", LC_ALL: "C.UTF-8", HOME: "/home/somebody" };
    const output = execFileSync(`/bin/${shell}`, ["script"], {
      cwd: directory,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 << 20,
    });
    return output.split("\u0002\0").slice(0, -1).map(pairs);
  } finally {
    discard(directory);
  }
}

function pairs(text: string): Judged {
  const entries = text.split("\0").filter((one) => one !== "");
  return Object.fromEntries(
    entries.map((one) => [one.slice(0, one.indexOf("\u0001")), one.slice(one.indexOf("\u0001") + 1)]),
  );
}

/** Reads environment.d with the parser of `EnvironmentFile=`; it also expands `$`, which that one does not. */
const environmentGenerator = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator";

export function describeWithSystemd(title: string, suite: () => void): void {
  if (existsSync(environmentGenerator)) describe(title, suite);
  else describe.skip(`${title} (skipped: systemd is not installed)`, suite);
}

export function askSystemd(text: string): Judged {
  const directory = scratch("systemd");
  try {
    chmodSync(directory, 0o755);
    mkdirSync(join(directory, "environment.d"));
    writeFileSync(join(directory, "environment.d", "zz.conf"), text);
    const env = { XDG_CONFIG_HOME: directory, PATH: "/nonexistent", LC_ALL: "C.UTF-8" };
    const output = execFileSync(environmentGenerator, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return Object.fromEntries(
      output
        .split("\n")
        .filter((line) => line !== "")
        .map(plain),
    );
  } finally {
    discard(directory);
  }
}

/** `KEY=bare`, `KEY="escaped as in C"` or, since 250, `KEY=$'…'`. */
function plain(line: string): [string, string] {
  const at = line.indexOf("=");
  const key = line.slice(0, at);
  const quoted = /^\$?(["'])([\s\S]*)\1$/.exec(line.slice(at + 1));
  if (!quoted) return [key, line.slice(at + 1)];
  const parts = (quoted[2] ?? "").matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g);
  const bytes = [...parts].map(([, octal, letter, text]) =>
    octal === undefined
      ? Buffer.from(letter === undefined ? (text ?? "") : (named[letter] ?? letter))
      : Buffer.of(Number.parseInt(octal, 8)),
  );
  return [key, Buffer.concat(bytes).toString()];
}

const named: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
