import type { FindingTexts } from "../../texts.ts";

export const host: FindingTexts<"host"> = {
  "host.ok": { title: "Mastodon {version} in {directory}", detail: "", remedies: {} },
  "host.crash": {
    title: "The directory could not be looked at",
    detail: "This is a bug of mastosetup: {error}",
    remedies: {},
  },
  "host.directory-missing": {
    title: "There is no directory {directory}",
    detail: "The file .env.production belongs into Mastodon's own directory, where Mastodon reads it.",
    remedies: { another: "Answer the directory that holds Mastodon, or install Mastodon there first" },
  },
  "host.directory": {
    title: "{directory} holds no Mastodon",
    detail: "There is neither lib/mastodon/version.rb nor a compose file with Mastodon's image.",
    remedies: { another: "Answer the directory that holds Mastodon" },
  },
  "host.release": {
    title: "{directory} holds Mastodon {found}, not {version}",
    detail: "The file is written for {version}: what other releases read or need may be missing.",
    remedies: {},
  },
  "host.user": {
    title: "{user} may not write to {directory}",
    detail: "It belongs to {owner}.",
    remedies: { "as-owner": "Run mastosetup as its owner; what was answered is kept" },
  },
};
