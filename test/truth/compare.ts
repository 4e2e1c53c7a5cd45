import type { Release } from "../../src/environment/release.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { Redis } from "../services/redis.ts";
import { type Ground, tokenOf } from "./ground.ts";
import { type Batch, isTrusting } from "./plan.ts";
import { openRails, type Rails } from "./rails.ts";
import { apart, forget } from "./redis-keys.ts";
import { askStreaming, type StreamingAnswers } from "./streaming.ts";
import { mastodonsVerdicts, ourVerdicts, type Verdicts } from "./verdicts.ts";
import { placeEnvFile, type Workshop } from "./workshop.ts";

/** A workshop with its Rails: one configuration at a time. */
export interface Crew {
  readonly workshop: Workshop;
  readonly rails: Rails;
  readonly release: Release;
}

export interface Comparison {
  readonly ours: Verdicts;
  readonly theirs: Verdicts;
  readonly findings: readonly Finding[];
}

export async function openCrews(ground: Ground, release: Release) {
  const crews: Crew[] = await Promise.all(
    ground.workshops.map(async (workshop) => ({ workshop, rails: await openRails(workshop), release })),
  );
  const free = [...crews];
  const waiting: ((crew: Crew) => void)[] = [];
  return {
    /** Waits for a crew that nobody uses. */
    lend: async (use: (crew: Crew) => Promise<void>): Promise<void> => {
      const crew = free.pop() ?? (await new Promise<Crew>((resolve) => waiting.push(resolve)));
      await use(crew).finally(() => {
        const next = waiting.shift();
        if (next) next(crew);
        else free.push(crew);
      });
    },
    stop: async () => void (await Promise.all(crews.map(({ rails }) => rails.stop()))),
  };
}

/** The same text, told by us and done by Mastodon: Rails and streaming start with it at the same time. */
export async function compare(crew: Crew, batch: Batch, text: string, ground: Ground): Promise<Comparison> {
  const { workshop, rails, release } = crew;
  const trusted = isTrusting(batch) ? ground.certificates.caFile : null;
  const environment: Readonly<Record<string, string>> = trusted === null ? {} : { SSL_CERT_FILE: trusted };
  const place = { release, runtime: "systemd", directory: workshop.directory } as const;
  const redis = batch.redis?.redis?.(ground) ?? ground.redis.open;
  placeEnvFile(workshop, text);
  await forget(redis, workshop);
  const [answers, heard, ours] = await Promise.all([
    rails.ask(environment),
    askStreaming(workshop, environment, { token: tokenOf(workshop), publish: () => publish(redis, workshop) }),
    ourVerdicts(text, place, trusted),
  ]);
  const streaming = await inOneDatabase(heard, redis, workshop);
  return { ours: ours.verdicts, findings: ours.findings, theirs: mastodonsVerdicts(answers, streaming) };
}

/** As Rails does it, with a namespace and without. */
async function publish(redis: Redis, { account }: Workshop): Promise<void> {
  for (const channel of [`timeline:${account}`, `masto:timeline:${account}`]) {
    await redis.command("PUBLISH", channel, '{"event":"truth","payload":"1"}').catch(() => "not from here");
  }
}

async function inOneDatabase(heard: StreamingAnswers, redis: Redis, workshop: Workshop): Promise<StreamingAnswers> {
  const said = heard.redis?.works ? await apart(redis, workshop) : null;
  return said === null ? heard : { ...heard, redis: { works: false, said } };
}
