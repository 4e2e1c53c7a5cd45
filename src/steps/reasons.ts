/** Why a command is part of the plan. */
export type Why = "create" | "load" | "seed" | "migrate" | "set-up-unseen" | "compile" | "owner" | "owner-without-dns";

/** Why nothing ran, or what went wrong. Each has its sentences in `prompts/locales/`. */
export type Reason = Settled | Refusal | Cause;

/** Nothing to do, or nobody asked for it. */
export type Settled =
  | "not-wanted"
  | "database-current"
  | "database-there"
  | "assets-there"
  | "assets-in-image"
  | "administrator-there"
  | "needs-database"
  | "interrupted";

/** Asked for, and not started. */
export type Refusal =
  | "env-elsewhere"
  | "database-missing"
  | "create-denied"
  | "database-older"
  | "database-newer"
  | "database-foreign"
  | "database-standby"
  | "database-unreachable"
  | "memory"
  | "node-missing"
  | "node-old"
  | "yarn-missing"
  | "yarn-old"
  | "modules-missing"
  | "administrator-half-made"
  | "administrator-taken";

/** What a command that ended badly died of. */
export type Cause =
  | "command-missing"
  | "command-denied"
  | "ruby-missing"
  | "ruby-version"
  | "bundle-incomplete"
  | "out-of-memory"
  | "disk-full"
  | "createdb-denied"
  | "create-denied"
  | "database-protected"
  | "database-password"
  | "database-refused"
  | "database-missing"
  | "database-unreachable"
  | "secrets-missing"
  | "redis-unreachable"
  | "role-unknown"
  | "username-reserved"
  | "username-invalid"
  | "email-invalid"
  | "email-unreachable"
  | "administrator-taken"
  | "yarn-missing"
  | "modules-missing"
  | "node-missing"
  | "not-verified"
  | "password-unread"
  | "stopped"
  | "unknown";
