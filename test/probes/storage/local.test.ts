import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeAsRoot } from "../../services/available.ts";
import { discard, scratch } from "../../services/scratch.ts";
import { ids, only, probe } from "./support.ts";

describe("the storage probe and the local disk", () => {
  let directory: string;
  beforeAll(() => {
    directory = scratch("local-storage");
    mkdirSync(join(directory, "public"));
  });
  afterAll(() => discard(directory));
  const me = { osUser: userInfo().username };

  it("is content with a directory that is still to be made, and makes nothing", async () => {
    const found = only(await probe({}, me, { directory }), "off");
    expect(found.facts.path).toBe(join(directory, "public/system"));
    expect(existsSync(join(directory, "public/system"))).toBe(false);
    expect(readdirSync(join(directory, "public"))).toEqual([]);
  });

  it("names a place that can't be a directory", async () => {
    const file = join(directory, "a-file");
    writeFileSync(file, "");
    const found = only(
      await probe({ PAPERCLIP_ROOT_PATH: join(file, "system") }, me, { directory }),
      "local-unwritable",
    );
    expect(found.facts.code).toBe("ENOTDIR");
  });

  it.each(["True", "1", "yes", " true", '"true"'])("says that S3_ENABLED=%s is off", async (S3_ENABLED) => {
    const found = only(await probe({ S3_ENABLED }, me, { directory }), "not-enabled");
    expect(found.remedies[0]?.set).toEqual({ S3_ENABLED: "true" });
  });

  it("does not judge what only the container sees", async () => {
    const findings = await probe({ PAPERCLIP_ROOT_PATH: "/srv/nowhere" }, me, { directory, runtime: "docker" });
    expect(ids(findings)).toEqual(["off"]);
  });

  describeAsRoot([], "with other accounts", () => {
    it("asks for the rights of Mastodon's account", async () => {
      const own = join(directory, "closed");
      mkdirSync(own);
      chownSync(own, 0, 0);
      chmodSync(own, 0o755);
      const found = only(
        await probe({ PAPERCLIP_ROOT_PATH: own }, { osUser: "nobody" }, { directory }),
        "local-unwritable",
      );
      expect(found.remedies[0]?.commands).toEqual([`chown -R nobody: ${own}`]);
      expect(ids(await probe({ PAPERCLIP_ROOT_PATH: own }, { osUser: "root" }, { directory }))).toEqual(["off"]);
    });

    it("asks for the rights of the image's user under docker", async () => {
      const system = join(directory, "public/system");
      mkdirSync(system);
      chownSync(system, 0, 0);
      chmodSync(system, 0o755);
      const docker = { directory, runtime: "docker" } as const;
      expect(only(await probe({}, me, docker), "local-unwritable").facts.user).toBe("991");
      chownSync(system, 991, 991);
      expect(ids(await probe({}, me, docker))).toEqual(["off"]);
    });
  });
});
