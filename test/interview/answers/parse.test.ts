import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAnswersFile } from "../../../src/interview/answers/parse.ts";

const sources = {
  environment: Object.assign(Object.create({ INHERITED: "no" }), { PW: "from the environment", EMPTY: "" }),
  readFile: (path: string): string => {
    if (path === "/run/secrets/pw") return "from a file\n";
    if (path === "/run/secrets/lines") return "two\nlines\r\n";
    throw Object.assign(new Error("open"), { code: "ENOENT" });
  },
};

/** `code path line:column params` of each problem. */
function problems(text: string): readonly string[] {
  const parsed = parseAnswersFile(text, sources);
  if (parsed.ok) return [];
  return parsed.problems.map(({ code, path, line, column, params, problem }) =>
    [code, path, `${line}:${column}`, ...Object.values(params), problem?.key ?? ""].join(" ").trim(),
  );
}

function draft(text: string) {
  const parsed = parseAnswersFile(text, sources);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.draft;
}

describe("a file that is not JSON", () => {
  it.each([
    ["", ["syntax  1:1 ValueExpected"]],
    ["{", ["syntax  1:2 CloseBraceExpected"]],
    [
      '{\n  "domain": {\n    "local": "a.example",\n  }\n}',
      ["syntax  4:3 PropertyNameExpected", "syntax  4:3 ValueExpected"],
    ],
    ['{ // note\n "extra": {} }', ["syntax  1:3 InvalidCommentToken"]],
    ["[1]", ["wrong-type  1:1 object array"]],
    ['"text"', ["wrong-type  1:1 object string"]],
    ["null", ["wrong-type  1:1 object null"]],
    ["{} {}", ["syntax  1:4 EndOfFileExpected"]],
  ])("%j: names the line and the column", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("passes over a byte order mark and counts Windows lines", () => {
    expect(problems('\uFEFF{\r\n  "domains": {}\r\n}')).toEqual(["unknown-key domains 2:3 domains domain"]);
  });
});

describe("a file with mistakes", () => {
  it("names all of them at once, in the order of the file", () => {
    const text = JSON.stringify(
      {
        database: { host: "postgres://x", prot: 5432, port: "5432", tls: "verifed", password: { env: "UNSET" } },
        domain: { local: null, alternates: ["a.example", 3], singleUser: "yes" },
        redis: [],
        storage: { secretAccessKey: { file: "/nowhere" }, acl: "true", bukcet: "x" },
        steps: { database: "migrat", admin: { usrname: "a", username: "da-ve", email: 3 } },
        mial: {},
        extra: { "A-B": "x", SECRET_KEY_BASE: "x", MAX_THREADS: 5, TOKEN: { env: "NONE" } },
      },
      null,
      2,
    );
    expect(problems(text)).toEqual([
      "invalid database.host 3:13 hostUrl",
      "unknown-key database.prot 4:5 prot port",
      "wrong-type database.port 5:13 integer string",
      "unknown-choice database.tls 6:12 verifed off, if-offered, required, verified verified",
      "env-unset database.password 8:14 UNSET",
      "wrong-type domain.local 12:14 string null",
      "wrong-type domain.alternates[1] 15:7 string number",
      "wrong-type domain.singleUser 17:19 boolean string",
      "wrong-type redis 19:12 object array",
      "file-unreadable storage.secretAccessKey 22:15 /nowhere ENOENT",
      "wrong-type storage.acl 24:12 boolean string",
      "unknown-key storage.bukcet 25:5 bukcet bucket",
      "unknown-choice steps.database 28:17 migrat true, migrate, false migrate",
      "unknown-key steps.admin.usrname 30:7 usrname username",
      "invalid steps.admin.username 31:19 usernameCharacter",
      "wrong-type steps.admin.email 32:16 string number",
      "unknown-key mial 35:3 mial mail",
      "extra-name extra.A-B 37:5 A-B",
      "extra-secret extra.SECRET_KEY_BASE 38:5 SECRET_KEY_BASE",
      "wrong-type extra.MAX_THREADS 39:20 string number",
      "env-unset extra.TOKEN 41:14 NONE",
    ]);
  });

  it("finds keys that stand twice, and names that only look like keys", () => {
    expect(
      problems('{"domain":{"local":"a.example","local":"b.example"},"domain":{},"extra":{"A":"1","A":"2"}}'),
    ).toEqual([
      "duplicate-key domain.local 1:32 local",
      "duplicate-key domain 1:53 domain",
      "duplicate-key extra.A 1:82 A",
    ]);
    expect(problems('{"__proto__":{},"constructor":{},"domain":{"toString":1}}')).toEqual([
      "unknown-key __proto__ 1:2 __proto__",
      "unknown-key constructor 1:17 constructor",
      "unknown-key domain.toString 1:44 toString",
    ]);
  });

  it.each([
    ['{"database":{"password":{"env":"PW","file":"/x"}}}', "reference database.password 1:25"],
    ['{"database":{"password":{}}}', "reference database.password 1:25"],
    ['{"database":{"password":{"env":3}}}', "reference database.password 1:25"],
    ['{"database":{"password":{"env":"INHERITED"}}}', "env-unset database.password 1:32 INHERITED"],
    ['{"database":{"password":7}}', "wrong-type database.password 1:25 secret number"],
    ['{"database":{"host":{"env":"PW"}}}', "wrong-type database.host 1:21 string object"],
    ['{"redis":{"port":6379.5}}', "invalid redis.port 1:18 numberInvalid"],
    ['{"redis":{"port":70000}}', "invalid redis.port 1:18 numberRange"],
    ['{"redis":{"tls":null}}', ""],
    ['{"steps":{"assets":0}}', "wrong-type steps.assets 1:20 boolean number"],
    ['{"steps":{"admin":true}}', "wrong-type steps.admin 1:19 object boolean"],
    ['{"steps":null}', "wrong-type steps 1:10 object null"],
  ])("%s", (text, expected) => {
    expect(problems(text).join("; ")).toBe(expected);
  });

  it("never tells a secret", () => {
    const canary = "canary-2f9c";
    const text = JSON.stringify({
      database: { password: `${canary}\u0000` },
      redis: { password: { env: "X", value: canary } },
      storage: { provider: "aws", secretAccessKey: [canary] },
    });
    const parsed = parseAnswersFile(text, sources);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain(canary);
  });
});

describe("a good file", () => {
  it("has secrets by value, from the environment and from files", () => {
    const text = (password: unknown) => JSON.stringify({ database: { password } });
    expect(draft(text("as it is ")).database).toEqual({ password: "as it is " });
    expect(draft(text({ env: "PW" })).database).toEqual({ password: "from the environment" });
    expect(draft(text({ env: "EMPTY" })).database).toEqual({ password: null });
    expect(draft(text({ file: "/run/secrets/pw" })).database).toEqual({ password: "from a file" });
    expect(draft(text({ file: "/run/secrets/lines" })).database).toEqual({ password: "two\nlines" });
  });

  it("is mended where the interview would mend it, and says nothing that it does not say", () => {
    const text = JSON.stringify({
      $schema: "./answers.schema.json",
      mastodon: { version: "v4.6.5" },
      domain: { local: "Example.Social", web: "", alternates: ["B.example"] },
      database: { tls: "Verified", caFile: null },
      storage: { bucket: null },
      steps: { database: "migrate", admin: { username: "alice" } },
      extra: { DEFAULT_LOCALE: "ja", TOKEN: { env: "PW" } },
    });
    expect(draft(text)).toEqual({
      mastodon: { version: "4.6.5" },
      domain: { local: "example.social", web: null, alternates: ["b.example"] },
      database: { tls: "verified", caFile: null },
      storage: { bucket: null },
      steps: { database: "migrate", admin: { username: "alice" } },
      extra: { DEFAULT_LOCALE: "ja", TOKEN: "from the environment" },
    });
  });

  it("may decline the administrator, or name it before the rest", () => {
    expect(draft('{"steps":{"admin":null}}').steps).toEqual({ admin: null });
    expect(draft('{"steps":{"admin":{}}}').steps).toEqual({ admin: {} });
  });
});

describe("any text at all", () => {
  it("is read or refused, never thrown at", () => {
    const json = fc.json({ maxDepth: 3 });
    const near = fc.dictionary(
      fc.constantFrom(
        "mastodon",
        "domain",
        "database",
        "redis",
        "storage",
        "mail",
        "updates",
        "steps",
        "extra",
        "__proto__",
      ),
      fc.dictionary(
        fc.constantFrom(
          "host",
          "port",
          "password",
          "provider",
          "local",
          "alternates",
          "admin",
          "database",
          "acl",
          "user",
        ),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          json,
          near.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const parsed = parseAnswersFile(text, sources);
          expect(parsed.ok || parsed.problems.length > 0).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
