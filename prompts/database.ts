import { type DatabaseAnswers, databaseTls } from "./answers.ts";
import { isManaged, isRemote, isSocket, runsInDocker } from "./conditions.ts";
import { choice } from "./parsers/choice.ts";
import { host } from "./parsers/host.ts";
import { identifier } from "./parsers/identifier.ts";
import { port } from "./parsers/number.ts";
import { absolutePath } from "./parsers/path.ts";
import { secret } from "./parsers/secret.ts";
import type { Settings } from "./setting.ts";

export const database: Settings<DatabaseAnswers> = {
  host: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: (known) => (runsInDocker(known) ? "db" : "/var/run/postgresql"),
    clears: ["tls", "caFile"],
    parse: host({ socket: true }),
  },
  // Over a socket as well: its file is called .s.PGSQL.<port>.
  port: { kind: "integer", optional: false, asked: "always", initial: () => 5432, parse: port },
  name: {
    kind: "text",
    optional: false,
    asked: "always",
    // The image that Mastodon's compose file names makes no other database and no other role.
    initial: (known) => (runsInDocker(known) ? "postgres" : "mastodon_production"),
    parse: identifier,
  },
  user: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: (known) => (runsInDocker(known) ? "postgres" : "mastodon"),
    parse: identifier,
  },
  password: { kind: "secret", optional: true, asked: "always", initial: () => null, parse: secret },
  tls: {
    kind: "choice",
    optional: false,
    choices: databaseTls,
    asked: "advanced",
    needed: ({ answers }) => isRemote(answers.database?.host),
    initial: ({ answers }) => (isManaged(answers.database?.host) ? "verified" : "if-offered"),
    when: ({ answers }) => !isSocket(answers.database?.host),
    otherwise: () => "if-offered",
    parse: choice(databaseTls),
  },
  caFile: {
    kind: "path",
    optional: true,
    asked: "advanced",
    needed: () => true,
    initial: () => null,
    when: ({ answers }) => answers.database?.tls === "verified",
    parse: absolutePath,
  },
};
