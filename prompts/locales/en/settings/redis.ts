import type { SettingTexts } from "../../setting-texts.ts";

export const redis: SettingTexts["redis"] = {
  title: "Redis",
  line: "The queue of jobs, home timelines and the cache.",
  settings: {
    host: {
      label: "Redis host",
      help: [
        "A name, an IP address, or the path of the server's Unix socket.",
        "With Docker it is the name of the service, usually redis.",
        "Two Mastodon servers must not share one Redis server, not even with",
        "different database numbers: their live updates would mix.",
      ],
      example: "localhost",
    },
    port: {
      label: "Redis port",
      help: [
        "6379, unless the server or the provider says otherwise. Managed Redis with",
        "TLS often has another one.",
      ],
      example: "6379",
    },
    user: {
      label: "Redis user",
      help: [
        "Only if the server has ACL users (Redis 6 and newer). With a plain",
        "requirepass there is none. A user needs a password as well.",
      ],
      example: "mastodon",
      empty: "no user",
    },
    password: {
      label: "Redis password",
      help: [
        "The value of requirepass in redis.conf, or the user's password. Leave it",
        "empty where the server has none: a password that Redis does not want is",
        "refused as well.",
        "It is taken exactly as typed, spaces included, and never shown.",
      ],
      empty: "no password",
    },
    db: {
      label: "Redis database number",
      help: [
        "0, unless other programs use the same server. Redis has 0 to 15 if its",
        "configuration does not say otherwise.",
      ],
      example: "0",
    },
    tls: {
      label: "Encryption to Redis (TLS)",
      help: [
        "Yes where the provider gives a rediss:// address; no on the same machine.",
        "The certificate is always checked. An authority of your own has to be in",
        "the system's store, no line of the file can name it.",
      ],
    },
  },
};
