import { join } from "node:path";
import { atLeast } from "../../environment/release.ts";
import type { Facts } from "../../findings/finding.ts";
import { compareVersions, floorsOf } from "../../mastodon/floors.ts";
import { manifestPath, mastodonCommand } from "../commands.ts";
import type { Reason } from "../reasons.ts";
import type { Machine, PlanInput, StepPlan } from "../types.ts";

/**
 * Bytes of memory and swap: what the whole tree of processes took at its peak, measured on 4.3.23 (1.74 GB in one of
 * them). With less the kernel kills it, often without a word (mastodon#5696, mastodon#11135).
 */
export const memoryForAssets = 2_500_000_000;

/** Under docker the image brings them (mastodon#13942). */
export function assetsPlan({ steps, place, machine }: PlanInput): StepPlan {
  if (place.runtime === "docker")
    return { id: "assets", action: "skipped", reason: "assets-in-image", facts: {}, remedy: [] };
  if (!steps.assets) return { id: "assets", action: "skipped", reason: "not-wanted", facts: {}, remedy: [] };
  const refusal = machine === null ? null : lacks(machine, place);
  if (refusal !== null) return { id: "assets", action: "refused", ...refusal };
  const { directory, release } = place;
  return {
    id: "assets",
    action: "run",
    commands: [mastodonCommand(place, ["bin/rails", "assets:precompile"], "compile")],
    effect: {
      kind: "assets",
      manifest: manifestPath(directory, atLeast(release, "4.4")),
      source: join(directory, "lib/mastodon/version.rb"),
    },
    facts: machine === null ? {} : memoryFacts(machine),
    remedy: [],
  };
}

interface Lack {
  readonly reason: Reason;
  readonly facts: Facts;
  readonly remedy: readonly string[];
}

/** The first thing that is missing, in the order in which a person would get them. */
function lacks(machine: Machine, place: PlanInput["place"]): Lack | null {
  const floors = floorsOf(place.release.series);
  const facts = { ...memoryFacts(machine), nodeWanted: floors.node, yarnWanted: floors.yarn };
  const install = [
    `cd ${place.directory}`,
    floors.yarn === 1 ? "yarn install --pure-lockfile" : "yarn install --immutable",
  ];
  const lack = (reason: Reason, remedy: readonly string[] = [], more: Facts = {}) => ({
    reason,
    facts: { ...facts, ...more },
    remedy,
  });
  // What `os.freemem` leaves out (caches that would be given back) is no ground to refuse.
  if (machine.memory.source === "proc" && machine.memory.available < memoryForAssets) return lack("memory", swapFile);
  if (machine.node === null) return lack("node-missing");
  if (compareVersions(machine.node, floors.node) < 0) return lack("node-old", [], { node: machine.node });
  // webpacker asks for yarn itself up to 4.3; vite_ruby finds vite in node_modules.
  if (!atLeast(place.release, "4.4")) {
    if (machine.yarn === null) return lack("yarn-missing", ["corepack enable"]);
    if (compareVersions(machine.yarn, String(floors.yarn)) < 0)
      return lack("yarn-old", ["corepack enable"], { yarn: machine.yarn });
  }
  return machine.bundler ? null : lack("modules-missing", install);
}

const swapFile = ["fallocate -l 2G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile"];

function memoryFacts({ memory }: Machine): Facts {
  return { available: gigabytes(memory.available), needed: gigabytes(memoryForAssets), memorySource: memory.source };
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
