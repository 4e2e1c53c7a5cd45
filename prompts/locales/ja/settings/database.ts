import type { SettingTexts } from "../../setting-texts.ts";

export const database: SettingTexts["database"] = {
  title: "PostgreSQL",
  line: "投稿やアカウントなど、すべてのデータの保存先です。",
  settings: {
    host: {
      label: "PostgreSQLのホスト",
      help: [
        "ホスト名、IPアドレス、またはUnixソケットのあるディレクトリです。",
        "ソケット経由なら、OSのユーザーとロールの名前が同じ場合に",
        "パスワードなしで接続できます(peer認証)。localhost では",
        "peer認証は使えません。",
        "Dockerではサービス名(通常は db)です。localhost と書くと",
        "Mastodon自身のコンテナーを指してしまいます。",
      ],
      example: "/var/run/postgresql",
    },
    port: {
      label: "PostgreSQLのポート",
      help: [
        "特に指定がなければ5432です。PgBouncerは6432がよく使われます。",
        "ソケットの場合は、ソケットのファイル名に含まれる番号です。",
      ],
      example: "5432",
    },
    name: {
      label: "データベース名",
      help: [
        "Mastodon専用のデータベースです。まだなければ最後の手順で作成できます。",
        "ほかのソフトウェアのテーブルがあるデータベースには手を付けません。",
      ],
      example: "mastodon_production",
    },
    user: {
      label: "PostgreSQLのユーザー",
      help: [
        "Mastodonがログインするロールです。データベースの所有者か、",
        "データベースを作成できる権限(CREATEDB)が必要です。",
        "一覧の確認: sudo -u postgres psql -c '\\du'",
      ],
      example: "mastodon",
    },
    password: {
      label: "PostgreSQLユーザーのパスワード",
      help: [
        "パスワードを求められない環境では空のままにします。同じ名前の",
        "OSユーザーでソケットを使う場合や、公式のcomposeファイルの場合です。",
        "空白も含めて入力どおりに扱い、画面には表示しません。",
      ],
      empty: "パスワードなし",
    },
    tls: {
      label: "PostgreSQLとの通信の暗号化",
      help: [
        "同じサーバー内なら「しない」か「サーバーが対応していれば」で十分です。",
        "別のサーバーなら、盗聴や改ざんを防ぐため、証明書を検証してください。",
        "「サーバーが対応していれば」では、Mastodon本体だけが暗号化し、",
        "ストリーミングは暗号化しません。マネージドのデータベースでは、",
        "たいてい両方に暗号化が必要です。",
      ],
      choices: {
        off: "しない",
        "if-offered": "サーバーが対応していれば",
        required: "必ずする(証明書は検証しない)",
        verified: "必ずして、証明書を検証する(マネージドのデータベース)",
      },
    },
    caFile: {
      label: "PostgreSQL用の認証局の証明書",
      help: [
        "サーバーの証明書(相手が本物だと示す電子的な身分証)を発行した",
        "認証局のファイル(PEM)です。公的な認証局でない場合に指定します。",
        "Amazon RDSなどでは、提供元からダウンロードできます。",
        "Mastodonのユーザーまたはコンテナーから読める必要があります。",
      ],
      example: "/etc/ssl/certs/rds-global-bundle.pem",
      empty: "システムの認証局を使う",
    },
  },
};
