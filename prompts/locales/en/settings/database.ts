import type { SettingTexts } from "../../setting-texts.ts";

export const database: SettingTexts["database"] = {
  title: "PostgreSQL",
  line: "Where posts, accounts and everything else is kept.",
  settings: {
    host: {
      label: "PostgreSQL host",
      help: [
        "A name, an IP address, or the directory of the server's Unix socket.",
        "Over the socket a role can get in without a password, if the system user",
        "has the same name (peer authentication); over localhost it can't.",
        "With Docker it is the name of the service, usually db. localhost would be",
        "Mastodon's own container there.",
      ],
      example: "/var/run/postgresql",
    },
    port: {
      label: "PostgreSQL port",
      help: [
        "5432, unless the server or the provider says otherwise. PgBouncer often",
        "listens on 6432. Over a socket it is the number in the socket's file name.",
      ],
      example: "5432",
    },
    name: {
      label: "Database name",
      help: [
        "The database that is Mastodon's alone. If it does not exist it can be made",
        "in the last step. A database with somebody else's tables is left alone.",
      ],
      example: "mastodon_production",
    },
    user: {
      label: "PostgreSQL user",
      help: [
        "The role that Mastodon logs in as. It should own the database or be allowed",
        "to create it (CREATEDB). List the roles: sudo -u postgres psql -c '\\du'",
      ],
      example: "mastodon",
    },
    password: {
      label: "Password of the PostgreSQL user",
      help: [
        "Leave it empty where the server asks for none: over the socket as the same",
        "system user, or in the official compose file's network.",
        "It is taken exactly as typed, spaces included, and never shown.",
      ],
      empty: "no password",
    },
    tls: {
      label: "Encryption to PostgreSQL",
      help: [
        "Off or if offered is right on the same machine. Elsewhere choose verified:",
        "then nobody between can read or change anything.",
        "If offered means: Mastodon encrypts where it can, its streaming server",
        "does not. Managed databases usually want encryption from both.",
      ],
      choices: {
        off: "Off",
        "if-offered": "If the server offers it",
        required: "Always, without checking the certificate",
        verified: "Always, with the certificate checked (managed databases)",
      },
    },
    caFile: {
      label: "CA certificate for PostgreSQL",
      help: [
        "The file (PEM) of the authority that signed the server's certificate, where",
        "it is not a public one. Amazon RDS and most managed databases offer theirs",
        "for download. Mastodon's user, or the container, must be able to read it.",
      ],
      example: "/etc/ssl/certs/rds-global-bundle.pem",
      empty: "the system's authorities",
    },
  },
};
