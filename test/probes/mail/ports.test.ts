import { expect, it } from "vitest";
import { describeAsRoot } from "../../services/available.ts";
import { silent } from "../../services/smtp-stand-in.ts";
import { ids, mended, only, probe } from "./probing.ts";
import { standIns } from "./stand-ins.ts";

const { server, raw, tls } = standIns();

describeAsRoot([], "other ports of the same server", () => {
  it.each(["587 with STARTTLS", "465 with TLS", "25 in the clear"])("offers port %s", async (title) => {
    const port = Number.parseInt(title, 10);
    const host = "127.0.0.77";
    const lines = await server({
      host,
      port,
      open: true,
      ...(port === 25 ? {} : { tls: tls(), implicit: port === 465 }),
    });
    const wrong = { ...lines, SMTP_PORT: "2526", SMTP_OPENSSL_VERIFY_MODE: "none" };
    const refused = only(await probe(wrong), "mail.refused");
    expect(refused.remedies[0]?.facts?.newPort).toBe(port);
    expect(ids(await mended(refused, refused.remedies[0]?.key ?? "", wrong))).toEqual(["mail.ok"]);
    await raw(silent, { host, port: 2526 });
    const timeout = only(await probe(wrong, { deadline: 1200 }), "mail.timeout");
    expect(timeout.remedies.map((remedy) => remedy.facts?.newPort)).toContain(port);
  });
});
