import type { MailConnection } from "../../mastodon/connections/mail.ts";
import { within } from "../net/abort.ts";
import { authenticate, type Login } from "./auth.ts";
import { type MailCause, replyCause } from "./causes.ts";
import { addressesOf, dial, isLoopback } from "./dial.ts";
import { causeOf, type Evidence, nothingSeen, Stop } from "./evidence.ts";
import { greetsInTheClear, speaksTls } from "./glance.ts";
import { offersStarttls, type Reply, replyText } from "./reply.ts";
import { caFile, secure, trusted } from "./secure.ts";
import { Wire } from "./wire.ts";

export interface Manner {
  readonly signal: AbortSignal;
  /** Milliseconds for the TCP connection and for each TLS handshake; Mastodon has 5000. */
  readonly openTimeout: number;
  /** After this long without a greeting we look whether the port expects TLS. */
  readonly patience: number;
  readonly testTo: string | null;
  readonly systemCas: readonly string[] | undefined;
}

/** `cause` is null where every step was taken. */
export interface Outcome {
  readonly cause: MailCause | null;
  readonly evidence: Evidence;
}

/** RFC 2606: a domain that is never the server's own and whose mail nobody gets. Only RCPT TO is said to it. */
const foreignRecipient = "postmaster@example.org";

/**
 * One delivery as Mail and Net::SMTP would make it, up to RCPT TO; with `testTo` to its end. Hand-written because a client
 * library decides by itself about STARTTLS, AUTH and DATA, where here Net::SMTP's ways decide. Never rejects.
 */
export async function converse(connection: MailConnection, port: number, manner: Manner): Promise<Outcome> {
  const session = new Session(connection, port, manner);
  try {
    await session.run();
    return { cause: null, evidence: session.evidence };
  } catch (error) {
    return { cause: causeOf(error, session.evidence), evidence: session.evidence };
  } finally {
    session.destroy();
  }
}

class Session {
  readonly evidence: Evidence = nothingSeen();
  private readonly connection: MailConnection;
  private readonly port: number;
  private readonly manner: Manner;
  private readonly login: Login | null;
  private wire: Wire;
  private recipient = "";
  private methodKnown = true;

  constructor(connection: MailConnection, port: number, manner: Manner) {
    this.connection = connection;
    this.port = port;
    this.manner = manner;
    this.login = connection.auth.kind === "login" ? connection.auth : null;
    this.wire = new Wire(manner.signal);
  }

  async run(): Promise<void> {
    await this.connect();
    if (this.connection.tls === "implicit") await this.encrypt();
    await this.greeting();
    await this.hello();
    await this.starttls();
    await this.authenticate();
    await this.envelope();
    if (this.manner.testTo !== null) await this.deliver(this.manner.testTo);
    await this.wire.quit(300);
  }

  destroy(): void {
    this.wire.destroy();
  }

  private async connect(): Promise<void> {
    const peers = await addressesOf(this.connection.host, this.manner.signal);
    this.evidence.loopback = peers.every((one) => isLoopback(one.address));
    const { socket, peer } = await dial(peers, this.port, this.manner.signal, this.manner.openTimeout);
    this.evidence.peer = peer;
    this.wire.adopt(socket);
  }

  /** Waits for 220; a port that wants TLS from the first byte stays silent, so after a while we look (mastodon#23180). */
  private async greeting(): Promise<void> {
    this.evidence.step = "greeting";
    const answered = new AbortController();
    const reply = this.wire.reply().finally(() => answered.abort());
    const silence = AbortSignal.any([this.manner.signal, answered.signal]);
    const implicit = await Promise.race([reply.then(no, no), this.silentBecauseOfTls(silence)]);
    if (implicit) throw new Stop("implicit-tls-expected");
    const greeting = await this.orTls(reply);
    this.evidence.banner = replyText(greeting);
    this.must(greeting);
  }

  /** True when `patience` passed in silence and TLS works; settles as soon as the signal fires. */
  private async silentBecauseOfTls(signal: AbortSignal): Promise<boolean> {
    if (this.evidence.tls !== null) return never();
    const limit = within(signal, this.manner.patience);
    await new Promise((resolve) => limit.signal.addEventListener("abort", resolve, { once: true }));
    limit.release();
    if (signal.aborted) return false;
    return (await this.portSpeaksTls(signal)) || never();
  }

  /** Some servers hang up, others send an alert to a client that does not begin with TLS. */
  private async orTls(reply: Promise<Reply>): Promise<Reply> {
    try {
      return await reply;
    } catch (error) {
      const early = this.evidence.tls === null && !this.manner.signal.aborted;
      if (early && (await this.portSpeaksTls(this.manner.signal))) throw new Stop("implicit-tls-expected");
      throw error;
    }
  }

  private async portSpeaksTls(signal: AbortSignal): Promise<boolean> {
    const { peer } = this.evidence;
    return peer !== null && speaksTls(peer, this.port, signal, this.manner.openTimeout);
  }

  /** EHLO, then HELO, as Net::SMTP. */
  private async hello(): Promise<void> {
    this.evidence.step = "EHLO";
    const ehlo = await this.wire.command(`EHLO ${this.connection.helo}`);
    if (ehlo.code >= 200 && ehlo.code < 300) {
      this.evidence.ehlo = ehlo;
      this.evidence.starttlsOffered ||= offersStarttls(ehlo);
      return;
    }
    this.evidence.ehlo = null;
    this.must(await this.wire.command(`HELO ${this.connection.helo}`));
  }

  private async starttls(): Promise<void> {
    const { tls } = this.connection;
    if (tls === "none" || tls === "implicit") return;
    this.evidence.step = "STARTTLS";
    if (!this.evidence.starttlsOffered) {
      if (tls === "starttls") throw new Stop("starttls-missing");
      return;
    }
    this.must(await this.wire.command("STARTTLS"));
    await this.encrypt();
    await this.hello();
  }

  private async encrypt(): Promise<void> {
    const { connection, evidence, manner } = this;
    evidence.step = "TLS";
    // In a container the path is the image's; only here can we say that the file is missing.
    const missing = connection.caFile !== null && connection.runtime !== "docker" && !(await caFile(connection.caFile));
    if (missing) throw new Stop("ca-file-missing");
    const ca = connection.verify === "none" ? undefined : await trusted(connection.caFile, manner.systemCas);
    const limit = within(manner.signal, manner.openTimeout);
    try {
      const secured = await secure(this.wire.release(), connection.host, ca, limit.signal);
      this.wire.adopt(secured.socket);
      evidence.certificate = secured.certificate;
      evidence.tls = secured.version;
      if (connection.verify === "none" || secured.objection === null) return;
      evidence.error = secured.objection;
      throw new Stop(secured.objection === "ERR_TLS_CERT_ALTNAME_INVALID" ? "tls-hostname" : "tls-untrusted");
    } catch (error) {
      throw error instanceof Stop ? error : await this.handshakeFailed(error);
    } finally {
      limit.release();
    }
  }

  /** TLS to a port that greets in the clear ends as "wrong version number" (mastodon#20310), or in silence. */
  private async handshakeFailed(error: unknown): Promise<unknown> {
    const { peer } = this.evidence;
    const { connection, manner } = this;
    if (connection.tls !== "implicit" || peer === null || manner.signal.aborted) return error;
    const clear = await greetsInTheClear(peer, this.port, connection.helo, manner.signal, manner.patience);
    if (clear === null) return error;
    this.evidence.banner = clear.banner;
    this.evidence.ehlo = clear.ehlo;
    this.evidence.starttlsOffered = offersStarttls(clear.ehlo);
    return new Stop("implicit-tls-wrong");
  }

  private async authenticate(): Promise<void> {
    if (this.login === null) return;
    this.evidence.step = "AUTH";
    const { reply, known } = await authenticate(this.wire, this.login, this.evidence.ehlo);
    this.methodKnown = known;
    this.must(reply);
    this.evidence.loggedIn = true;
  }

  /**
   * MAIL FROM, then RCPT TO a stranger: a server that takes mail for its own domain only would pass a test with the sender's
   * (mastodon#22669). Where it refuses that one recipient and not us, the sender's own postmaster decides: every domain that
   * gets mail has to have one (RFC 5321), while the sender itself often has no mailbox.
   */
  private async envelope(): Promise<void> {
    const { envelope } = this.connection;
    if (envelope.address === null) return;
    this.evidence.step = "MAIL FROM";
    this.must(await this.wire.command(`MAIL FROM:<${envelope.address}>`));
    this.evidence.step = "RCPT TO";
    const first = await this.recipientReply(this.manner.testTo ?? foreignRecipient);
    if (this.manner.testTo !== null || !envelope.ok || !this.onlyThatRecipient(first)) return this.must(first);
    this.must(await this.recipientReply(`postmaster@${envelope.domain}`));
  }

  private async recipientReply(to: string): Promise<Reply> {
    this.recipient = to;
    return this.wire.command(`RCPT TO:<${to}>`);
  }

  private onlyThatRecipient(reply: Reply): boolean {
    if (reply.code < 300) return false;
    const cause = this.refusal(reply);
    return cause === "later" || (cause === "recipient-refused" && !/relay/i.test(replyText(reply)));
  }

  private async deliver(to: string): Promise<void> {
    this.evidence.step = "DATA";
    this.must(await this.wire.command("DATA"));
    const { testMail } = await import("./message.ts");
    const reply = await this.wire.message(await testMail(this.connection.from, to, new Date()));
    this.must(reply);
    this.evidence.reply = reply;
  }

  private must(reply: Reply): void {
    if (reply.code < 400) return;
    this.evidence.reply = reply;
    throw new Stop(this.refusal(reply));
  }

  private refusal(reply: Reply): MailCause {
    const { evidence, connection } = this;
    return replyCause({
      reply,
      step: evidence.step,
      encrypted: evidence.tls !== null,
      starttlsOffered: evidence.starttlsOffered,
      loggingIn: this.login !== null,
      methodKnown: this.methodKnown,
      helo: connection.helo,
      from: connection.envelope.address ?? "",
      to: this.recipient,
    });
  }
}

function no(): false {
  return false;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
