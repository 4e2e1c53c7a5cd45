import { describe, expect, it } from "vitest";
import { loadMessages } from "../../prompts/locales/load.ts";
import { sections } from "../../prompts/sections.ts";
import { worksheet } from "../../src/interview/worksheet.ts";

const [en, ja] = [await loadMessages("en"), await loadMessages("ja")];
const keys = sections.flatMap((section) => Object.keys(section.settings).map((id) => [...section.path, id].join(".")));

describe.each([
  ["en", en],
  ["ja", ja],
] as const)("the worksheet in %s", (_, messages) => {
  const sheet = worksheet(messages);

  it("has every setting once, by its key in the answers file", () => {
    for (const key of keys) expect([key, sheet.split(`(\`${key}\`)`).length]).toEqual([key, 2]);
  });

  it("has no hole in its words", () => {
    expect(sheet).not.toMatch(/undefined|null\b|\[object|\{\w+\}/);
  });

  it("leaves no blank to write a secret on", () => {
    const secret = sheet.slice(sheet.indexOf("(`database.password`)"), sheet.indexOf("(`database.tls`)"));
    expect(secret).toContain(messages.settings.worksheet.secret);
    expect(secret).not.toContain("____");
  });

  it("lists the providers with their documentation", () => {
    expect(sheet).toContain("| Wasabi | `https://s3.REGION.wasabisys.com`");
    expect(sheet).toContain("`smtp.mailgun.org`, `smtp.eu.mailgun.org`");
  });

  it("has tables whose rows all have three cells", () => {
    const rows = sheet.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect(row.split("|")).toHaveLength(5);
  });
});

describe("the worksheet for chosen providers", () => {
  const sheet = worksheet(en, { providers: { storage: "none", mail: "mailgun" } });

  it("leaves out what they don't need", () => {
    expect(sheet).not.toContain("(`storage.bucket`)");
    expect(sheet).toContain("(`mail.host`)");
    expect(sheet).not.toContain("SendGrid | ");
  });

  it("knows their values", () => {
    expect(sheet).toContain("Known values: `smtp.mailgun.org`, `smtp.eu.mailgun.org`");
  });
});
