import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en } from "../../../prompts/locales/en/index.ts";
import { ja } from "../../../prompts/locales/ja/index.ts";
import type { Place } from "../../../src/mastodon/place.ts";
import { viewsOf } from "../../../src/mastodon/views.ts";
import { probeHost } from "../../../src/probes/host/probe.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { root } from "../../support/program.ts";
import { speak } from "../../support/speak.ts";

let directory: string;
beforeAll(() => {
  directory = scratch("host");
});
afterAll(() => discard(directory));

const context = {
  signal: new AbortController().signal,
  deadline: 1000,
  databaseStep: false,
  osUser: "somebody",
  testTo: null,
};

async function found(at: string, series: Place["release"]["series"] = "4.3") {
  const views = viewsOf("", { release: { series, patch: null }, runtime: "systemd", directory: at });
  const findings = await probeHost(views, context);
  for (const one of findings) for (const messages of [en, ja]) speak(one, messages);
  return findings.map(({ id, facts }) => ({ id, facts }));
}

function standIn(name: string): string {
  const live = join(directory, name);
  cpSync(join(root, "fixtures/mastodon"), live, { recursive: true });
  return live;
}

describe("the probe of Mastodon's directory", () => {
  it("says which release is there", async () => {
    const live = standIn("live");
    expect(await found(live)).toEqual([{ id: "host.ok", facts: { directory: live, version: "4.3.23" } }]);
  });

  it("says when another release is there than the file is written for", async () => {
    const live = standIn("other");
    expect(await found(live, "4.6")).toMatchObject([
      { id: "host.release", facts: { found: "4.3.23", version: "4.6" } },
    ]);
  });

  it("says when the directory is not there", async () => {
    expect(await found(join(directory, "nowhere"))).toMatchObject([{ id: "host.directory-missing" }]);
  });

  it("says when the directory holds no Mastodon", async () => {
    const empty = join(directory, "empty");
    mkdirSync(empty);
    expect(await found(empty)).toMatchObject([{ id: "host.directory" }]);
  });

  it.skipIf(process.getuid?.() === 0)(
    "says when we may not write there (skipped: root may write anywhere)",
    async () => {
      const live = standIn("locked");
      chmodSync(live, 0o500);
      expect(await found(live)).toMatchObject([{ id: "host.user", facts: { user: "somebody" } }]);
    },
  );
});
