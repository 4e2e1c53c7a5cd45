/** The words of the steps. Placeholders are the plan's and the result's facts. */
export const steps = {
  names: {
    database: "Database",
    assets: "Assets",
    administrator: "Administrator",
  },
  /** One word or two, for the review and the summary. */
  status: {
    done: "done",
    nothing: "nothing to do",
    skipped: "skipped",
    refused: "not done",
    failed: "failed",
  },
  /** A few words each, for the review. */
  planned: {
    create: "create the database and its tables",
    load: "create the tables",
    seed: "fill in what every server starts with",
    migrate: "migrate the database",
    "set-up-unseen": "create the tables, if there are none",
    compile: "compile the assets",
    owner: "administrator {username}",
    "owner-without-dns": "administrator {username}",
    not: "{name}: {status} ({reason})",
  },
  /** Beside the spinner. */
  doing: {
    create: "Creating the database and its tables",
    load: "Creating the tables",
    seed: "Filling in what every server starts with",
    migrate: "Migrating the database to this release",
    "set-up-unseen": "Creating the tables, if there are none",
    compile: "Compiling the assets; this takes minutes",
    owner: "Creating the administrator {username}",
    "owner-without-dns": "Creating the administrator {username}",
  },
  done: {
    create: "Created the database {database} and its tables",
    load: "Created the tables",
    seed: "Filled in what every server starts with",
    migrate: "Migrated the database",
    "set-up-unseen": "Created the tables",
    compile: "Compiled the assets",
    owner: "Administrator {username}, {email}",
    "owner-without-dns": "Administrator {username}, {email}",
  },
  /** Why this command, for the plan. */
  why: {
    create: "The database {database} does not exist yet and {user} may create it.",
    load: "The database {database} is empty.",
    seed: "The tables are there; the roles and the server's own account are not yet.",
    migrate: "The tables are older than this release, and you asked for the migration.",
    "set-up-unseen": "The database can't be seen from here. Rails stops by itself where one is in use.",
    compile: "The web interface is compiled on this server.",
    owner: "The first account, confirmed and approved, with the role Owner.",
    "owner-without-dns":
      "As above. DNS does not know {domain}, which Mastodon would refuse: it is allowed for this one command.",
  },
  reasons: {
    "not-wanted": { title: "Not asked for", detail: "", remedy: "" },
    "database-current": { title: "The tables are there and fit this release", detail: "", remedy: "" },
    "database-there": {
      title: "The database is in use already",
      detail: "Rails refused to touch it; nothing was lost.",
      remedy: "",
    },
    "assets-there": { title: "Compiled already for this release", detail: "", remedy: "" },
    "assets-in-image": { title: "The image brings the assets", detail: "", remedy: "" },
    "administrator-there": {
      title: "{username} is there, confirmed, approved and Owner",
      detail: "The password is not known here.",
      remedy: "",
    },
    "needs-database": { title: "Needs the tables of the database, which are not there", detail: "", remedy: "" },
    interrupted: { title: "Not started: interrupted", detail: "", remedy: "" },
    "env-elsewhere": {
      title: "Mastodon does not read {file}",
      detail: "Its commands read {expected} and no other file.",
      remedy: "",
    },
    "database-missing": {
      title: "The database {database} does not exist, and {user} may not create it",
      detail: "A role needs CREATEDB for that.",
      remedy: "As an administrator of PostgreSQL, in psql:",
    },
    "create-denied": {
      title: "{user} may not create tables in {database}",
      detail: "From PostgreSQL 15 on only the owner of a database may, unless it is granted.",
      remedy: "As an administrator of PostgreSQL, in psql:",
    },
    "database-older": {
      title: "The tables are older than this release ({schema}; it wants {wanted})",
      detail: "A migration can't be undone: make a backup, then answer the database step with the migration.",
      remedy: "",
    },
    "database-newer": {
      title: "The tables are newer than this release ({schema}; it knows {wanted})",
      detail: "An older Mastodon must not run on them. Is this the right directory?",
      remedy: "",
    },
    "database-foreign": {
      title: "{database} holds tables of something else: {tables}",
      detail: "Nothing of Mastodon's is put beside them. Another database name is needed.",
      remedy: "",
    },
    "database-standby": {
      title: "This server of {database} is a standby, which can't be written",
      detail: "The steps need the primary server.",
      remedy: "",
    },
    "database-unreachable": {
      title: "The database {database} can't be reached",
      detail: "The check above says why.",
      remedy: "",
    },
    memory: {
      title: "{available} GB of memory and swap, {needed} GB are needed",
      detail: "With less the kernel ends the compiler, often without a word.",
      remedy: "Swap helps. As root:",
    },
    "node-missing": {
      title: "Node.js is not in the PATH",
      detail: "Compiling needs Node.js {nodeWanted} or newer.",
      remedy: "",
    },
    "node-old": {
      title: "Node.js {node} is too old",
      detail: "This release needs Node.js {nodeWanted} or newer.",
      remedy: "",
    },
    "yarn-missing": {
      title: "yarn is not in the PATH",
      detail: "Compiling needs yarn {yarnWanted}.",
      remedy: "As root; it comes with Node.js:",
    },
    "yarn-old": {
      title: "yarn {yarn} is too old",
      detail: "This release needs yarn {yarnWanted}.",
      remedy: "As root; it comes with Node.js:",
    },
    "modules-missing": {
      title: "The JavaScript packages are not installed",
      detail: "The compiler is one of them.",
      remedy: "As Mastodon's user:",
    },
    "administrator-half-made": {
      title: "{username} is there, but not confirmed, not approved or not Owner",
      detail: "An earlier try may have stopped half-way.",
      remedy: "This mends the account and gives it a new password:",
    },
    "administrator-taken": {
      title: "The name {username} or the address {email} belongs to another account",
      detail: "It is left as it is.",
      remedy: "",
    },
    "command-missing": {
      title: "{command} could not be found",
      detail: "The directory or a program that the command needs is missing.",
      remedy: "",
    },
    "command-denied": {
      title: "{command} may not be run",
      detail: "Run mastosetup as the owner of the Mastodon directory; bin/rails must be executable.",
      remedy: "",
    },
    "ruby-missing": {
      title: "Ruby is not in the PATH",
      detail: "rbenv's and asdf's shims below the home directory were looked at too.",
      remedy: "",
    },
    "ruby-version": { title: "Another version of Ruby is needed", detail: "The log names it.", remedy: "" },
    "bundle-incomplete": {
      title: "The Ruby packages are not installed, or not all of them",
      detail: "Run bundle install in the Mastodon directory.",
      remedy: "",
    },
    "out-of-memory": {
      title: "The command ran out of memory",
      detail: "The kernel or Node.js ended it. Compiling the assets needs 2.5 GB of memory and swap.",
      remedy: "",
    },
    "disk-full": { title: "The disk is full", detail: "", remedy: "" },
    "createdb-denied": {
      title: "The role may not create databases",
      detail: "db:setup needs CREATEDB even where the database exists.",
      remedy: "",
    },
    "database-protected": {
      title: "The database is in use, and Rails refused to touch it",
      detail: "Nothing was lost.",
      remedy: "",
    },
    "database-password": {
      title: "PostgreSQL does not let Mastodon in",
      detail: "mastosetup check says with which settings it tried.",
      remedy: "",
    },
    "database-refused": { title: "Nothing answers where the database should be", detail: "", remedy: "" },
    "secrets-missing": {
      title: "The file lacks a secret that this release needs",
      detail: "mastosetup secrets --missing prints it.",
      remedy: "",
    },
    "redis-unreachable": {
      title: "Redis can't be reached",
      detail: "The account may be there all the same, by halves.",
      remedy: "When Redis runs, this mends the account and gives it a new password:",
    },
    "role-unknown": {
      title: "There is no role called Owner",
      detail: "The database was never seeded: bin/rails db:seed fills it in.",
      remedy: "",
    },
    "username-reserved": {
      title: "{username} is a name that this release keeps for itself",
      detail: "Another name is needed; the role Owner does not depend on it.",
      remedy: "",
    },
    "username-invalid": {
      title: "{username} is no name for an account",
      detail: "Letters, digits and underscores, up to 30.",
      remedy: "",
    },
    "email-invalid": {
      title: "Mastodon does not take the address {email}",
      detail: "It is no address, or the server's own lists refuse its domain.",
      remedy: "",
    },
    "email-unreachable": { title: "DNS does not know the domain of {email}", detail: "", remedy: "" },
    "not-verified": {
      title: "The command ended well, but its effect is not there",
      detail: "The log has all that it said.",
      remedy: "",
    },
    "password-unread": {
      title: "The account is there, but its password was not in the output",
      detail: "",
      remedy: "This gives it a new one:",
    },
    stopped: {
      title: "Stopped before its end",
      detail: "The next run looks at what is there and goes on from that.",
      remedy: "",
    },
    unknown: { title: "{command} ended with exit code {exitCode}", detail: "", remedy: "" },
  },
  lastLines: "It said last:",
  log: "The whole output: {log}",
  again: "To go on: {command}",
  unverified: "Not looked at afterwards: the database can't be seen from here.",
  memoryUnknown: "How much memory could be had is not known on this system; {available} GB are free now.",
  password: {
    shown: "Password, shown once:",
    written: "The password is in {file}, for you alone.",
  },
  next: {
    title: "Next",
    start: "start the services",
    check: "look again at any time",
  },
};
