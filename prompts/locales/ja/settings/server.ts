import type { SettingTexts } from "../../setting-texts.ts";

export const server: SettingTexts["server"] = {
  title: "サーバー",
  line: "どのMastodonを設定するか。",
  settings: {
    directory: {
      label: "Mastodonのディレクトリ",
      help: [
        "Mastodonが置かれているディレクトリです。lib/mastodon/version.rb が",
        "あるところ、Dockerの場合は docker-compose.yml があるところです。",
        ".env.production はここに書き込みます。違う場所に書いても、",
        "Mastodonには読まれません。",
      ],
      example: "/home/mastodon/live",
    },
    version: {
      label: "Mastodonのバージョン",
      help: [
        "必要な設定項目とシークレットはバージョンによって変わります。",
        "lib/mastodon/version.rb か、docker-compose.yml のイメージのタグに",
        "書かれています。4.6 のように2つの数字だけでかまいません。",
      ],
      example: "4.6",
    },
    runtime: {
      label: "Mastodonの動かし方",
      help: [
        "systemd: 公式の手順どおり、ソースから直接インストールした場合です。",
        "systemd以外のサービス管理でも、直接動かすならこちらです。",
        "docker: docker composeで動かす場合です。コンテナー同士は db や",
        "redis といった名前で通信し、localhost はコンテナー自身を指します。",
      ],
      choices: { systemd: "サーバー上で直接(systemdなど)", docker: "Docker Compose" },
    },
  },
};
