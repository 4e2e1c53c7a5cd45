import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { diagnose } from "../../src/diagnose.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { Place } from "../../src/mastodon/place.ts";
import type { Column, Service } from "./case.ts";
import type { RailsAnswers } from "./rails.ts";
import type { StreamingAnswers } from "./streaming.ts";

export type Verdict = "works" | "fails" | "stops";

export interface Told {
  readonly verdict: Verdict;
  /** Ids of findings, or what Mastodon complained of. */
  readonly why: string;
}

/** Null: it could not be seen. */
export type Verdicts = Readonly<Record<Service, Readonly<Partial<Record<Column, Told>>>>>;

/** By one start of Rails and one of the streaming server. Sidekiq's database is Rails' own. */
export function mastodonsVerdicts(rails: RailsAnswers, streaming: StreamingAnswers): Verdicts {
  const web = (...names: readonly string[]): Told => {
    if (rails.stopped !== null) return { verdict: "stops", why: rails.stopped };
    const failed = names.map((name) => rails.answers[name]).find((answer) => answer?.works === false);
    return { verdict: failed ? "fails" : "works", why: failed?.said ?? "" };
  };
  const told = (answer: { works: boolean; said: string } | null): Partial<Record<"streaming", Told>> => {
    if (streaming.stopped !== null) return { streaming: { verdict: "stops", why: streaming.stopped } };
    if (answer === null) return {};
    return { streaming: answer.works ? { verdict: "works", why: "" } : { verdict: "fails", why: answer.said } };
  };
  return {
    database: { web: web("database"), ...told(streaming.database) },
    redis: {
      web: web("redis_base", "redis_cache"),
      sidekiq: web("redis_base", "redis_cache", "redis_sidekiq"),
      ...told(streaming.redis),
    },
    storage: { web: web("storage_upload", "storage_visit", "storage_policy", "storage_unlisted") },
    mail: { web: web("mail") },
  };
}

/** What `check` says of the same text, by section and process. */
export async function ourVerdicts(
  text: string,
  place: Place,
  sections: readonly Service[],
  trusted: string | null,
): Promise<{ verdicts: Verdicts; findings: readonly Finding[] }> {
  const findings = await diagnose(text, {
    place,
    sections,
    signal: new AbortController().signal,
    deadline: 25_000,
    databaseStep: false,
    osUser: userInfo().username,
    testTo: null,
    ...(trusted === null ? {} : { systemCas: [readFileSync(trusted, "utf8")] }),
  });
  const of = (service: Service, column: Column) => told(findings, service, column);
  return {
    findings,
    verdicts: {
      database: { web: of("database", "web"), streaming: of("database", "streaming") },
      redis: { web: of("redis", "web"), sidekiq: of("redis", "sidekiq"), streaming: of("redis", "streaming") },
      storage: { web: of("storage", "web") },
      mail: { web: of("mail", "web") },
    },
  };
}

/** What is said of web is true of Sidekiq, which is Rails as well; not the other way round. */
function told(findings: readonly Finding[], service: Service, column: Column): Told {
  const concerned = column === "sidekiq" ? ["all", "web", "sidekiq"] : ["all", column];
  const wrong = findings.filter(
    ({ section, status, process }) =>
      section === service && (status === "fail" || status === "crash") && concerned.includes(process),
  );
  const why = wrong.map(({ id }) => id).join(" ");
  if (wrong.length === 0) return { verdict: "works", why };
  return { verdict: wrong.some(({ effect }) => effect === "stops") ? "stops" : "fails", why };
}
