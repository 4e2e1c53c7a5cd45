import { expect } from "vitest";
import type { CheckJson, SetupJson } from "../../../src/report/json.ts";
import type { Run } from "../../support/program.ts";

type Admin = { readonly username: string; readonly email: string; readonly password?: string };

/** What `setup --json` printed: one document, and nothing else on standard output. */
export function setupDocument(run: Run): SetupJson<Admin> {
  const document: SetupJson<Admin> = onlyDocument(run);
  expect(document.schema).toBe("mastosetup/setup@1");
  return document;
}

export function checkDocument(run: Run): CheckJson {
  const document: CheckJson = onlyDocument(run);
  expect(document.schema).toBe("mastosetup/check@1");
  return document;
}

export interface ErrorDocument {
  readonly schema: string;
  readonly exitCode: number;
  readonly message: string;
}

/** What `--json` prints where a run ends before there is anything to report. */
export function errorDocument(run: Run): ErrorDocument {
  const document: ErrorDocument = onlyDocument(run);
  expect(document.schema).toBe("mastosetup/error@1");
  expect(document.exitCode).toBe(run.status);
  return document;
}

function onlyDocument<Document>({ stdout, stderr }: Run): Document {
  const document: Document = JSON.parse(stdout || `"nothing on standard output; standard error: ${stderr}"`);
  expect(stdout).toBe(`${JSON.stringify(document, null, 2)}\n`);
  return document;
}

/** The ids of the findings that are not fine. */
export function wrongFindings({ findings }: { readonly findings: SetupJson<Admin>["findings"] }): readonly string[] {
  return findings.filter(({ status }) => status === "fail" || status === "crash").map(({ id }) => id);
}
