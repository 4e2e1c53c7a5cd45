import type { FindingTexts } from "../../texts.ts";

export const host: FindingTexts<"host"> = {
  "host.ok": { title: "{directory} にMastodon {version} があります", detail: "", remedies: {} },
  "host.crash": {
    title: "ディレクトリを確認できませんでした",
    detail: "mastosetupの不具合です: {error}",
    remedies: {},
  },
  "host.directory-missing": {
    title: "ディレクトリ {directory} がありません",
    detail: ".env.productionは、Mastodonが読み込むMastodon自身のディレクトリに置きます。",
    remedies: { another: "Mastodonのあるディレクトリを入力するか、先にMastodonをインストールしてください" },
  },
  "host.directory": {
    title: "{directory} にMastodonがありません",
    detail: "lib/mastodon/version.rbも、Mastodonのイメージを使うcomposeファイルも見つかりません。",
    remedies: { another: "Mastodonのあるディレクトリを入力してください" },
  },
  "host.release": {
    title: "{directory} にあるのはMastodon {found} で、{version} ではありません",
    detail: "ファイルは {version} 用に書き込みます。ほかのリリースに必要なものが足りない場合があります。",
    remedies: {},
  },
  "host.user": {
    title: "{user} は {directory} に書き込めません",
    detail: "所有者は {owner} です。",
    remedies: { "as-owner": "所有者のユーザーでmastosetupを実行してください。回答は保存されています" },
  },
};
