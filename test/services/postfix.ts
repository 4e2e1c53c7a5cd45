import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import type { Certificates } from "./certificates.ts";
import { listening, startDaemon } from "./daemon.ts";
import { discard, freePort, scratch } from "./scratch.ts";
import { program } from "./which.ts";

/** What `startPostfix` needs, for `describeAsRoot`. */
export const postfixPrograms = ["postfix", "saslpasswd2"] as const;

export interface PostfixOptions {
  readonly tls: Certificates;
  /** Further ports, by name, each with the settings of main.cf that differ there. */
  readonly services?: Readonly<Record<string, readonly string[]>>;
}

export interface Postfix {
  readonly host: string;
  readonly ports: { readonly submission: number; readonly implicit: number; readonly relay: number };
  /** The ports of `services`. */
  readonly more: Readonly<Record<string, number>>;
  readonly login: string;
  readonly password: string;
  /** What has been delivered so far, whole messages. */
  mailbox(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const login = "masto@masto.test";
const password = "p@ss";

/** No login, no TLS, from loopback only: what a local MTA often is. */
const relaySettings = [
  "smtpd_sasl_auth_enable = no",
  "smtpd_tls_security_level = none",
  "mynetworks = 127.0.0.0/8, [::1]/128",
  "smtpd_relay_restrictions = permit_mynetworks, reject",
  "smtpd_sender_restrictions =",
];

/**
 * A real Postfix of its own on loopback; only root can start it. Submission wants STARTTLS and a login, `implicit` TLS from the
 * first byte, `relay` neither (also on ::1). Takes mail for everybody but nobody@example.org, delivers all of it to one mailbox,
 * and lets spoof@example.social be used by another login only.
 */
export async function startPostfix({ tls, services = {} }: PostfixOptions): Promise<Postfix> {
  const directory = scratch("postfix");
  chmodSync(directory, 0o755);
  for (const name of ["etc", "etc/sasl", "spool", "data", "mail", "sasl"])
    mkdirSync(join(directory, name), { mode: 0o755 });
  chownSync(join(directory, "data"), idOf("postfix"), -1);
  chownSync(join(directory, "mail"), idOf("nobody"), -1);
  makeLogin(directory);
  const ports = { submission: await freePort(), implicit: await freePort(), relay: await freePort() };
  const more: Record<string, number> = {};
  for (const name of Object.keys(services)) more[name] = await freePort();
  writeFileSync(join(directory, "etc/main.cf"), mainCf(directory, tls));
  writeFileSync(join(directory, "etc/master.cf"), masterCf(ports, more, services));
  execFileSync(program("postfix"), ["-c", join(directory, "etc"), "check"], { stdio: "pipe" });
  const daemon = startDaemon("/usr/lib/postfix/sbin/master", ["-c", join(directory, "etc"), "-d"], {
    log: join(directory, "start.log"),
    asRoot: true,
  });
  const stop = async () => {
    await daemon.stop();
    discard(directory);
  };
  try {
    for (const port of [...Object.values(ports), ...Object.values(more)]) await listening({ port });
  } catch (error) {
    const log = await readFile(join(directory, "log"), "utf8").catch(() => "no log");
    await stop();
    throw new Error(`Postfix does not start: ${log}`, { cause: error });
  }
  return {
    host: "127.0.0.1",
    ports,
    more,
    login,
    password,
    stop,
    mailbox: () => mailbox(join(directory, "mail/inbox/new")),
  };
}

function idOf(user: string): number {
  return Number(execFileSync("id", ["-u", user], { encoding: "utf8" }));
}

/** Debian's Postfix looks for sasl/smtpd.conf in the instance's own directory. */
function makeLogin(directory: string): void {
  const database = join(directory, "sasl/db");
  writeFileSync(
    join(directory, "etc/sasl/smtpd.conf"),
    `pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: ${database}\nmech_list: PLAIN LOGIN CRAM-MD5\n`,
  );
  const [user = "", realm = ""] = login.split("@");
  execFileSync(program("saslpasswd2"), ["-p", "-c", "-f", database, "-u", realm, user], {
    input: password,
    stdio: "pipe",
  });
  chownSync(database, idOf("postfix"), -1);
}

async function mailbox(path: string): Promise<readonly string[]> {
  const names = await readdir(path).catch(() => []);
  return Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
}

function mainCf(directory: string, tls: Certificates): string {
  const settings = [
    "compatibility_level = 3.6",
    `queue_directory = ${directory}/spool`,
    `data_directory = ${directory}/data`,
    "command_directory = /usr/sbin",
    "daemon_directory = /usr/lib/postfix/sbin",
    "mail_owner = postfix",
    "setgid_group = postdrop",
    `maillog_file = ${directory}/log`,
    `maillog_file_prefixes = ${directory}`,
    "myhostname = masto.test",
    "mydestination =",
    "inet_interfaces = loopback-only",
    "inet_protocols = all",
    "mynetworks =",
    "smtpd_peername_lookup = no",
    "disable_dns_lookups = yes",
    `smtpd_tls_cert_file = ${tls.certFile}`,
    `smtpd_tls_key_file = ${tls.keyFile}`,
    "smtpd_tls_security_level = may",
    "smtpd_tls_auth_only = yes",
    "smtpd_sasl_auth_enable = yes",
    "smtpd_sasl_type = cyrus",
    "smtpd_sasl_path = smtpd",
    "smtpd_sasl_local_domain = masto.test",
    "smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination",
    `smtpd_sender_login_maps = inline:{ { spoof@example.social = other@masto.test } }, static:${login}`,
    "smtpd_sender_restrictions = reject_sender_login_mismatch",
    "smtpd_recipient_restrictions = check_recipient_access inline:{ { nobody@example.org = 550 5.1.1 User unknown } }",
    "smtpd_client_connection_count_limit = 0",
    "smtpd_client_auth_rate_limit = 0",
    "smtpd_error_sleep_time = 0",
    // This server's own domain: mail for it is taken from anybody.
    "virtual_mailbox_domains = own.example",
    "default_transport = virtual",
    `virtual_mailbox_base = ${directory}/mail`,
    "virtual_mailbox_maps = static:inbox/",
    "virtual_minimum_uid = 1",
    `virtual_uid_maps = static:${idOf("nobody")}`,
    `virtual_gid_maps = static:${execFileSync("id", ["-g", "nobody"], { encoding: "utf8" }).trim()}`,
    "alias_maps =",
    "alias_database =",
  ];
  return `${settings.join("\n")}\n`;
}

function masterCf(
  ports: Postfix["ports"],
  more: Readonly<Record<string, number>>,
  services: Readonly<Record<string, readonly string[]>>,
): string {
  const smtpd = (address: string, settings: readonly string[]) =>
    `${address} inet n - n - - smtpd${settings.map((one) => `\n  -o { ${one} }`).join("")}`;
  const ipv6 = Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === "::1"));
  const lines = [
    smtpd(`127.0.0.1:${ports.submission}`, []),
    smtpd(`127.0.0.1:${ports.implicit}`, ["smtpd_tls_wrappermode = yes"]),
    smtpd(`127.0.0.1:${ports.relay}`, relaySettings),
    ...(ipv6 ? [smtpd(`[::1]:${ports.relay}`, relaySettings)] : []),
    ...Object.entries(services).map(([name, settings]) => smtpd(`127.0.0.1:${more[name]}`, settings)),
    "postlog unix-dgram n - n - 1 postlogd",
    "pickup unix n - n 60 1 pickup",
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "tlsmgr unix - - n 1000? 1 tlsmgr",
    "rewrite unix - - n - - trivial-rewrite",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "trace unix - - n - 0 bounce",
    "verify unix - - n - 1 verify",
    "proxymap unix - - n - - proxymap",
    "smtp unix - - n - - smtp",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "discard unix - - n - - discard",
    "virtual unix - n n - - virtual",
    "anvil unix - - n - 1 anvil",
    "scache unix - - n - 1 scache",
    "showq unix n - n - - showq",
  ];
  return `${lines.join("\n")}\n`;
}
