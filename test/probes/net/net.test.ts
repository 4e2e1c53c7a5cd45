import { afterEach, describe, expect, it } from "vitest";
import type { ProcessName } from "../../../src/findings/finding.ts";
import { finding } from "../../../src/findings/make.ts";
import { within } from "../../../src/probes/net/abort.ts";
import { addressText, isLoopback, triedAddresses } from "../../../src/probes/net/address.ts";
import { byGreeting, identify } from "../../../src/probes/net/identify.ts";
import { addressesOf } from "../../../src/probes/net/resolve.ts";
import { peekCertificate } from "../../../src/probes/net/tls.ts";
import { mergeProcesses, processLabel } from "../../../src/probes/processes.ts";
import { eventually } from "../../services/daemon.ts";
import { leftovers, resources } from "./leftovers.ts";
import { type Listener, listener } from "./listener.ts";

const stops: Listener[] = [];
afterEach(() => Promise.all(stops.splice(0).map((one) => one.stop())));

async function serving(greet: Parameters<typeof listener>[0]): Promise<{ kind: "tcp"; host: string; port: number }> {
  const one = await listener(greet);
  stops.push(one);
  return { kind: "tcp", host: "127.0.0.1", port: one.port };
}

describe("what answers", () => {
  it.each([
    ["+PONG\r\n", "Redis"],
    ["-NOAUTH Authentication required.\r\n", "Redis"],
    ["HTTP/1.1 400 Bad Request\r\n", "HTTP"],
    ["SSH-2.0-OpenSSH_9.2p1\r\n", "SSH"],
    ["220 mx.example ESMTP Postfix\r\n", "SMTP"],
    ["220 (vsFTPd 3.0.3)\r\n", "FTP"],
    ["J\0\0\0\n8.0.36\0", "MySQL"],
    ["H\0\0\0\xffj\x04Host", "MySQL"],
    ["hello", null],
    ["", null],
  ])("%j is %s", (text, protocol) => {
    expect(byGreeting(text)).toBe(protocol);
  });

  it("is nobody who is silent, after a while and without leftovers", async () => {
    const before = resources();
    const silent = await serving(() => undefined);
    const { signal, release } = within(new AbortController().signal, 100);
    expect(await identify(silent, signal)).toBeNull();
    release();
    await stops.pop()?.stop();
    await eventually(async () => expect(leftovers(before)).toEqual([]), 2);
  });

  it("survives what makes no sense, endless data and a slammed door", async () => {
    const garbage = await serving((socket) => socket.write(Buffer.alloc(1 << 20, 0x41)));
    const slammed = await serving((socket) => socket.resetAndDestroy());
    const signal = AbortSignal.timeout(3000);
    expect(await Promise.all([identify(garbage, signal), identify(slammed, signal)])).toEqual([null, null]);
    expect(await peekCertificate(garbage, AbortSignal.timeout(500))).toBeNull();
  });
});

describe("an address", () => {
  it("is written with brackets where it needs them", () => {
    expect(addressText({ kind: "tcp", host: "::1", port: 5432 })).toBe("[::1]:5432");
    expect(addressText({ kind: "tcp", host: "db", port: 5432 })).toBe("db:5432");
    expect(addressText({ kind: "socket", path: "/run/x" })).toBe("/run/x");
  });

  it("is listed for each that was tried", () => {
    const one = Object.assign(new Error(), { address: "::1", port: 1 });
    const other = Object.assign(new Error(), { address: "127.0.0.1", port: 1 });
    expect(triedAddresses(new AggregateError([one, other]))).toEqual(["[::1]:1", "127.0.0.1:1"]);
    expect(triedAddresses(new Error())).toEqual([]);
  });

  it("stays on the machine or leaves it", () => {
    expect(["/run", "localhost", "::1", "127.8.8.8"].every(isLoopback)).toBe(true);
    expect(["db", "10.0.0.1", "fd00::1"].some(isLoopback)).toBe(false);
  });

  it("is looked up, and a name without one has none", async () => {
    expect(await addressesOf("localhost", AbortSignal.timeout(2000))).toContain("127.0.0.1");
    expect(await addressesOf("db.invalid", AbortSignal.timeout(2000))).toEqual([]);
  });
});

describe("several processes", () => {
  const all: readonly ProcessName[] = ["web", "sidekiq", "streaming", "command"];

  it("are all, or called by the first", () => {
    expect(processLabel(all, all)).toBe("all");
    expect(processLabel(["command", "sidekiq", "web"], all)).toBe("web");
    expect(processLabel(["streaming"], all)).toBe("streaming");
  });

  it("share one finding that says the same of each, with the remedies of both", () => {
    const said = (process: ProcessName, host: string) => ({
      processes: [process],
      finding: finding("database.refused", {
        facts: { address: host },
        remedies: [{ key: "use-found", set: { DB_HOST: process } }],
        ms: 3,
      }),
    });
    const merged = mergeProcesses(
      [said("web", "a"), said("streaming", "a"), said("streaming", "b")],
      ["web", "streaming"],
    );
    expect(merged.map(({ process, facts }) => [process, facts.address])).toEqual([
      ["all", "a"],
      ["streaming", "b"],
    ]);
    expect(merged[0]?.remedies).toHaveLength(2);
  });
});
