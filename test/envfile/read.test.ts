import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { largestEnvFile, readEnvFile } from "../../src/envfile/read.ts";
import { discard, scratch, unprivileged } from "../services/scratch.ts";

let directory: string;
beforeAll(() => {
  directory = scratch("read");
});
afterAll(() => discard(directory));

const at = (name: string) => join(directory, name);

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(at(name), content);
  return at(name);
}

describe("readEnvFile", () => {
  it("gives the text as it is, mark, line ends and all", async () => {
    const text = "\uFEFFA=1\r\nB='日本'\n";
    expect(await readEnvFile(file("plain", text))).toEqual({ state: "text", text });
  });

  it("says that there is none, also behind a link that leads nowhere", async () => {
    symlinkSync(at("nowhere"), at("dangling"));
    expect(await readEnvFile(at("none"))).toEqual({ state: "absent" });
    expect(await readEnvFile(at("dangling"))).toEqual({ state: "absent" });
    expect(await readEnvFile(join(file("a-file", ""), "below"))).toEqual({ state: "absent" });
  });

  it("refuses what is not UTF-8, or binary, and names the line", async () => {
    const latin1 = Buffer.from("A=1\nB=caf\u00e9\nC=3\n", "latin1");
    expect(await readEnvFile(file("latin1", latin1))).toMatchObject({ reason: "encoding", line: 2 });
    expect(await readEnvFile(file("nul", "A=1\nB=2\nC=\0"))).toMatchObject({ reason: "nul", line: 3 });
  });

  it("refuses a directory, a pipe without waiting, a socket, a device and a ring of links", async () => {
    mkdirSync(at("directory"));
    execFileSync("mkfifo", [at("pipe")]);
    symlinkSync(at("ring"), at("ring"));
    const server = createServer().listen(at("socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    expect(await readEnvFile(at("directory"))).toMatchObject({ reason: "directory" });
    expect(await readEnvFile(at("pipe"))).toMatchObject({ reason: "not-a-file" });
    expect(await readEnvFile(at("socket"))).toMatchObject({ reason: "not-a-file" });
    expect(await readEnvFile("/dev/zero")).toMatchObject({ reason: "not-a-file" });
    expect(await readEnvFile(at("ring"))).toMatchObject({ reason: "symlink-loop" });
    server.close();
  });

  it("reads a megabyte and refuses a byte more, without taking it into memory", async () => {
    expect(await readEnvFile(file("full", "#".repeat(largestEnvFile)))).toMatchObject({ state: "text" });
    expect(await readEnvFile(file("over", "#".repeat(largestEnvFile + 1)))).toMatchObject({ reason: "too-large" });
    expect(await readEnvFile(file("huge", Buffer.alloc(20 << 20, "#")))).toMatchObject({ reason: "too-large" });
  });

  it("says that it may not read it", async () => {
    chmodSync(file("secret", "A=1"), 0);
    if (unprivileged) process.seteuid?.(unprivileged.uid);
    const read = await readEnvFile(at("secret"));
    if (unprivileged) process.seteuid?.(0);
    expect(read).toMatchObject({ reason: "unreadable", code: "EACCES" });
  });
});
