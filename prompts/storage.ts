import { type StorageAnswers, type StorageProvider, storageProviders } from "./answers.ts";
import { bucketFor } from "./conditions.ts";
import { choice } from "./parsers/choice.ts";
import { absolutePath } from "./parsers/path.ts";
import { credential, secret } from "./parsers/secret.ts";
import { bucket, endpoint, publicHost, region } from "./parsers/storage.ts";
import { type StoragePreset, storagePresets } from "./providers/storage.ts";
import type { Known, Settings } from "./setting.ts";

function providerOf({ answers }: Known): StorageProvider {
  return answers.storage?.provider ?? "none";
}

function presetOf(known: Known): StoragePreset {
  return storagePresets[providerOf(known)];
}

function isUsed(known: Known): boolean {
  return providerOf(known) !== "none";
}

const acls = [true, false] as const;

export const storage: Settings<StorageAnswers> = {
  provider: {
    kind: "choice",
    optional: false,
    choices: storageProviders,
    asked: "always",
    initial: () => "none",
    clears: ["region", "endpoint", "accessKeyId", "secretAccessKey", "publicHost", "caFile", "acl", "linkKey"],
    parse: choice(storageProviders),
  },
  bucket: {
    kind: "text",
    optional: false,
    asked: "always",
    // The official wizard offers files.DOMAIN; dots are refused by B2 and R2, and want proof of the domain at Google.
    initial: ({ answers }) => bucketFor(answers.domain?.local),
    when: isUsed,
    otherwise: () => null,
    parse: bucket,
  },
  region: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: (known) => presetOf(known).region ?? presetOf(known).regions?.[0],
    suggestions: (known) => presetOf(known).regions ?? [],
    when: (known) => presetOf(known).regionAsked,
    otherwise: () => null,
    parse: region,
  },
  endpoint: {
    kind: "text",
    optional: false,
    asked: "always",
    when: (known) => presetOf(known).endpointAsked,
    otherwise: () => null,
    parse: endpoint,
  },
  accessKeyId: {
    kind: "text",
    optional: false,
    asked: "always",
    when: isUsed,
    otherwise: () => null,
    parse: credential,
  },
  secretAccessKey: {
    kind: "secret",
    optional: false,
    asked: "always",
    when: isUsed,
    otherwise: () => null,
    parse: secret,
  },
  publicHost: {
    kind: "text",
    optional: true,
    asked: "advanced",
    // Not after a provider whose public address is made of its own key: the official wizard's question overwrites it there.
    needed: (known) => presetOf(known).linkKeyAsked !== true,
    initial: (known) =>
      presetOf(known).publicHostNeeded === true && known.answers.domain?.local !== undefined
        ? `files.${known.answers.domain.local}`
        : null,
    when: isUsed,
    parse: publicHost,
  },
  caFile: {
    kind: "path",
    optional: true,
    asked: "advanced",
    initial: () => null,
    when: (known) => presetOf(known).endpointAsked && providerOf(known) !== "r2",
    parse: absolutePath,
  },
  acl: {
    kind: "choice",
    optional: true,
    choices: acls,
    asked: "advanced",
    initial: () => null,
    when: isUsed,
    parse: choice(acls),
  },
  // Part of every file's public address, so no secret.
  linkKey: {
    kind: "text",
    optional: false,
    asked: "always",
    when: (known) => presetOf(known).linkKeyAsked === true && (known.answers.storage?.publicHost ?? null) === null,
    otherwise: () => null,
    parse: credential,
  },
};
