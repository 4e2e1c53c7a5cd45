import { execFileSync } from "node:child_process";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Certificates, makeCertificates } from "../../services/certificates.ts";
import { discard, scratch } from "../../services/scratch.ts";
import {
  type RawOptions,
  type StandIn,
  type StandInOptions,
  startRaw,
  startSmtpStandIn,
} from "../../services/smtp-stand-in.ts";
import type { Lines } from "./probing.ts";

/** Starts stand-ins for the tests of one file, and stops them after each. */
export function standIns() {
  const running: StandIn[] = [];
  const made: { directory: string; tls: Certificates }[] = [];

  beforeAll(() => {
    const directory = scratch("mail-stand-in");
    made.push({ directory, tls: makeCertificates(directory, "DNS:localhost,IP:127.0.0.1") });
  });
  const stop = async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  };
  afterEach(stop);
  afterAll(() => {
    for (const { directory } of made) discard(directory);
  });

  const certificates = () => {
    const [first] = made;
    if (first === undefined) throw new Error("beforeAll did not run");
    return first;
  };
  const linesFor = ({ host, port }: Pick<StandIn, "host" | "port">): Lines => ({
    LOCAL_DOMAIN: "example.social",
    SMTP_SERVER: host,
    SMTP_PORT: String(port),
    SMTP_FROM_ADDRESS: "notifications@example.social",
    SMTP_CA_FILE: certificates().tls.caFile,
    SMTP_AUTH_METHOD: "none",
  });
  return {
    tls: () => certificates().tls,
    /** By the same CA, but its time is over. */
    expired: (): Certificates => {
      const { directory, tls } = certificates();
      const args = ["x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"];
      const rest = ["-days", "0", "-extfile", "san.ext", "-out", "expired.crt"];
      execFileSync("openssl", [...args, ...rest], { cwd: directory, stdio: "pipe" });
      return { ...tls, certFile: join(directory, "expired.crt") };
    },
    stop,
    linesFor,
    server: async (options: StandInOptions): Promise<Lines> => {
      const one = await startSmtpStandIn(options);
      running.push(one);
      return linesFor(one);
    },
    raw: async (onSocket: Parameters<typeof startRaw>[0], options?: RawOptions): Promise<Lines> => {
      const one = await startRaw(onSocket, options);
      running.push(one);
      return linesFor(one);
    },
  };
}

/** An address of this machine that is not loopback; null where there is none. */
export function outsideAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find((one) => one.family === "IPv4" && !one.internal)?.address ?? null;
}

/** What a server has to end within, where it will not answer. */
export const quick = { deadline: 1000 };
