import { database } from "./database.ts";
import { domain } from "./domain.ts";
import { file } from "./file.ts";
import { host } from "./host.ts";
import { mail } from "./mail.ts";
import { redis } from "./redis.ts";
import { secrets } from "./secrets.ts";
import { storage } from "./storage.ts";

export const findings = { ...domain, ...database, ...redis, ...storage, ...mail, ...secrets, ...file, ...host };
