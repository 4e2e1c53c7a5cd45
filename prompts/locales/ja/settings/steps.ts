import type { SettingTexts } from "../../setting-texts.ts";

export const updates: SettingTexts["updates"] = {
  title: "更新",
  line: "新しいバージョンが出たときに、Mastodonから通知を受けるか。",
  settings: {
    check: {
      label: "重要な更新を確認する",
      help: [
        "Mastodonが1時間に2回、公式のサーバーに新しいバージョンを問い合わせ、",
        "管理者に知らせます。セキュリティの修正はメールでも通知されます。",
        "このとき、サーバーのバージョンが送信されます。有効にすることを",
        "おすすめします。",
      ],
    },
  },
};

export const steps: SettingTexts["steps"] = {
  title: "最初の作業",
  line: "ファイルを書いたあとに行う作業です。確認するまで何も実行しません。",
  settings: {
    database: {
      label: "データベースを準備する",
      help: [
        "データベースやテーブルがなければ作成します。使用中のデータベースを",
        "空にしたり、作り直したりすることはありません。",
        "マイグレーションを選ぶと、古いバージョンのMastodonのテーブルも",
        "このバージョンに更新します。先にバックアップを取ってください。",
      ],
      choices: {
        true: "足りないものを作成する",
        migrate: "作成に加えて、古いテーブルのマイグレーションも行う",
        false: "何もしない",
      },
    },
    assets: {
      label: "アセットをコンパイルする",
      help: [
        "サイトのスクリプトとスタイルを生成します。数分かかり、メモリとスワップ",
        "を合わせて約2.5 GB使います。足りない場合は省略され、あとで実行できます。",
        "mastosetup --step assets",
      ],
    },
    admin: {
      label: "管理者を作成する",
      help: [
        "最初のアカウントです。Ownerのロールを持ち、確認も承認も済んだ状態で",
        "作成します。パスワードは自動で生成し、一度だけ表示します。",
        "作成しない場合は、あとで tootctl を使ってください。4.3以降の新しい",
        "サーバーは、新規登録を受け付けない状態で始まります。",
      ],
      empty: "管理者を作成しない",
    },
  },
};

export const administrator: SettingTexts["administrator"] = {
  title: "管理者",
  line: "最初のアカウントで、このサーバーの所有者になります。",
  settings: {
    username: {
      label: "ユーザー名",
      help: [
        "@ の前に付く名前です。英数字と _ だけで、30文字までです。あとから",
        "変更できません。admin はMastodon 4.4まで予約されていて使えず、",
        "不正ログインでも最初に狙われるため、自分の名前をおすすめします。",
      ],
      example: "alice",
    },
    email: {
      label: "メールアドレス",
      help: [
        "ログインと、サーバーからのお知らせに使います。ドメインがDNSに",
        "存在するかどうかを、Mastodonが確認します。",
      ],
      example: "alice@example.org",
    },
  },
};
