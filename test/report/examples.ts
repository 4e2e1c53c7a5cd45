import { en } from "../../prompts/locales/en/index.ts";
import { ja } from "../../prompts/locales/ja/index.ts";
import type { Messages } from "../../prompts/locales/load.ts";
import { finding } from "../../src/findings/make.ts";
import { createLook, type Look } from "../../src/report/look.ts";

/** Sentences of our own, so that these tests are about lines and not about words. */
export const english: Messages = {
  ...en,
  findings: {
    ...en.findings,
    "mail.implicit-tls-expected": {
      title: "Port {port} expects TLS from the first byte; the file says STARTTLS",
      detail: "Mastodon would wait 20 seconds for a greeting that never comes, on every mail.",
      remedies: {
        implicit: "Use TLS from the start",
        "port-starttls": "Use port {other} with STARTTLS",
        "port-implicit": "-",
        "port-plain": "-",
      },
    },
    "redis.crash": { title: "The probe failed: {error}", detail: "", remedies: {} },
    "mail.plaintext-password": {
      ...en.findings["mail.plaintext-password"],
      title: "The password goes out unencrypted",
      detail: "",
    },
    "mail.ok": { title: "{server} took a mail", detail: "", remedies: {} },
    "database.create-denied": {
      title: "{user} may not create tables",
      detail: "",
      remedies: { grant: "Let the role create them:" },
    },
  },
};

export const japanese: Messages = {
  ...ja,
  findings: {
    ...ja.findings,
    "mail.implicit-tls-expected": {
      title: "ポート{port}は最初からTLSを必要としますが、設定はSTARTTLSです",
      detail: "このままではメール1通ごとに20秒待ったあと送信に失敗します。",
      remedies: { implicit: "最初からTLSで接続する", "port-starttls": "-", "port-implicit": "-", "port-plain": "-" },
    },
  },
};

export const implicit = finding("mail.implicit-tls-expected", {
  process: "web",
  variables: ["SMTP_PORT", "SMTP_TLS"],
  facts: { port: 465 },
  ms: 3004,
  remedies: [
    { key: "implicit", set: { SMTP_TLS: "true", SMTP_ENABLE_STARTTLS: null }, tried: "works" },
    { key: "port-starttls", facts: { other: 587 }, set: { SMTP_PORT: "587" } },
  ],
});
export const denied = finding("database.create-denied", {
  facts: { user: "mastodon" },
  ms: 12.4,
  remedies: [
    { key: "grant", commands: ["sudo -u postgres psql -c 'ALTER DATABASE mastodon_production OWNER TO mastodon'"] },
  ],
});
export const unencrypted = finding("mail.plaintext-password");
export const fine = finding("mail.ok", { facts: { server: "smtp.example.org" }, ms: 41 });
export const crashed = finding("redis.crash", { facts: { error: "boom" } });

export function lookOf(columns: number, more: Partial<Parameters<typeof createLook>[0]> = {}): Look {
  return createLook({ columns, colour: 0, unicode: true, ...more });
}
