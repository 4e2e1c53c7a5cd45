import { describe, expect, it } from "vitest";
import { host } from "../../../prompts/parsers/host.ts";
import { absolutePath } from "../../../prompts/parsers/path.ts";

const withSocket = host({ socket: true });
const withoutSocket = host({ socket: false });

describe("a host", () => {
  it.each(["localhost", "db", "mastodon_db_1", "db.example.com", "192.0.2.1", "fd00:5::7", "::1", "0::1"])(
    "takes %s as it is",
    (raw) => {
      expect(withoutSocket(raw)).toEqual({ ok: true, value: raw });
    },
  );

  it.each([
    ["[::1]", "::1"],
    ["[FD00::7]", "fd00::7"],
    ["fd00::", "fd00::0"],
    ["DB.Example.com", "db.example.com"],
    ["db.example.com.", "db.example.com"],
    ["https://s.example/", "s.example"],
    ["smtp://mail.example", "mail.example"],
    ["ｄｂ", "db"],
    ["例え.jp", "xn--r8jz45g.jp"],
    ['"localhost"', "localhost"],
  ])("mends %j to %s", (raw, value) => {
    expect(withoutSocket(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["localhost:5432", "hostPort"],
    ["[::1]:5432", "hostPort"],
    ["postgres://u:p@h/db", "hostUrl"],
    ["user:secret@host", "hostUrl"],
    ["db.example.com/mastodon", "hostPath"],
    ["/var/run/postgresql", "hostPath"],
    ["two words", "hostSpace"],
    ["a,b", "hostCharacter"],
    ["-db", "hostInvalid"],
    ["db-", "hostInvalid"],
    ["a..b", "hostInvalid"],
    ["1234", "hostNumber"],
    ["0x10", "hostNumber"],
    ["no", "hostNumber"],
    ["null", "hostNumber"],
    ["1.5", "hostNumber"],
    ["2024-01-01", "hostNumber"],
    ["10.0.0", "hostNumber"],
    ["db: x", "hostSpace"],
    ["@x", "hostUrl"],
    ["%x", "hostCharacter"],
    ["fe80::1%eth0", "hostPort"],
  ])("refuses %j: %s", (raw, key) => {
    expect(withoutSocket(raw)).toMatchObject({ ok: false, problem: { key } });
  });

  it("never repeats a URL, which may hold a password", () => {
    for (const raw of ["postgres://u:canary@h/db", "u:canary@h", "redis://:canary@h:6379/0?x"]) {
      expect(JSON.stringify(withSocket(raw))).not.toContain("canary");
    }
  });
});

describe("a host that may be a socket", () => {
  it("takes a directory or a path", () => {
    expect(withSocket("/var/run/postgresql")).toEqual({ ok: true, value: "/var/run/postgresql" });
    expect(withSocket("/run/redis/redis.sock")).toEqual({ ok: true, value: "/run/redis/redis.sock" });
  });

  it.each([
    ["/var/run/postgresql/", "/var/run/postgresql"],
    ["unix:///run/redis/redis.sock", "/run/redis/redis.sock"],
    ["unix:/run/redis/redis.sock", "/run/redis/redis.sock"],
  ])("mends %j", (raw, value) => {
    expect(withSocket(raw)).toEqual({ ok: true, value, mended: true });
  });
});

describe("a path", () => {
  it.each(["/", "/home/mastodon/live", "/srv/my files/ca.pem", "/srv/証明書.pem"])("takes %s", (raw) => {
    expect(absolutePath(raw)).toEqual({ ok: true, value: raw });
  });

  it.each([
    ["/home/mastodon/live/", "/home/mastodon/live"],
    ["'/home/mastodon/live'", "/home/mastodon/live"],
  ])("mends %j", (raw, value) => {
    expect(absolutePath(raw)).toEqual({ ok: true, value, mended: true });
  });

  it.each([
    ["", "required"],
    ["live", "pathRelative"],
    ["./live", "pathRelative"],
    ["C:\\live", "pathRelative"],
    ["~/live", "pathHome"],
    ["/a\u0007b", "pathControl"],
    ["/a #b", "pathYaml"],
    ["/a: b", "pathYaml"],
    ["/a:", "pathYaml"],
  ])("refuses %j: %s", (raw, key) => {
    expect(absolutePath(raw)).toMatchObject({ ok: false, problem: { key } });
  });
});
