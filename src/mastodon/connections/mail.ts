import type { Runtime } from "../../../prompts/answers.ts";
import type { Release } from "../../environment/release.ts";
import type { ProcessName } from "../../findings/finding.ts";
import type { View } from "../views.ts";
import { type From, parseFrom } from "./mail-from.ts";
import { authOf, caFileOf, heloOf, type MailAuth, type MailTls, portOf, tlsOf, verifyOf } from "./mail-settings.ts";

/** What Mail and Net::SMTP make of the SMTP_* variables in one release. */
export interface MailConnection {
  /** Who would use it: web, Sidekiq, or both where they read the same. */
  readonly processes: readonly ProcessName[];
  readonly release: Release;
  readonly runtime: Runtime;
  /** `smtp`, or another delivery method of Action Mailer that has no server; empty stops the boot. */
  readonly delivery: string;
  readonly host: string;
  /** null: not a port. */
  readonly port: number | null;
  readonly portText: string;
  readonly helo: string;
  readonly tls: MailTls;
  /** STARTTLS and implicit TLS at once: nothing is sent (4.5 and newer). */
  readonly tlsConflict: boolean;
  readonly verify: "peer" | "none" | "invalid";
  readonly caFile: string | null;
  readonly auth: MailAuth;
  /** SMTP_FROM_ADDRESS as text and as Ruby's Mail reads it. */
  readonly fromText: string;
  readonly from: From;
  /** MAIL FROM: SMTP_RETURN_PATH where it is set, else the sender. */
  readonly envelope: From;
  /** Names of the variables that are set, for remedies that take lines out. */
  readonly set: ReadonlySet<string>;
}

/** The effective mail configuration of the processes that send mail; one entry where web and Sidekiq agree. */
export function mailConnections(views: readonly View[]): readonly MailConnection[] {
  const byContent = new Map<string, MailConnection>();
  for (const view of views) {
    if (view.process !== "web" && view.process !== "sidekiq") continue;
    const one = connectionOf(view);
    const key = JSON.stringify({ ...one, processes: null, set: [...one.set] });
    const same = byContent.get(key);
    byContent.set(key, same ? { ...same, processes: [...same.processes, view.process] } : one);
  }
  return [...byContent.values()];
}

function connectionOf({ process, place, variables }: View): MailConnection {
  const { release, runtime } = place;
  const { tls, conflict } = tlsOf(variables, release);
  const fromText = variables.get("SMTP_FROM_ADDRESS") ?? "notifications@localhost";
  const from = parseFrom(fromText);
  const returnPath = (variables.get("SMTP_RETURN_PATH") ?? "").trim();
  return {
    processes: [process],
    release,
    runtime,
    delivery: variables.get("SMTP_DELIVERY_METHOD") ?? "smtp",
    host: variables.get("SMTP_SERVER") || "localhost",
    port: portOf(variables, release),
    portText: variables.get("SMTP_PORT") ?? "25",
    helo: heloOf(variables, release),
    tls,
    tlsConflict: conflict,
    verify: verifyOf(variables, release),
    caFile: caFileOf(variables, release),
    auth: authOf(variables, release),
    fromText,
    from,
    envelope: returnPath === "" ? from : parseFrom(returnPath),
    set: new Set([...variables.keys()].filter((name) => name.startsWith("SMTP_"))),
  };
}
