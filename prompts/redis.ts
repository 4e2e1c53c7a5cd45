import type { RedisAnswers } from "./answers.ts";
import { isManaged, isRemote, isSocket, runsInDocker } from "./conditions.ts";
import { yesNo } from "./parsers/choice.ts";
import { host } from "./parsers/host.ts";
import { redisUser } from "./parsers/identifier.ts";
import { integer, port } from "./parsers/number.ts";
import { secret } from "./parsers/secret.ts";
import type { Known, Settings } from "./setting.ts";

function overNetwork({ answers }: Known): boolean {
  return !isSocket(answers.redis?.host);
}

export const redis: Settings<RedisAnswers> = {
  host: {
    kind: "text",
    optional: false,
    asked: "always",
    initial: (known) => (runsInDocker(known) ? "redis" : "localhost"),
    clears: ["tls"],
    parse: host({ socket: true }),
  },
  port: {
    kind: "integer",
    optional: false,
    asked: "always",
    initial: () => 6379,
    when: overNetwork,
    otherwise: () => 6379,
    parse: port,
  },
  user: { kind: "text", optional: true, asked: "advanced", initial: () => null, parse: redisUser },
  password: { kind: "secret", optional: true, asked: "always", initial: () => null, parse: secret },
  // 16 databases unless redis.conf says otherwise; the probe asks the server.
  db: { kind: "integer", optional: false, asked: "advanced", initial: () => 0, parse: integer(0, 65535) },
  tls: {
    kind: "boolean",
    optional: false,
    asked: "advanced",
    needed: ({ answers }) => isRemote(answers.redis?.host),
    initial: ({ answers }) => isManaged(answers.redis?.host),
    when: overNetwork,
    otherwise: () => false,
    parse: yesNo,
  },
};
