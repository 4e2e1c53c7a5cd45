import { describe, expect, it } from "vitest";
import { parseRfc2396, parseRfc3986 } from "../../../src/mastodon/connections/ruby-uri.ts";

describe("a URI as Ruby parses it", () => {
  it.each<[string, string | null, string | null]>([
    ["postgres://u:p%20@H:7/d?a=b", "u|p%20|H|7|/d", "u|p%20|H|7|/d"],
    ["postgres:///d", "||||/d", "||||/d"],
    ["postgres://db_1/d", null, "||db_1||/d"],
    ["postgres://u@/d", null, "u||||/d"],
    ["redis://:p@h:/1", "|p|h||/1", "|p|h||/1"],
    ["redis://[::1]:6379/0", "||::1|6379|/0", "||::1|6379|/0"],
    ["redis://::1:6379/0", null, null],
    ["127.0.0.1:6379", null, null],
    ["redis://:a#b@h/0", null, null],
    ["redis://u:p@ss@h/0", null, null],
    ["redis://:p%zz@h/0", null, null],
    ["redis://h h/0", null, null],
  ])("%s", (text, older, newer) => {
    const parts = (uri: ReturnType<typeof parseRfc2396>) =>
      uri && [uri.user, uri.password, uri.host, uri.port, uri.path].map((part) => part ?? "").join("|");
    expect([parts(parseRfc2396(text)), parts(parseRfc3986(text))]).toEqual([older, newer]);
  });
});
