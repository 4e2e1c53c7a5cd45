import { errorCode, netCause } from "../net/cause.ts";
import type { MailCause, Step } from "./causes.ts";
import { DialError, type Peer } from "./dial.ts";
import { NotSmtp, type Reply } from "./reply.ts";
import type { Certificate } from "./secure.ts";
import { Closed } from "./wire.ts";

/** What was seen on the way, however far it went. */
export interface Evidence {
  step: Step;
  peer: Peer | null;
  loopback: boolean;
  banner: string | null;
  /** The last EHLO reply; null where the server only knows HELO. */
  ehlo: Reply | null;
  starttlsOffered: boolean;
  /** "TLSv1.3"; null while the connection is in the clear. */
  tls: string | null;
  certificate: Certificate | null;
  loggedIn: boolean;
  /** What the server said to the step that failed, or to the mail that it took. */
  reply: Reply | null;
  /** A code of Node or OpenSSL, or the first bytes of what is no SMTP. */
  error: string | null;
}

export function nothingSeen(): Evidence {
  return {
    step: "connect",
    peer: null,
    loopback: false,
    banner: null,
    ehlo: null,
    starttlsOffered: false,
    tls: null,
    certificate: null,
    loggedIn: false,
    reply: null,
    error: null,
  };
}

/** A step that ended the session with a cause already known. */
export class Stop extends Error {
  readonly mailCause: MailCause;

  constructor(cause: MailCause) {
    super(cause);
    this.mailCause = cause;
  }
}

/** The cause of whatever ended a session. Notes in the evidence what the error knew. */
export function causeOf(error: unknown, evidence: Evidence): MailCause {
  if (error instanceof Stop) return error.mailCause;
  if (error instanceof NotSmtp) {
    evidence.error = error.received;
    return "not-smtp";
  }
  if (error instanceof Closed) return "closed";
  if (error instanceof DialError) {
    evidence.peer = error.peer ?? evidence.peer;
    return socketCause(error.cause, evidence);
  }
  return socketCause(error, evidence);
}

function socketCause(error: unknown, evidence: Evidence): MailCause {
  const cause = netCause(error);
  evidence.error = errorCode(error);
  if (cause === "timeout" || cause === "unreachable") return "timeout";
  if (evidence.step === "TLS") return "tls-failed";
  if (cause === "unresolvable" || cause === "refused") return cause;
  // EBADNAME, ENOENT of a resolver: what is no name has no address.
  return evidence.peer === null ? "unresolvable" : "closed";
}
