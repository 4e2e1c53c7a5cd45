import type { FindingTexts } from "../../texts.ts";

/** {tried} are the addresses behind a name; {message} is in the server's own words. */
export const database: FindingTexts<"database"> = {
  "database.ok": {
    title: "PostgreSQL {version} lets {user} into {database} ({address}, TLS {tls})",
    detail: "",
    remedies: {},
  },
  "database.unresolvable": {
    title: "The name in {address} (PostgreSQL) has no address",
    detail: "Neither DNS nor the hosts file knows it. A typo, or a name that only exists inside Docker's network.",
    remedies: { "use-found": "Use the PostgreSQL that answers at {found}" },
  },
  "database.refused": {
    title: "Nothing listens at {address}, where PostgreSQL should be",
    detail:
      "The machine is there and refuses the connection: PostgreSQL is not running, or uses another port or address.",
    remedies: { "use-found": "Use the PostgreSQL that answers at {found}" },
  },
  "database.unreachable": {
    title: "There is no way to PostgreSQL at {address} ({reason})",
    detail:
      "This machine has no route there. An IPv6 address without IPv6, or a private network that is not connected.",
    remedies: {},
  },
  "database.timeout": {
    title: "PostgreSQL at {address} did not answer within {seconds} s",
    detail: "Usually a firewall that drops the packets, or a wrong address. Mastodon would wait 15 seconds each time.",
    remedies: {},
  },
  "database.not-postgresql": {
    title: "Something else than PostgreSQL answers at {address}",
    detail: "What it speaks: {protocol}. The port belongs to another service.",
    remedies: { "use-found": "Use the PostgreSQL that answers at {found}" },
  },
  "database.socket-missing": {
    title: "There is no PostgreSQL socket at {address}",
    detail: "The host is a directory, and PostgreSQL keeps its socket elsewhere, uses another port, or is not running.",
    remedies: { "use-found": "Use the PostgreSQL that answers at {found}" },
  },
  "database.socket-denied": {
    title: "This account may not open the socket {address}",
    detail: "The permissions of the socket or of its directory keep it out.",
    remedies: {},
  },
  "database.peer-mismatch": {
    title: "PostgreSQL lets {user} in only as the system account of that name, and this is {osUser}",
    detail: "That is peer (or ident) authentication: the account that runs Mastodon must have the name of the role.",
    remedies: {
      "use-password": "Connect over localhost, where the password counts",
      "run-as": "Run Mastodon, and mastosetup, as the account {user}",
    },
  },
  "database.password-missing": {
    title: "PostgreSQL at {address} wants a password for {user}, and none is set",
    detail: "",
    remedies: { "use-found": "Use the socket {found}, which lets {user} in without a password" },
  },
  "database.password-wrong": {
    title: "PostgreSQL at {address} refuses the password of {user}",
    detail: "A role that does not exist looks the same from outside. Compare the name as well.",
    remedies: {},
  },
  "database.role-missing": {
    title: "PostgreSQL has no role {user} that may log in",
    detail: "Its administrator creates it, for example with: sudo -u postgres psql",
    remedies: { "create-role": "Create the role, as PostgreSQL's administrator" },
  },
  "database.no-hba-entry": {
    title: "pg_hba.conf lets nobody in as {user} to {database} from here ({client})",
    detail: "No line of that file fits this connection, or one of them rejects it.",
    remedies: { "add-line": "Add this line to pg_hba.conf and reload PostgreSQL" },
  },
  "database.connect-denied": {
    title: "{user} may not connect to the database {database}",
    detail: "The role exists and the login is right; the right to CONNECT was taken away.",
    remedies: { grant: "Grant it, as PostgreSQL's administrator" },
  },
  "database.tls-required": {
    title: "PostgreSQL at {address} lets in encrypted connections only, and {process} does not encrypt",
    detail: "Without DB_SSLMODE, Rails uses TLS where it is offered, and streaming never does.",
    remedies: {
      "verified-by-file": "Encrypt, and verify the certificate with {file}",
      require: "Encrypt; streaming also verifies the certificate with the public CAs",
      unverified: "Encrypt without verifying the certificate: somebody on the way could read along",
    },
  },
  "database.tls-unsupported": {
    title: "PostgreSQL at {address} has no TLS, and {process} insists on it",
    detail:
      "Streaming takes every DB_SSLMODE but disable and no-verify for TLS with a verified certificate, prefer as well.",
    remedies: { without: "Connect without TLS: everything, the password too, goes unencrypted" },
  },
  "database.tls-untrusted": {
    title: "{process} does not trust the certificate of PostgreSQL at {address} ({reason})",
    detail: "It is for {subject}, issued by {issuer}, valid until {expires}.",
    remedies: {
      "verified-by-file": "Verify it with the CA's file {file}",
      "get-ca":
        "Get the CA's certificate (your provider publishes it) and name its file: DATABASE_URL=postgres://…?sslmode=verify-full&sslrootcert=FILE, which web and streaming both verify",
      unverified: "Encrypt without verifying the certificate: somebody on the way could read along",
    },
  },
  "database.tls-hostname": {
    title: "The certificate of PostgreSQL at {address} is for another name",
    detail: "It is for {names}, issued by {issuer}, valid until {expires}.",
    remedies: { "use-name": "Use {name}, which the certificate has and which is the same machine" },
  },
  "database.ca-file-missing": {
    title: "The CA file {file} can't be read ({reason})",
    detail: "{process} needs it to verify the certificate of {address}.",
    remedies: {},
  },
  "database.sslmode-invalid": {
    title: "Rails can't connect with the mode {mode} in {variable}",
    detail: "libpq knows disable, allow, prefer, require, verify-ca and verify-full. Only streaming knows no-verify.",
    remedies: {
      nearest: "Use {meant}",
      unverified:
        "Give Rails its own URL with sslmode=require: encrypted and not verified, as no-verify is for streaming",
    },
  },
  "database.value-invalid": {
    title: "{process} can't read the value of {variable}",
    detail: "It stops before it connects. In a URL, special characters of the password must be percent-encoded.",
    remedies: { drop: "Take the line out" },
  },
  "database.identifier": {
    title: "Rails does not read {variable}={value} as it stands",
    detail: "config/database.yml puts the value into YAML without quotes. There it becomes: {becomes}",
    remedies: { spell: "Write {spelled}" },
  },
  "database.streaming-differs": {
    title: "Web and streaming use two different databases",
    detail: "Web: {web}. Streaming: {streaming}. Nobody who is logged in would get live updates.",
    remedies: { "one-url": "Use web's database for both, as one DATABASE_URL" },
  },
  "database.missing": {
    title: "The database {database} does not exist yet",
    detail:
      "{user} gets into the server at {address}. The step that creates the tables can create it too, where the role may.",
    remedies: { create: "Create it, as PostgreSQL's administrator" },
  },
  "database.maintenance-denied": {
    title: "Whether {user} may create {database} could not be seen",
    detail: "The role may not enter the database postgres. That alone is no fault.",
    remedies: {},
  },
  "database.not-empty": {
    title: "The database {database} holds something else than Mastodon ({count} tables)",
    detail: "Among them: {tables}. Mastodon needs a database of its own; choose another name.",
    remedies: {},
  },
  "database.has-mastodon": {
    title: "The database {database} holds a Mastodon with {users} users",
    detail: "Newest migration {schema} of {migrations}, environment {environment}. It will be kept.",
    remedies: {},
  },
  "database.create-denied": {
    title: "{user} may not create tables in {database}",
    detail: "The schema {schema} is not the role's to write to. Since PostgreSQL 15 only the owner of a database may.",
    remedies: { grant: "Grant it, as PostgreSQL's administrator, connected to {database}" },
  },
  "database.version-old": {
    title: "PostgreSQL {version} is too old for Mastodon {release}",
    detail: "It needs {wanted} or newer, and stops at the first migration otherwise.",
    remedies: {},
  },
  "database.version-bad": {
    title: "PostgreSQL {version} can damage indexes",
    detail:
      "14.0 to 14.3 lose rows of an index that is built while the server runs, as Mastodon's migrations do. Update to 14.4 or newer.",
    remedies: {},
  },
  "database.encoding": {
    title: "{database} is encoded as {encoding}, not as UTF8",
    detail: "Mastodon stores all the world's scripts and emoji.",
    remedies: { recreate: "Create it from template0, as PostgreSQL's administrator" },
  },
  "database.read-only": {
    title: "{user} can only read from {database}",
    detail: "The server says so: {reason}. It is a standby, or the role or the database was set to read-only.",
    remedies: {},
  },
  "database.starting": {
    title: "PostgreSQL at {address} is still starting or shutting down ({seconds} s)",
    detail: "",
    remedies: {},
  },
  "database.connections": {
    title: "PostgreSQL at {address} has no connection left for {user}",
    detail: "max_connections, or the role's own limit, is reached. Mastodon with its defaults uses about 45.",
    remedies: {},
  },
  "database.refused-by-server": {
    title: "PostgreSQL at {address} refuses the connection",
    detail: "It says: {message}",
    remedies: {},
  },
  "database.crash": {
    title: "The test of the database broke off",
    detail: "That is our fault, not your configuration's: {error}",
    remedies: {},
  },
  "database.skipped": { title: "The database was not tested", detail: "", remedies: {} },
};
