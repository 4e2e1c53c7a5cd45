import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageTag } from "../../src/mastodon/compose.ts";
import { findDirectory, latestMigration, readDirectory, readRelease } from "../../src/mastodon/directory.ts";
import { discard, scratch } from "../services/scratch.ts";

let root = "";
let count = 0;
beforeAll(() => {
  root = scratch("directory");
});
afterAll(() => discard(root));

/** A directory with these files. */
function directory(files: Readonly<Record<string, string>>): string {
  const path = join(root, `d${count++}`);
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

const versionRb = (minor: number, patch: number, pre = "") => `# frozen_string_literal: true

module Mastodon
  module Version
    module_function

    def major
      4
    end

    def minor
      ${minor}
    end

    def patch
      ${patch}
    end

    def default_prerelease
      '${pre}'
    end

    def to_a
      [major, minor, patch].compact
    end

    def api_versions
      {
        mastodon: 2,
      }
    end
  end
end
`;

describe("the release of a Mastodon directory", () => {
  it.each([
    [2, 0],
    [3, 23],
    [4, 22],
    [6, 5],
  ])("is read from version.rb: 4.%i.%i", async (minor, patch) => {
    const path = directory({ "lib/mastodon/version.rb": versionRb(minor, patch) });
    expect(await readRelease(path)).toEqual({
      text: `4.${minor}.${patch}`,
      release: { series: `4.${minor}`, patch },
      from: "version.rb",
    });
  });

  it("keeps the text of a release that we do not know", async () => {
    const path = directory({ "lib/mastodon/version.rb": versionRb(7, 0, "alpha.1") });
    expect(await readRelease(path)).toEqual({ text: "4.7.0-alpha.1", release: null, from: "version.rb" });
  });

  it("takes a fork's prerelease for its release", async () => {
    const path = directory({ "lib/mastodon/version.rb": versionRb(6, 0, "rc.1") });
    expect((await readRelease(path))?.release).toEqual({ series: "4.6", patch: 0 });
  });

  it.each(["compose.yaml", "docker-compose.yml"])("is read from the image tag in %s", async (name) => {
    const path = directory({ [name]: "services:\n  web:\n    image: ghcr.io/mastodon/mastodon:v4.3.23\n" });
    expect(await readRelease(path)).toEqual({
      text: "v4.3.23",
      release: { series: "4.3", patch: 23 },
      from: "compose",
    });
  });

  it("is nothing where there is no Mastodon", async () => {
    expect(await readRelease(directory({ "compose.yaml": "services: {}\n" }))).toBeNull();
    expect(await readRelease(join(root, "nowhere"))).toBeNull();
  });
});

describe("the image tag in a compose file", () => {
  it.each([
    ["    image: tootsuite/mastodon:v4.2.1", "v4.2.1"],
    ["    image: 'ghcr.io/glitch-soc/mastodon:v4.6.5'", "v4.6.5"],
    ['    "image": "lscr.io/linuxserver/mastodon:4.4.2-ls190"', "4.4.2-ls190"],
    ["    image: registry.example:5000/mirror/mastodon:v4.5.0@sha256:0123", "v4.5.0"],
    ["    image: ghcr.io/mastodon/mastodon:${MASTODON_TAG:-v4.3}", "v4.3"],
    ["    # image: ghcr.io/mastodon/mastodon:v4.1\n    image: ghcr.io/mastodon/mastodon:v4.3.1 # pinned", "v4.3.1"],
    ["    image: postgres:14-alpine\n    image: ghcr.io/mastodon/mastodon:v4.4.22", "v4.4.22"],
  ])("%j is %s", (text, tag) => {
    expect(imageTag(text)?.tag).toBe(tag);
  });

  it("is interpolated from .env before the default", () => {
    expect(imageTag("image: ghcr.io/mastodon/mastodon:${TAG:-v4.3}", "TAG=v4.6.5\n")?.tag).toBe("v4.6.5");
  });

  it.each(["image: ghcr.io/mastodon/mastodon", "image: ghcr.io/mastodon/mastodon-streaming:v4.3.1", "build: ."])(
    "%j has none",
    (text) => {
      expect(imageTag(text)).toBeNull();
    },
  );
});

describe("finding the directory", () => {
  it("looks at the working directory and its parents before the usual places", async () => {
    const [here, usual] = [
      directory({ "lib/mastodon/version.rb": versionRb(6, 5), "public/a/b": "" }),
      directory({ "lib/mastodon/version.rb": versionRb(3, 1) }),
    ];
    expect((await findDirectory([usual], join(here, "public/a")))?.directory).toBe(here);
    expect((await findDirectory([join(root, "no"), usual], root))?.directory).toBe(usual);
    expect(await findDirectory([], root)).toBeNull();
  });

  it("takes a checkout with its packages for systemd, one with only a compose file for docker", async () => {
    const checkout = { "lib/mastodon/version.rb": versionRb(6, 5), "docker-compose.yml": "" };
    expect((await readDirectory(directory({ "lib/mastodon/version.rb": versionRb(6, 5) })))?.runtime).toBe("systemd");
    expect((await readDirectory(directory(checkout)))?.runtime).toBe("docker");
    expect((await readDirectory(directory({ ...checkout, ".bundle/config": "" })))?.runtime).toBe("systemd");
  });
});

describe("the newest migration of a directory", () => {
  it("is the newer of db/migrate and db/post_migrate", async () => {
    const path = directory({
      "db/migrate/20160220174730_create_accounts.rb": "",
      "db/migrate/20241007071624_fix_keys.rb": "",
      "db/post_migrate/20241116000000_later.rb": "",
      "db/post_migrate/.keep": "",
    });
    expect(await latestMigration(path)).toBe("20241116000000");
  });

  it("is that of schema.rb where there are no migrations", async () => {
    const path = directory({
      "db/schema.rb": "ActiveRecord::Schema[7.1].define(version: 2024_10_07_071624) do\nend\n",
    });
    expect(await latestMigration(path)).toBe("20241007071624");
    expect(await latestMigration(root)).toBeNull();
  });
});
