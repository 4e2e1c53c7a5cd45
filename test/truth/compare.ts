import type { Release } from "../../src/environment/release.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { Redis } from "../services/redis.ts";
import { type Service, services } from "./case.ts";
import { type Ground, tokenOf } from "./ground.ts";
import { type Batch, isTrusting } from "./plan.ts";
import { openRails, type Rails, type RailsAnswers } from "./rails.ts";
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
  const { workshop, release } = crew;
  const trusted = isTrusting(batch) ? ground.certificates.caFile : null;
  const place = { release, runtime: "systemd", directory: workshop.directory } as const;
  const wanted = services.filter((service) => batch[service] !== undefined);
  const redis = batch.redis?.redis?.(ground) ?? ground.redis.open;
  placeEnvFile(workshop, text);
  await forget(redis, workshop);
  const listener = { token: tokenOf(workshop), publish: () => publish([redis, ground.redis.open], workshop) };
  const [answers, heard, ours] = await Promise.all([
    askRails(crew, wanted, trusted),
    batch.database || batch.redis ? askStreaming(workshop, listener) : unheard,
    ourVerdicts(text, place, wanted, trusted),
  ]);
  const streaming = await inOneDatabase(heard, redis, workshop);
  return { ours: ours.verdicts, findings: ours.findings, theirs: mastodonsVerdicts(answers, streaming) };
}

const unheard: StreamingAnswers = { stopped: null, database: null, redis: null };

/** What the system's store holds, Ruby reads when OpenSSL is loaded: another store needs another Ruby. */
async function askRails(crew: Crew, wanted: readonly Service[], trusted: string | null): Promise<RailsAnswers> {
  if (trusted === null) return crew.rails.ask(wanted);
  const { workshop } = crew;
  const environment = { ...workshop.environment, SSL_CERT_FILE: trusted };
  const rails = await openRails({ ...workshop, environment });
  return rails.ask(wanted).finally(() => rails.stop());
}

/** As Rails does it, with a namespace and without. */
async function publish(servers: readonly Redis[], { account }: Workshop): Promise<void> {
  for (const redis of new Set(servers)) {
    for (const channel of [`timeline:${account}`, `masto:timeline:${account}`]) {
      await redis.command("PUBLISH", channel, '{"event":"truth","payload":"1"}').catch(() => "not from here");
    }
  }
}

async function inOneDatabase(heard: StreamingAnswers, redis: Redis, workshop: Workshop): Promise<StreamingAnswers> {
  const said = heard.redis?.works ? await apart(redis, workshop) : null;
  return said === null ? heard : { ...heard, redis: { works: false, said } };
}
