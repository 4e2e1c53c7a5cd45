import { compose } from "./compose.ts";
import { node } from "./node.ts";
import type { Reader, ReaderId } from "./reader.ts";
import { ruby } from "./ruby.ts";
import { ruby2 } from "./ruby-2.ts";
import { sh } from "./sh.ts";
import { systemd } from "./systemd.ts";

export const readers: Readonly<Record<ReaderId, Reader>> = { ruby, "ruby-2": ruby2, node, compose, systemd, sh };

export const readerIds: readonly ReaderId[] = ["ruby", "ruby-2", "node", "compose", "systemd", "sh"];
