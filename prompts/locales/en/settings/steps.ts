import type { SettingTexts } from "../../setting-texts.ts";

export const updates: SettingTexts["updates"] = {
  title: "Updates",
  line: "Whether Mastodon tells you about new versions.",
  settings: {
    check: {
      label: "Check for important updates",
      help: [
        "Mastodon asks the project's server twice an hour which releases there are",
        "and tells administrators, by mail if the update closes a security hole.",
        "The version of your server is sent with it. Recommended.",
      ],
    },
  },
};

export const steps: SettingTexts["steps"] = {
  title: "First steps",
  line: "What shall be done once the file is written. Nothing is run before you confirm.",
  settings: {
    database: {
      label: "Prepare the database",
      help: [
        "Creates the database and its tables where they are missing. A database that",
        "is in use is never emptied or made anew.",
        "With migrations, an older Mastodon's tables are also brought up to this",
        "release. Make a backup before that.",
      ],
      choices: {
        true: "Yes, create what is missing",
        migrate: "Yes, and migrate an older Mastodon's tables",
        false: "No, leave it alone",
      },
    },
    assets: {
      label: "Compile the assets",
      help: [
        "Builds the site's scripts and styles. It takes some minutes and about",
        "2.5 GB of memory and swap together; with less it is skipped and can be",
        "done later: mastosetup --step assets",
      ],
    },
    admin: {
      label: "Create an administrator",
      help: [
        "The first account, with the role Owner, confirmed and approved. Its password",
        "is generated and shown once. If you skip this, make it later with tootctl:",
        "from 4.3 on a new server starts with registrations closed.",
      ],
      empty: "no administrator",
    },
  },
};

export const administrator: SettingTexts["administrator"] = {
  title: "Administrator",
  line: "The first account. It owns the server.",
  settings: {
    username: {
      label: "User name",
      help: [
        "Your name before the @. Letters, digits and _, at most 30. It can't be",
        "changed later. Better a name of your own than admin: that is reserved up",
        "to Mastodon 4.4, and the first one that others try to log in as.",
      ],
      example: "alice",
    },
    email: {
      label: "E-mail address",
      help: ["For logging in and for notices about the server. Its domain must exist in", "DNS: Mastodon looks it up."],
      example: "alice@example.org",
    },
  },
};
