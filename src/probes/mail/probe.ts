import type { Finding, ProcessName } from "../../findings/finding.ts";
import { finding } from "../../findings/make.ts";
import { type MailConnection, mailConnections } from "../../mastodon/connections/mail.ts";
import type { View } from "../../mastodon/views.ts";
import type { Probe, ProbeContext } from "../context.ts";
import { within } from "../net/abort.ts";
import type { MailCause } from "./causes.ts";
import { factsOf, variablesOf } from "./facts.ts";
import { type OpenPort, otherPorts } from "./glance.ts";
import { type Case, ports, remedies } from "./remedies.ts";
import { converse, type Outcome } from "./session.ts";
import { settingProblems } from "./settings.ts";

/** Mastodon gives the connection five seconds (mail's open timeout). */
const openTimeout = 5000;

/** Delivers as web and Sidekiq would, up to the recipient; a mail goes out only to `context.testTo`. */
export const probeMail: Probe = async (views: readonly View[], context: ProbeContext) => {
  const connections = mailConnections(views);
  const found = await Promise.all(connections.map((one) => probeOne(one, connections.length, context)));
  return found.flat();
};

async function probeOne(connection: MailConnection, count: number, context: ProbeContext): Promise<readonly Finding[]> {
  const process: ProcessName | "all" = count === 1 ? "all" : (connection.processes[0] ?? "all");
  const problems = settingProblems(connection, process);
  if (connection.delivery !== "smtp") return [...problems, skipped(connection, process)];
  const { port } = connection;
  if (problems.some((one) => one.status === "fail") || port === null) return problems;
  const probe = connection.auth.kind === "raises" ? probeWithoutLogin : probeServer;
  return [...problems, ...(await probe(connection, port, process, context))];
}

function skipped({ delivery }: MailConnection, process: ProcessName | "all"): Finding {
  return finding("mail.skipped", { process, facts: { reason: `SMTP_DELIVERY_METHOD=${delivery}` } });
}

/** Net::SMTP raises before it connects; the server is asked all the same, so that the remedies fit it. */
async function probeWithoutLogin(
  connection: MailConnection,
  port: number,
  process: ProcessName | "all",
  context: ProbeContext,
): Promise<readonly Finding[]> {
  const { auth } = connection;
  const quiet: ProbeContext = { ...context, testTo: null };
  const probed = await attempt({ ...connection, auth: { kind: "none" } }, port, quiet);
  const cause = auth.kind === "raises" && auth.problem === "method-unknown" ? "auth-mechanism" : "auth-empty";
  const first = await failed(cause, connection, process, probed, context);
  const also = probed.outcome.cause;
  if (also === null || also === "auth-required" || also === "later") return [first];
  return [first, await failed(also, connection, process, probed, context)];
}

async function probeServer(
  connection: MailConnection,
  port: number,
  process: ProcessName | "all",
  context: ProbeContext,
): Promise<readonly Finding[]> {
  const probed = await attempt(connection, port, context);
  const cause = emptyLogin(connection, probed.outcome.cause);
  const weak = await plaintextPassword(connection, process, probed, context);
  if (cause !== null) return [await failed(cause, connection, process, probed, context), ...weak];
  const details = { process, facts: factsOf(connection, probed.outcome.evidence), ms: probed.ms };
  if (context.testTo === null) return [finding("mail.ok", details), ...weak];
  const delivered = { ...details, facts: { ...details.facts, to: context.testTo } };
  return [finding("mail.ok", details), finding("mail.delivered", delivered), ...weak];
}

/** Empty lines in the file are sent as a login, and no server takes it (NixOS/nixpkgs#489109). */
function emptyLogin({ auth }: MailConnection, cause: MailCause | null): MailCause | null {
  if (auth.kind !== "login" || (auth.user !== "" && auth.password !== "")) return cause;
  return cause?.startsWith("auth-") ? "auth-empty" : cause;
}

interface Probed {
  readonly outcome: Outcome;
  readonly ms: number;
}

/** Two thirds of the time are for the conversation; the rest is for looking at other ports. */
async function attempt(connection: MailConnection, port: number, context: ProbeContext): Promise<Probed> {
  const started = performance.now();
  const limit = within(context.signal, context.deadline * 0.65);
  try {
    const outcome = await converse(connection, port, {
      signal: limit.signal,
      openTimeout: Math.min(openTimeout, context.deadline * 0.5),
      patience: Math.min(1500, context.deadline * 0.2),
      testTo: context.testTo,
      systemCas: context.systemCas,
    });
    return { outcome, ms: Math.round(performance.now() - started) };
  } finally {
    limit.release();
  }
}

async function failed(
  cause: MailCause,
  connection: MailConnection,
  process: ProcessName | "all",
  { outcome, ms }: Probed,
  context: ProbeContext,
): Promise<Finding> {
  const found = caseOf(connection, outcome, context);
  return finding(`mail.${cause}`, {
    process,
    variables: variablesOf[cause],
    facts: factsOf(connection, outcome.evidence),
    remedies: await remedies[cause](found),
    ms,
  });
}

function caseOf(connection: MailConnection, { evidence }: Outcome, context: ProbeContext): Case {
  let looked: Promise<readonly OpenPort[]> | null = null;
  const look = async (): Promise<readonly OpenPort[]> => {
    if (evidence.peer === null || context.signal.aborted) return [];
    const ms = Math.min(2500, context.deadline * 0.25);
    return otherPorts(evidence.peer, connection.port ?? 25, connection.helo, context.signal, ms);
  };
  const others = () => {
    looked ??= look();
    return looked;
  };
  return { connection, evidence, others, signal: context.signal };
}

/** A password that anybody between here and there can read. CRAM-MD5 does not show it. */
async function plaintextPassword(
  connection: MailConnection,
  process: ProcessName | "all",
  { outcome }: Probed,
  context: ProbeContext,
): Promise<readonly Finding[]> {
  const { evidence } = outcome;
  const readable = connection.auth.kind === "login" && connection.auth.method !== "cram_md5";
  if (!readable || !evidence.loggedIn || evidence.tls !== null || evidence.loopback) return [];
  const encrypted = evidence.starttlsOffered
    ? [{ key: "always" as const, set: { SMTP_ENABLE_STARTTLS: "always", SMTP_ENABLE_STARTTLS_AUTO: null } }]
    : await ports(caseOf(connection, outcome, context));
  return [
    finding("mail.plaintext-password", {
      process,
      variables: ["SMTP_ENABLE_STARTTLS", "SMTP_TLS"],
      facts: factsOf(connection, evidence),
      remedies: encrypted,
    }),
  ];
}
