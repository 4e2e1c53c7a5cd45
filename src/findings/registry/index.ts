import { database } from "./database.ts";
import { domain } from "./domain.ts";
import { file } from "./file.ts";
import { host } from "./host.ts";
import { mail } from "./mail.ts";
import { redis } from "./redis.ts";
import { secrets } from "./secrets.ts";
import { storage } from "./storage.ts";

/** Every id that we can say, one file a section. `check --list` and the docs are made from it. */
export const registry = {
  ...domain,
  ...database,
  ...redis,
  ...storage,
  ...mail,
  ...secrets,
  ...file,
  ...host,
} as const;

type Registry = typeof registry;
export type FindingId = keyof Registry;
export type SectionOf<Id extends string> = Id extends `${infer Section}.${string}` ? Section : never;
export type RemedyKey<Id extends FindingId> = Registry[Id]["remedies"][number];
