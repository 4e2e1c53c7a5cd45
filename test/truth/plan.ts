import { type Case, type Lines, type Service, written } from "./case.ts";
import { soundDatabases, unsoundDatabases } from "./database-cases.ts";
import { type Ground, secrets } from "./ground.ts";
import { mailCases } from "./mail-cases.ts";
import { redisCases } from "./redis-cases.ts";
import { storageCases } from "./storage-cases.ts";

/** One env file: a case for each service that can be seen in it at once. */
export type Batch = Partial<Readonly<Record<Service, Case>>>;

/**
 * Rails takes seconds to start, so cases of different services share a file where they leave each other alone. What
 * stops Rails has a file of its own.
 */
export function batches(): readonly Batch[] {
  const alone = (service: "redis" | "mail", cases: readonly Case[]) =>
    cases.filter((one) => one.alone).map((one): Batch => ({ [service]: one }));
  return [
    ...unsoundDatabases.map((database): Batch => ({ database })),
    ...alone("redis", redisCases),
    ...alone("mail", mailCases),
    ...together((one) => !one.trusting && !one.alone),
    ...together((one) => one.trusting === true && !one.alone),
  ];
}

function together(fits: (one: Case) => boolean): Batch[] {
  const queues = {
    database: soundDatabases.filter(fits),
    redis: redisCases.filter(fits),
    storage: storageCases.filter(fits),
    mail: mailCases.filter(fits),
  };
  const longest = Math.max(...Object.values(queues).map((queue) => queue.length));
  return Array.from({ length: longest }, (_, index) =>
    Object.fromEntries(
      Object.entries(queues).flatMap(([service, queue]) => (queue[index] ? [[service, queue[index]]] : [])),
    ),
  );
}

export function titleOf(batch: Batch): string {
  return Object.entries(batch)
    .map(([service, one]) => `${service}: ${one.name}`)
    .join(" | ");
}

export function isTrusting(batch: Batch): boolean {
  return Object.values(batch).some((one) => one.trusting);
}

/** The whole file: what a batch does not say is as it should be. */
export function textOf(batch: Batch, ground: Ground): string {
  const [sound] = soundDatabases;
  const open: Lines = { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(ground.redis.open.port) };
  const parts = [
    secrets,
    (batch.database ?? sound)?.lines(ground) ?? {},
    batch.redis?.lines(ground) ?? open,
    batch.storage?.lines(ground) ?? {},
    batch.mail?.lines(ground) ?? {},
  ];
  return parts.map(written).join("");
}
