import type { SettingTexts } from "../../setting-texts.ts";

export const redis: SettingTexts["redis"] = {
  title: "Redis",
  line: "ジョブの待ち行列、ホームタイムライン、キャッシュに使います。",
  settings: {
    host: {
      label: "Redisのホスト",
      help: [
        "ホスト名、IPアドレス、またはUnixソケットのパスです。",
        "Dockerではサービス名(通常は redis)です。",
        "1台のRedisを2つのMastodonで共有することはできません。",
        "データベース番号を分けても、リアルタイムの更新が混ざります。",
      ],
      example: "localhost",
    },
    port: {
      label: "Redisのポート",
      help: ["特に指定がなければ6379です。TLSを使うマネージドのRedisでは、", "別の番号がよく使われます。"],
      example: "6379",
    },
    user: {
      label: "Redisのユーザー",
      help: [
        "ACLでユーザーを作成している場合(Redis 6以降)だけ入力します。",
        "requirepass だけの場合は不要です。ユーザーを指定するときは",
        "パスワードも必要です。",
      ],
      example: "mastodon",
      empty: "ユーザーなし",
    },
    password: {
      label: "Redisのパスワード",
      help: [
        "redis.conf の requirepass の値、またはそのユーザーのパスワードです。",
        "設定されていなければ空のままにします。不要なパスワードを送っても",
        "接続は拒否されます。",
        "空白も含めて入力どおりに扱い、画面には表示しません。",
      ],
      empty: "パスワードなし",
    },
    db: {
      label: "Redisのデータベース番号",
      help: ["同じRedisをほかのソフトウェアと共有していなければ0です。", "標準の設定では0から15まで使えます。"],
      example: "0",
    },
    tls: {
      label: "Redisとの通信を暗号化する(TLS)",
      help: [
        "接続先が rediss:// で案内されている場合は「はい」、同じサーバー内なら",
        "「いいえ」です。証明書は必ず検証されます。独自の認証局はシステムの",
        "証明書ストアに登録してください。.env.production では指定できません。",
      ],
    },
  },
};
