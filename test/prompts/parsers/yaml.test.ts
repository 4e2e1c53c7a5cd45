import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { host } from "../../../prompts/parsers/host.ts";
import { identifier } from "../../../prompts/parsers/identifier.ts";
import { absolutePath } from "../../../prompts/parsers/path.ts";
import { describeWith, program } from "../../services/available.ts";

/** The texts that Ruby's YAML, as Mastodon's `config/*.yml` is read, does not give back as the same string. */
function changedByYaml(texts: readonly string[]): readonly string[] {
  const script = `require "yaml"; require "json"
puts JSON.generate(JSON.parse(STDIN.read).reject { |v| (YAML.unsafe_load("x: #{v}\\n")["x"] rescue nil) == v })`;
  return JSON.parse(execFileSync(program("ruby"), ["-e", script], { input: JSON.stringify(texts), encoding: "utf8" }));
}

describeWith(["ruby"], "what is put unquoted into Mastodon's YAML", () => {
  const text = fc.string({
    unit: fc.constantFrom(..."0123456789abefxnoyts_.-NOE,:~@[]# /"),
    minLength: 1,
    maxLength: 7,
  });
  const samples = fc.sample(text, { numRuns: 20_000, seed: 4 });

  it.each([
    ["names of databases and roles", identifier],
    ["hosts and sockets", host({ socket: true })],
    ["paths", (raw: string) => absolutePath(`/${raw}`)],
  ] as const)("comes back as it was: %s", (_, parse) => {
    const taken = samples.map((one) => parse(one)).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
    // IPv6 that begins with a colon is given another spelling where the variables are made.
    const texts = [...new Set(taken)].filter((value) => !value.startsWith(":"));
    expect(texts.length).toBeGreaterThan(500);
    expect(changedByYaml(texts)).toEqual([]);
  });
});
