import type { FindingTexts } from "../../texts.ts";

export const redis: FindingTexts<"redis"> = {
  "redis.ok": {
    title:
      "Redis {version}（{address}）は正常に動作しています（データベース {db}、ユーザー {user}、TLS {tls}、{policy}）",
    detail: "",
    remedies: {},
  },
  "redis.unresolvable": {
    title: "Redis（{address}）のホスト名を名前解決できません",
    detail: "DNS にも hosts ファイルにもありません。入力ミスか、Docker のネットワーク内でだけ使える名前です。",
    remedies: { "use-found": "応答のあった Redis（{found}）を使う" },
  },
  "redis.refused": {
    title: "{address} で Redis が待ち受けていません",
    detail:
      "サーバーには届きましたが接続を拒否されました。Redis が起動していないか、別のポートやアドレスで動いています。",
    remedies: { "use-found": "応答のあった Redis（{found}）を使う" },
  },
  "redis.unreachable": {
    title: "Redis（{address}）への経路がありません（{reason}）",
    detail:
      "このサーバーから到達できません。IPv6 が使えない環境での IPv6 アドレスや、未接続の内部ネットワークが考えられます。",
    remedies: {},
  },
  "redis.timeout": {
    title: "Redis（{address}）から {seconds} 秒以内に応答がありません",
    detail: "多くの場合、ファイアウォールがパケットを破棄しているか、アドレスの誤りです。",
    remedies: {},
  },
  "redis.not-redis": {
    title: "{address} で応答しているのは Redis ではありません",
    detail: "応答したプロトコル: {protocol}。このポートは別のサービスのものです。",
    remedies: { "use-found": "応答のあった Redis（{found}）を使う" },
  },
  "redis.socket-missing": {
    title: "{address} に Redis のソケットがありません",
    detail: "ソケットが別の場所（redis.conf の unixsocket）にあるか、Redis が起動していません。",
    remedies: { "use-found": "応答のあった Redis（{found}）を使う" },
  },
  "redis.socket-denied": {
    title: "このアカウントにはソケット {address} を開く権限がありません",
    detail: "多くの場合、Mastodon のアカウントを redis グループに加え、unixsocketperm を 770 にする必要があります。",
    remedies: {},
  },
  "redis.host-is-path": {
    title: "{variable} がパスになっており、{process} はホスト名とみなします",
    detail: "ソケットは URL の形でだけ使えます。",
    remedies: { url: "URL として {url} を使う" },
  },
  "redis.ipv6-host": {
    title: "{process} は {variable} の IPv6 アドレス {host} を使えません",
    detail: "web には角括弧が必要で、streaming には角括弧があってはなりません。両方で使えるのは URL だけです。",
    remedies: { url: "ポート、データベース、パスワードはそのままで、URL として redis://[{host}] を使う" },
  },
  "redis.value-invalid": {
    title: "{process} は {variable} の値を解釈できません",
    detail: "URL では、パスワードの特殊文字をパーセントエンコードする必要があります。",
    remedies: { drop: "この行を削除する", scheme: "先頭に redis:// を付ける" },
  },
  "redis.password-missing": {
    title: "{address} の Redis はパスワードを求めていますが、{process} は送信しません",
    detail: "サーバー側の requirepass またはユーザーの規則で決められたパスワードです。",
    remedies: {},
  },
  "redis.password-wrong": {
    title: "{address} の Redis が、ユーザー {user} または {process} の送るパスワードを拒否しました",
    detail: "web はパスワード中の %20 などをデコードしますが、streaming はしません。",
    remedies: { "one-url": "すべてのプロセスが同じように読む URL 1つにまとめる" },
  },
  "redis.password-unneeded": {
    title: "{address} の Redis はパスワードを使いませんが、{process} は送信します",
    detail:
      "サーバーがエラーを返し、このクライアントは接続を諦めます。streaming や新しい Sidekiq はそのまま続行します。",
    remedies: { drop: "パスワードを送らない" },
  },
  "redis.user-without-password": {
    title: "Redis のユーザーがパスワードなしで設定されており、{process} は接続できません",
    detail: "新しい web はユーザー名をパスワードとして送り、streaming は空のパスワードを送ります。",
    remedies: { drop: "ユーザー名を送らない" },
  },
  "redis.acl-denied": {
    title: "{address} の Redis が、{process} に必要な操作を {user} に許可していません",
    detail: "サーバーの応答: {message}",
    remedies: { allow: "すべてのキーとチャンネル、および管理用以外のすべてのコマンドを許可する" },
  },
  "redis.tls-required": {
    title: "{address} の Redis は TLS 専用ですが、{process} は TLS を使いません",
    detail: "",
    remedies: { tls: "rediss:// の URL と、TLS に対応したドライバー（REDIS_DRIVER=ruby）を使う" },
  },
  "redis.tls-unneeded": {
    title: "{address} の Redis は TLS に対応していませんが、{process} は TLS を必須としています",
    detail: "",
    remedies: { plain: "TLS なしの redis:// を使う（パスワードを含むすべてが暗号化されない）" },
  },
  "redis.tls-driver": {
    title: "このリリースの {process} は、REDIS_DRIVER=ruby がなければ Redis で TLS を使えません",
    detail: "{variable} は rediss:// で始まりますが、既定のドライバー hiredis は TLS に対応していません。",
    remedies: { driver: "REDIS_DRIVER=ruby を設定する" },
  },
  "redis.tls-untrusted": {
    title: "{process} は Redis（{address}）の証明書を信頼していません（{reason}）",
    detail:
      "対象: {subject}、発行者: {issuer}、有効期限: {expires}。このファイルの設定では変えられません。認証局の証明書をインストールする必要があります。",
    remedies: {
      "install-ca": "web と Sidekiq のために、認証局の証明書をシステムに追加する（Debian、Ubuntu）",
      "install-ca-streaming": "streaming のサービスに認証局の証明書を指定する",
    },
  },
  "redis.tls-hostname": {
    title: "Redis（{address}）の証明書は別の名前のものです",
    detail: "証明書の名前: {names}、発行者: {issuer}、有効期限: {expires}。",
    remedies: { "use-name": "証明書にあり、同じサーバーを指す {name} を使う" },
  },
  "redis.db-out-of-range": {
    title: "{address} の Redis にデータベース {db} はありません",
    detail: "設定で変えていなければ、0 から数えて 16 個です。",
    remedies: { "use-zero": "データベース 0 を使う" },
  },
  "redis.version-old": {
    title: "{address} の Redis {version} は Mastodon {release} には古すぎます",
    detail: "{wanted} 以降が必要です。古いままだと Sidekiq が起動しません。",
    remedies: {},
  },
  "redis.replica": {
    title: "{address} の Redis はレプリカで、書き込めません",
    detail: "マスターは {master} です。",
    remedies: { "use-master": "マスター（{found}）を使う" },
  },
  "redis.cluster": {
    title: "{address} の Redis はクラスターの一部で、Mastodon では使えません",
    detail: "サーバーの応答: {message}",
    remedies: {},
  },
  "redis.write-stopped": {
    title: "{address} の Redis は現在書き込みを受け付けていません",
    detail: "サーバーの応答: {message}",
    remedies: {},
  },
  "redis.evicting": {
    title: "{address} の Redis はメモリーがいっぱいになるとキーを破棄します（{policy}）",
    detail: "Sidekiq のキューで待っているジョブも失われます。",
    remedies: { noeviction: "ポリシーを noeviction にする" },
  },
  "redis.streaming-differs": {
    title: "web と streaming が別々の Redis データベースを使っています",
    detail: "web: {web}、streaming: {streaming}。新着がリアルタイムで届きません。",
    remedies: { "one-url": "web の Redis を REDIS_URL 1つで両方に使う" },
  },
  "redis.refused-by-server": {
    title: "{address} の Redis が接続を拒否しました",
    detail: "返ってきたもの: {message}",
    remedies: {},
  },
  "redis.sentinel": {
    title: "Sentinel 構成の Redis は確認していません",
    detail: "設定に Sentinel が指定されています。どのサーバーがマスターかは、まだ問い合わせません。",
    remedies: {},
  },
  "redis.crash": {
    title: "Redis の確認が途中で止まりました",
    detail: "設定ではなく、このプログラムの不具合です: {error}",
    remedies: {},
  },
  "redis.skipped": { title: "Redis は確認していません", detail: "", remedies: {} },
};
