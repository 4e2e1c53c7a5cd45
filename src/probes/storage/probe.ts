import type { Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import { type InvalidStorage, type StorageConnection, storageConnections } from "../../mastodon/connections/storage.ts";
import type { View } from "../../mastodon/views.ts";
import type { Probe, ProbeContext } from "../context.ts";
import { probeLocal } from "./local.ts";

/** Stores a picture as Mastodon would, looks at it as the world would, and removes it. What web and sidekiq share is tried once. */
export const probeStorage: Probe = async (views, context) => {
  const groups = shared(views);
  const found = await Promise.all(groups.map((one) => probeOne(one, context)));
  return found.flat();
};

interface Shared {
  readonly storage: StorageConnection;
  readonly view: View;
  readonly process: ProcessName | "all";
}

function shared(views: readonly View[]): readonly Shared[] {
  const all = views.flatMap((view) => storageConnections([view]).map((storage) => ({ storage, view })));
  const key = (storage: StorageConnection) => JSON.stringify({ ...storage, process: null });
  const distinct = new Map(all.toReversed().map((one) => [key(one.storage), one] as const));
  return [...distinct.values()].toReversed().map(({ storage, view }) => ({
    storage,
    view,
    process: distinct.size === 1 ? "all" : storage.process,
  }));
}

async function probeOne({ storage, view, process }: Shared, context: ProbeContext): Promise<readonly Finding[]> {
  switch (storage.kind) {
    case "other":
      return [finding("storage.skipped", { process, facts: { service: storage.service } })];
    case "invalid":
      return [invalid(storage, process)];
    case "local":
      return probeLocal(storage, view, process, context);
    case "s3":
      return (await import("./s3.ts")).probeS3(storage, view, process, context);
  }
}

function invalid({ id, variables, facts, set }: InvalidStorage, process: ProcessName | "all"): Finding {
  if (id !== "storage.value-invalid" || set === null) return finding(id, { process, variables, facts });
  const wanted = Object.values(set)[0] ?? null;
  const remedies = [
    wanted === null ? { key: "remove" as const, set } : { key: "set" as const, set, facts: { wanted } },
  ];
  return finding(id, { process, variables, facts, remedies });
}
