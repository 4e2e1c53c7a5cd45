import { appendFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyChanges } from "../../src/envfile/merge.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { readRelease } from "../../src/mastodon/directory.ts";
import { describeAsRoot } from "../services/available.ts";
import { postfixPrograms } from "../services/postfix.ts";
import { postgresPrograms } from "../services/postgres.ts";
import { redisPrograms } from "../services/redis.ts";
import { rgwPrograms } from "../services/rgw.ts";
import { type Comparison, type Crew, compare, openCrews } from "./compare.ts";
import { type Ground, settled, startGround } from "./ground.ts";
import { type Batch, batches, isTrusting, textOf, titleOf } from "./plan.ts";
import { rowsOf, summary } from "./table.ts";

const mastodon = process.env.MASTODON_DIR ?? "";
const title = "what we say and what Mastodon does";
const programs = [...postgresPrograms, ...redisPrograms, ...rgwPrograms, ...postfixPrograms, "bundle", "convert"];

if (mastodon === "") describe.skip(`${title} (skipped: MASTODON_DIR is not set)`, () => it("agree"));
else describeAsRoot(programs, title, suite);

/** Minutes long: two configurations at a time, a start of Rails and of streaming each. */
function suite(): void {
  let ground: Ground;
  let crews: Awaited<ReturnType<typeof openCrews>>;
  const rows: string[] = [];
  const mended = new Set<string>();

  beforeAll(async () => {
    const release = (await readRelease(mastodon))?.release;
    if (!release) throw new Error(`${mastodon} is no Mastodon`);
    ground = await startGround(mastodon);
    crews = await openCrews(ground, release);
    await settled(ground);
  }, 120_000);
  afterAll(async () => {
    await crews?.stop();
    await ground?.stop();
    const agreed = rows.filter((row) => row.startsWith("="));
    console.log([`${agreed.length} verdicts agree`, ...rows.filter((row) => !row.startsWith("="))].join("\n"));
    const file = process.env.TRUTH_TABLE;
    if (file) appendFileSync(file, `${rows.join("\n")}\n`);
  });

  it.concurrent.each(batches().map((batch) => [titleOf(batch), batch] as const))(
    "%s",
    { timeout: 300_000 },
    async (of, batch) => {
      const text = textOf(batch, ground);
      await crews.lend(async (crew) => {
        const compared = await compare(crew, batch, text, ground);
        rows.push(...rowsOf(batch, compared));
        expect(summary(batch, compared.ours, compared.theirs)).toEqual(summary(batch, compared.theirs));
        await tryRemedies(crew, batch, compared.findings, of);
      });
    },
  );

  /** What we offer as tried has to work in Mastodon as well, or both have to say that more is wrong. */
  async function tryRemedies(crew: Crew, batch: Batch, findings: readonly Finding[], of: string) {
    if (isTrusting(batch)) return;
    for (const one of findings) {
      for (const { key, set, tried } of one.remedies) {
        const name = `${one.id} ${key}`;
        if (set === undefined || tried !== "works" || mended.has(name)) continue;
        mended.add(name);
        const section = Object.fromEntries(Object.entries(batch).filter(([service]) => service === one.section));
        const changed = applyChanges(textOf(section, ground), set);
        if (!changed.ok) throw new Error(`${name} can't be written`);
        const after: Comparison = await compare(crew, section, changed.text, ground);
        rows.push(...rowsOf(section, after, `after ${name}`));
        expect(summary(section, after.ours, after.theirs), `${of}, after ${name}`).toEqual(
          summary(section, after.theirs),
        );
      }
    }
  }
}
