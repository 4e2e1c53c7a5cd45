import type { MailTls } from "../../mastodon/connections/mail-settings.ts";
import { within } from "../net/abort.ts";
import { dial, type Peer } from "./dial.ts";
import { offersStarttls, type Reply, replyText } from "./reply.ts";
import { secure } from "./secure.ts";
import { Wire } from "./wire.ts";

/** Whether a TLS handshake works on a port from the first byte. No certificate is judged, nothing is said. */
export async function speaksTls(peer: Peer, port: number, signal: AbortSignal, ms: number): Promise<boolean> {
  const limit = within(signal, ms);
  try {
    const { socket } = await dial([peer], port, limit.signal, ms);
    (await secure(socket, peer.address, undefined, limit.signal)).socket.on("error", () => undefined).destroy();
    return true;
  } catch {
    return false;
  } finally {
    limit.release();
  }
}

/** The greeting and the EHLO reply of a port that speaks first and in the clear; null where none comes. */
export async function greetsInTheClear(
  peer: Peer,
  port: number,
  helo: string,
  signal: AbortSignal,
  ms: number,
): Promise<{ readonly banner: string; readonly ehlo: Reply | null } | null> {
  const limit = within(signal, ms);
  try {
    const { socket } = await dial([peer], port, limit.signal, ms);
    const wire = new Wire(limit.signal);
    wire.adopt(socket);
    try {
      const banner = await wire.reply();
      if (banner.code !== 220) return null;
      const ehlo = await wire.command(`EHLO ${helo}`).catch(() => null);
      await wire.quit(200);
      return { banner: replyText(banner), ehlo: ehlo?.code === 250 ? ehlo : null };
    } finally {
      wire.destroy();
    }
  } catch {
    return null;
  } finally {
    limit.release();
  }
}

/** A port of the same server that answers, and the TLS mode that it speaks. */
export interface OpenPort {
  readonly port: number;
  readonly tls: MailTls;
}

/** Where mail servers take mail from clients; 2525 is what many providers open beside, for hosters that block the others. */
const usualPorts = [587, 465, 2525, 25] as const;

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** The other usual ports of this one address, all at once, within `ms`: those encrypted first. */
export async function otherPorts(
  peer: Peer,
  except: number,
  helo: string,
  signal: AbortSignal,
  ms: number,
): Promise<readonly OpenPort[]> {
  const found = await Promise.all(
    usualPorts
      .filter((port) => port !== except)
      .map(async (port): Promise<OpenPort | null> => {
        // Both at once: a port that waits for TLS says nothing, so asking one after the other would take twice as long.
        const enough = new AbortController();
        const either = AbortSignal.any([signal, enough.signal]);
        const clear = greetsInTheClear(peer, port, helo, either, ms);
        const implicit = await Promise.race([
          speaksTls(peer, port, either, ms),
          clear.then((one) => (one ? false : never())),
        ]);
        if (implicit) enough.abort();
        if (implicit) return { port, tls: "implicit" };
        const answer = await clear;
        return answer && { port, tls: offersStarttls(answer.ehlo) ? "starttls" : "none" };
      }),
  );
  const open = found.filter((one) => one !== null);
  return [...open.filter((one) => one.tls !== "none"), ...open.filter((one) => one.tls === "none")];
}
