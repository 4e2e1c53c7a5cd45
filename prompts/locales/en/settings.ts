import type { SettingTexts } from "../setting-texts.ts";
import { database } from "./settings/database.ts";
import { domain } from "./settings/domain.ts";
import { mail } from "./settings/mail.ts";
import { redis } from "./settings/redis.ts";
import { server } from "./settings/server.ts";
import { administrator, steps, updates } from "./settings/steps.ts";
import { storage } from "./settings/storage.ts";
import { worksheet } from "./settings/worksheet.ts";

export const settings: SettingTexts = {
  server,
  domain,
  database,
  redis,
  storage,
  mail,
  updates,
  steps,
  administrator,
  worksheet,
};
