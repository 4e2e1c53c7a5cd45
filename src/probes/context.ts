import type { Finding } from "../findings/finding.ts";
import type { View } from "../mastodon/views.ts";

export interface ProbeContext {
  /** The probe ends by itself when this fires (deadline or Ctrl-C) and leaves no socket, timer or listener behind. */
  readonly signal: AbortSignal;
  /** Milliseconds that the whole probe may take, already counted by `signal`; single tries take less. */
  readonly deadline: number;
  /** The database step will run after this: a missing database is then no failure where the role may create it. */
  readonly databaseStep: boolean;
  /** The account that Mastodon runs as, for peer authentication and file modes. */
  readonly osUser: string;
  /** Send a real mail to this address; null sends none. */
  readonly testTo: string | null;
  /** DNS servers to ask instead of the system's, as "127.0.0.1:5353"; for the domain probe. */
  readonly dnsServers?: readonly string[];
  /** Node's default CAs plus these PEM texts stand in for the system's store; for tests. */
  readonly systemCas?: readonly string[];
}

/** Tries what the views' processes would do, and says what came of it. Never throws for what a server or a value does. */
export type Probe = (views: readonly View[], context: ProbeContext) => Promise<readonly Finding[]>;
