import type { FindingTexts } from "../../texts.ts";

export const domain: FindingTexts<"domain"> = {
  "domain.ok": {
    title: "{name} はこのサーバーを指しています",
    detail: "名前解決の結果は {addresses} です。",
    remedies: {},
  },
  "domain.crash": {
    title: "ドメインの確認処理が途中で止まりました",
    detail: "設定ではなく mastosetup 側の不具合です: {error}",
    remedies: {},
  },
  "domain.skipped": {
    title: "{name} は確認していません ({reason} はDNSにない名前です)",
    detail: "",
    remedies: {},
  },

  "domain.missing": {
    title: "{variable} が設定されていません",
    detail: "Mastodonが作るすべてのアドレスとリンクに使われる値です。空の行は、行がない場合とは別の扱いになります。",
    remedies: {
      set: "LOCAL_DOMAIN に、@のあとに表示されるドメインを設定する (あとから変更できません)",
      remove: "空の行を削除する (WebのアドレスにはLOCAL_DOMAINが使われます)",
    },
  },
  "domain.invalid": {
    title: "{variable} がドメイン名ではありません: {value}",
    detail:
      "social.example のように名前だけを書きます。https://、ポート番号、パス、空白、アンダースコア、IPアドレスは使えず、ドットで区切った2つ以上の部分が必要です。",
    remedies: { "name-only": "{name} に変更する", write: "ドメイン名だけを書く" },
  },
  "domain.upper-case": {
    title: "{variable} に大文字が含まれています: {value}",
    detail: "DNSでは区別されませんが、Mastodonはこの値をそのままアドレスに使い、ほかのサーバーは1文字ずつ比較します。",
    remedies: { "lower-case": "{name} に変更する" },
  },
  "domain.unicode": {
    title: "{variable} にASCII以外の文字が含まれています: {value}",
    detail:
      "Mastodonでは Punycode (国際化ドメイン名をASCIIで表した形) で指定する必要があります。ブラウザーでの表示は元の文字のままです。",
    remedies: { punycode: "{name} に変更する" },
  },

  "domain.unresolvable": {
    title: "{name} のアドレスがまだDNSに登録されていません",
    detail:
      "このままではこの名前でサーバーに接続できません ({error})。登録した直後なら反映まで時間がかかることがあります。ドメインはあとから変更できないため、入力ミスがないかも確認してください。",
    remedies: { records: "{name} のAレコード (IPv6があればAAAAレコードも) を登録する。このサーバーのアドレス: {own}" },
  },
  "domain.unanswered": {
    title: "{name} についてDNSサーバーから回答を得られませんでした",
    detail: "{error} で失敗したため、この名前については判断できません。",
    remedies: {},
  },
  "domain.elsewhere": {
    title: "{name} の名前解決の結果は {addresses} で、このサーバーのアドレスではありません",
    detail:
      "NAT、リバースプロキシ、CDNを使っている場合はこれで問題ありません。そうでなければ、このサーバーのアドレス {own} と見比べてください。",
    remedies: {},
  },
  "domain.private": {
    title: "{name} の名前解決の結果は {addresses} で、外部からは接続できません",
    detail: "閉じたネットワークで使う場合はこれで問題ありません。インターネット上のほかのサーバーからは見えません。",
    remedies: {},
  },
  "domain.trademark": {
    title: "{name} にMastodon gGmbHの商標が含まれています",
    detail:
      "「mastodon」と「mstdn」を名前に使うことには制限があります。ドメインを決める前に商標ポリシーを確認してください。",
    remedies: {},
  },
};
