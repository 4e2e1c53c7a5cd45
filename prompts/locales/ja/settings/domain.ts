import type { SettingTexts } from "../../setting-texts.ts";

export const domain: SettingTexts["domain"] = {
  title: "ドメイン",
  line: "ほかのサーバーから見た、このサーバーの名前です。あとから変更できません。",
  settings: {
    local: {
      label: "アカウント名の @ の後ろに付くドメイン",
      help: [
        "すべてのアカウント(alice@social.example)と、ほかのサーバーに保存される",
        "リンクの一部です。あとで変えると、フォロー関係がすべて壊れます。",
        "サイトを別の名前(www.social.example)で公開する場合は、ここに",
        "短いほうを入力し、もう一方は詳細設定の「Webのドメイン」に入力します。",
        "日本語のドメイン(例え.jp)は、DNSで使う英数字の表記である",
        "punycode(xn--で始まる形)に変換します。",
      ],
      example: "social.example",
    },
    web: {
      label: "Webのドメイン(別の場合のみ)",
      help: [
        "サイトを @ の後ろとは別のドメインで公開する場合に入力します。",
        "その場合、@ の後ろのドメインの /.well-known/webfinger を、こちらへ",
        "転送する必要があります。転送がないと、ほかのサーバーの人が",
        "アカウントを見つけられず、フォローもできません。",
        "これもあとから変更できません。ほとんどのサーバーでは不要です。",
      ],
      example: "www.social.example",
      empty: "上のドメインと同じ",
    },
    alternates: {
      label: "このサーバーの別名",
      help: [
        "同じサイトを開けるほかのドメインを、カンマ区切りで入力します。",
        "Mastodonは知らない名前でのアクセスを拒否します。アカウント名には",
        "使われません。",
      ],
      example: "old.example,social.example.org",
    },
    singleUser: {
      label: "自分専用にする(シングルユーザーモード)",
      help: [
        "新規登録を受け付けず、トップページが自分のプロフィールになります。",
        "あとからいつでも解除できます。アカウントが必要なので、最後に",
        "管理者を作成します。",
      ],
    },
  },
};
