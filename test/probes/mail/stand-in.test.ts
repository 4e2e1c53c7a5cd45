import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadMessages } from "../../../prompts/locales/load.ts";
import { eventually } from "../../services/daemon.ts";
import { dialogue, refusal, silent } from "../../services/smtp-stand-in.ts";
import { speak } from "../../support/speak.ts";
import { ids, mended, only, probe } from "./probing.ts";
import { outsideAddress, quick, standIns } from "./stand-ins.ts";

const { server, raw, linesFor, tls, expired, stop } = standIns();

const login = { SMTP_LOGIN: "masto", SMTP_PASSWORD: "canary-secret", SMTP_AUTH_METHOD: "plain" };
describe("the mail probe, where no mail server plays the part", () => {
  it("warns of a 4xx at any step, and does not fail for it", async () => {
    const greylisting = await server({
      open: true,
      onRcptTo: (_to, _session, done) => done(refusal(450, "4.2.0 Greylisted")),
    });
    const found = await probe(greylisting);
    expect(found.map((one) => [one.id, one.status, one.facts.step])).toEqual([["mail.later", "warn", "RCPT TO"]]);
    const busy = await server({
      open: true,
      onConnect: (_session, done) => done(refusal(421, "Too many connections")),
    });
    expect(ids(await probe(busy))).toEqual(["mail.later"]);
  });

  it("knows a server that turns this machine away", async () => {
    const lines = await server({ onConnect: (_session, done) => done(refusal(554, "5.7.1 blocked")) });
    expect(ids(await probe(lines))).toEqual(["mail.turned-away"]);
  });

  it("does not blame us when only the stranger is refused, and blames the server that refuses all", async () => {
    const asked: string[] = [];
    const nullMx = await server({
      open: true,
      onRcptTo: ({ address }, _session, done) => {
        asked.push(address);
        done(address.endsWith("@example.org") ? refusal(556, "5.1.10 Domain does not accept mail") : null);
      },
    });
    expect(ids(await probe(nullMx))).toEqual(["mail.ok"]);
    expect(asked).toEqual(["postmaster@example.org", "postmaster@example.social"]);
    const nobody = await server({
      open: true,
      onRcptTo: (_to, _session, done) => done(refusal(550, "5.1.1 no such user")),
    });
    expect(ids(await probe(nobody))).toEqual(["mail.recipient-refused"]);
  });

  it("falls back to HELO as Net::SMTP does, and sends the parsed sender", async () => {
    const said: string[] = [];
    const lines = await raw((socket) => {
      socket.on("data", (chunk: Buffer) => said.push(chunk.toString().trim()));
      dialogue({ "": "220 old", EHLO: "500 what?", HELO: "250 hello", "MAIL FROM": "250 ok", "RCPT TO": "250 ok" })(
        socket,
      );
    });
    const from = {
      SMTP_FROM_ADDRESS: '"Example: social" <notifications@example.social>',
      SMTP_DOMAIN: "mail.example.social",
    };
    expect(ids(await probe({ ...lines, ...from }))).toEqual(["mail.ok"]);
    expect(said.slice(0, 3)).toEqual([
      "EHLO mail.example.social",
      "HELO mail.example.social",
      "MAIL FROM:<notifications@example.social>",
    ]);
  });

  it("uses SMTP_RETURN_PATH as the envelope's sender", async () => {
    const senders: string[] = [];
    const lines = await server({
      open: true,
      onMailFrom: ({ address }, _session, done) => {
        senders.push(address);
        done();
      },
    });
    await probe({ ...lines, SMTP_RETURN_PATH: "bounces@example.social" });
    expect(senders).toEqual(["bounces@example.social"]);
  });

  it("does not hand the password to a server that does not know AUTH", async () => {
    const said: string[] = [];
    const lines = await raw((socket) => {
      socket.on("data", (chunk: Buffer) => said.push(chunk.toString()));
      dialogue({ EHLO: "250 hello" })(socket);
    });
    expect(ids(await probe({ ...lines, ...login }))).toEqual(["mail.auth-not-offered"]);
    expect(said.join("")).toContain("AUTH PLAIN\r\n");
    expect(said.join("")).not.toContain(Buffer.from("canary").toString("base64").slice(0, 6));
  });

  it("keeps the password out of what a server says back", async () => {
    const lines = await raw((socket) => {
      dialogue({ EHLO: "250-hello\n250 AUTH PLAIN", AUTH: "535 no: canary-secret AGNhbmFyeQ==" })(socket);
    });
    const found = await probe({ ...lines, ...login });
    expect(ids(found)).toEqual(["mail.auth-wrong"]);
    expect(JSON.stringify(found)).not.toContain("canary");
  });

  it("knows other protocols, hanging up, and silence at every step", async () => {
    const ssh = await probe(await raw((socket) => socket.write("SSH-2.0-OpenSSH_9.2p1\r\n")));
    expect(ssh.map((one) => [one.id, one.facts.error])).toEqual([["mail.not-smtp", "SSH-2.0-OpenSSH_9.2p1"]]);
    expect(ids(await probe(await raw((socket) => socket.destroy())))).toEqual(["mail.closed"]);
    const mute = await probe(await raw(silent), quick);
    expect(mute.map((one) => [one.id, one.facts.step])).toEqual([["mail.timeout", "greeting"]]);
    const later = await raw((socket) => socket.write("220 hello\r\n"));
    expect((await probe(later, quick)).map((one) => [one.id, one.facts.step])).toEqual([["mail.timeout", "EHLO"]]);
    const stuck = await raw(dialogue({ EHLO: "250-x\n250 STARTTLS", STARTTLS: "220 go on" }));
    expect((await probe(stuck, quick)).map((one) => [one.id, one.facts.step])).toEqual([["mail.timeout", "TLS"]]);
  });

  it("ends by the deadline and within bounds whatever a hostile server does", async () => {
    const flood = await raw((socket) => {
      const line = Buffer.from(`220-${"x".repeat(60)}\r\n`.repeat(1000));
      const pour = (): boolean => socket.writable && socket.write(line) && pour();
      socket.on("drain", pour);
      pour();
    });
    const endless = await raw((socket) => {
      const pour = (): boolean => socket.writable && socket.write(Buffer.alloc(65536, 65)) && pour();
      socket.on("drain", pour);
      socket.write("220 ");
      pour();
    });
    const trickle = await raw((socket) => {
      let sent = 0;
      const timer = setInterval(() => socket.write("220-a banner that never ends"[sent++] ?? "."), 50);
      socket.on("close", () => clearInterval(timer));
    });
    const started = performance.now();
    const all = await Promise.all([flood, endless, trickle].map((lines) => probe(lines, quick)));
    expect(performance.now() - started).toBeLessThan(1500);
    expect(all.flatMap(ids)).toEqual(["mail.not-smtp", "mail.not-smtp", "mail.timeout"]);
  });

  it("leaves no socket, timer or listener behind, also when it is cancelled", async () => {
    let connections = 0;
    const lines = await raw((socket) => {
      connections++;
      silent(socket);
    });
    const before = process.getActiveResourcesInfo().length;
    await probe(lines, { deadline: 400 });
    await probe({ ...lines, SMTP_TLS: "true" }, { deadline: 400 });
    const ctrlC = new AbortController();
    const pending = probe(lines, { deadline: 10_000, cancel: ctrlC.signal });
    await eventually(async () => {
      if (connections < 3) throw new Error("not yet");
    });
    const cancelled = performance.now();
    ctrlC.abort();
    await pending;
    expect(performance.now() - cancelled).toBeLessThan(200);
    await stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
  });

  it("knows a handshake that can not succeed", async () => {
    const old = await raw(silent, { tls: tls(), maxVersion: "TLSv1.1" });
    expect(ids(await probe({ ...old, SMTP_TLS: "true" }, quick))).toEqual(["mail.tls-failed"]);
  });

  it("knows an expired certificate from one that nobody vouches for", async () => {
    const lines = await server({ tls: tls(), open: true });
    const unknown = only(await probe({ ...lines, SMTP_CA_FILE: "" }), "mail.tls-untrusted");
    expect(unknown.remedies.map((one) => one.key)).toEqual(["verify-none", "never", "ca-file"]);
    const old = only(await probe(await server({ tls: expired(), open: true })), "mail.tls-untrusted");
    expect(old.facts.error).toBe("CERT_HAS_EXPIRED");
    expect(old.remedies.map((one) => one.key)).toEqual(["verify-none", "never", "renew"]);
  });

  it("says what of the settings can not work before it connects", async () => {
    const lines = await server({ open: true });
    const conflict = { ...lines, SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "always" };
    expect(ids(await probe(conflict))).toEqual(["mail.tls-conflict"]);
    expect(ids(await probe(conflict, { release: "4.4.22" }))).toEqual(["mail.implicit-tls-wrong"]);
    const secure = await server({ tls: tls(), open: true });
    const both = { ...secure, SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: "always" };
    expect(ids(await mended(only(await probe(both), "mail.tls-conflict"), "starttls", both))).toEqual(["mail.ok"]);
    const verify = { ...lines, SMTP_OPENSSL_VERIFY_MODE: "yes please" };
    expect(ids(await mended(only(await probe(verify), "mail.verify-invalid"), "peer", verify))).toEqual(["mail.ok"]);
    const from = { ...lines, SMTP_FROM_ADDRESS: "Example: social <notifications@example.social>" };
    const invalid = only(await probe(from), "mail.from-invalid");
    expect(invalid.effect).toBe("stops");
    expect(ids(await mended(invalid, "quote", from))).toEqual(["mail.ok"]);
    const lenient = await raw(dialogue({ EHLO: "250 hello", "MAIL FROM": "250 ok", "RCPT TO": "250 ok" }));
    const short = await probe({ ...lenient, SMTP_FROM_ADDRESS: "notifications" });
    expect(short.map((one) => [one.id, one.status])).toEqual([
      ["mail.from-invalid", "warn"],
      ["mail.ok", "info"],
    ]);
    expect((await probe({ ...lines, SMTP_FROM_ADDRESS: "" })).map((one) => one.status)).toEqual(["fail"]);
    expect(ids(await probe({ ...lines, SMTP_PORT: "five" }))).toEqual(["mail.port-invalid"]);
    expect(ids(await probe({ ...lines, SMTP_DELIVERY_METHOD: "sendmail" }))).toEqual(["mail.skipped"]);
  });

  it("warns of a password in the clear to another machine, and not on loopback", async () => {
    const outside = outsideAddress();
    const lines = await server({ auth: true, insecureAuth: true, starttls: true, tls: tls(), host: "0.0.0.0" });
    const local = { ...lines, ...login, SMTP_SERVER: "127.0.0.1", SMTP_ENABLE_STARTTLS: "never" };
    expect(ids(await probe(local))).toEqual(["mail.ok"]);
    if (outside === null) return;
    const remote = { ...local, SMTP_SERVER: outside, SMTP_OPENSSL_VERIFY_MODE: "none" };
    const found = await probe(remote);
    expect(ids(found)).toEqual(["mail.ok", "mail.plaintext-password"]);
    expect(ids(await mended(only(found, "mail.plaintext-password"), "always", remote))).toEqual(["mail.ok"]);
    expect(found.map((one) => one.status)).toEqual(["info", "warn"]);
  });

  it("does without verification or encryption only on loopback", async () => {
    const outside = outsideAddress();
    if (outside === null) return;
    const lines = { ...(await server({ tls: tls(), open: true, host: "0.0.0.0" })), SMTP_SERVER: outside };
    const untrusted = only(await probe({ ...lines, SMTP_CA_FILE: "" }), "mail.tls-untrusted");
    expect(untrusted.remedies.map((one) => one.key)).toEqual(["ca-file"]);
    const plain = { ...(await server({ open: true, host: "0.0.0.0" })), SMTP_SERVER: outside };
    const missing = only(await probe({ ...plain, SMTP_ENABLE_STARTTLS: "always" }), "mail.starttls-missing");
    expect(missing.remedies.map((one) => one.key)).toEqual(["auto"]);
  });

  it("ends in findings whatever the values are", async () => {
    const lines = await raw(
      dialogue({ EHLO: "250-hello\n250 AUTH PLAIN LOGIN", AUTH: "235 ok", MAIL: "250 ok", RCPT: "250 ok" }),
    );
    const names = ["SMTP_SERVER", "SMTP_PORT", "SMTP_LOGIN", "SMTP_PASSWORD", "SMTP_AUTH_METHOD", "SMTP_DOMAIN"];
    const others = [
      "SMTP_FROM_ADDRESS",
      "SMTP_RETURN_PATH",
      "SMTP_CA_FILE",
      "SMTP_OPENSSL_VERIFY_MODE",
      "SMTP_ENABLE_STARTTLS",
      "SMTP_TLS",
    ];
    const strange = [
      "",
      " ",
      '"',
      "\n",
      "\0",
      "true",
      "-1",
      "1e9",
      "[::1]",
      "::1",
      "http://127.0.0.1/",
      "例え.jp",
      "x".repeat(10_000),
    ];
    const value = fc.oneof(fc.constantFrom(...strange), fc.string({ unit: "binary" }));
    const some = fc.record({ name: fc.constantFrom(...names, ...others), value });
    await fc.assert(
      fc.asyncProperty(
        fc.array(some, { maxLength: 3 }),
        fc.constantFrom("4.2", "4.3", "4.4", "4.6"),
        async (set, release) => {
          const changed = { ...lines, ...Object.fromEntries(set.map((one) => [one.name, one.value])) };
          expect((await probe(changed, { ...quick, release })).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("speaks of everything above in both languages without a gap", async () => {
    const languages = [await loadMessages("en"), await loadMessages("ja")];
    const found = [
      ...(await probe(await server({ tls: tls(), open: true }))),
      ...(await probe({ ...(await server({ tls: tls(), open: true })), SMTP_CA_FILE: "" })),
      ...(await probe(await raw((socket) => socket.destroy()))),
      ...(await probe({ ...linesFor({ host: "mail.invalid", port: 25 }) })),
      ...(await probe({ ...(await raw(silent)), SMTP_AUTH_METHOD: "bogus" }, quick)),
      ...(await probe({ ...(await raw(silent)), SMTP_DELIVERY_METHOD: "sendmail", SMTP_FROM_ADDRESS: "<a" }, quick)),
    ];
    for (const one of found) for (const messages of languages) expect(speak(one, messages)).not.toBe("");
  });
});
