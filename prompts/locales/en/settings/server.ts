import type { SettingTexts } from "../../setting-texts.ts";

export const server: SettingTexts["server"] = {
  title: "Server",
  line: "Which Mastodon this is for.",
  settings: {
    directory: {
      label: "Mastodon directory",
      help: [
        "Where Mastodon lies: the directory with lib/mastodon/version.rb or, with",
        "Docker, with docker-compose.yml. The file .env.production is written here.",
        "A wrong directory means that Mastodon never reads what you answer.",
      ],
      example: "/home/mastodon/live",
    },
    version: {
      label: "Mastodon version",
      help: [
        "The release decides which settings and secrets the server needs.",
        "It stands in lib/mastodon/version.rb or in the image's tag in",
        "docker-compose.yml. Two numbers are enough.",
      ],
      example: "4.6",
    },
    runtime: {
      label: "How Mastodon runs",
      help: [
        "systemd: installed from source, as the official guide describes it. Also",
        "right for other service managers on the machine itself.",
        "docker: with docker compose. Containers reach each other by names such as",
        "db and redis, and localhost is the container, not the machine.",
      ],
      choices: { systemd: "On the machine itself (systemd or similar)", docker: "Docker compose" },
    },
  },
};
