import type { FindingTexts } from "../../texts.ts";

export const database: FindingTexts<"database"> = {
  "database.ok": {
    title: "PostgreSQL {version}: {database} に {user} で接続できます（{address}、TLS {tls}）",
    detail: "",
    remedies: {},
  },
  "database.unresolvable": {
    title: "PostgreSQL（{address}）のホスト名を名前解決できません",
    detail: "DNS にも hosts ファイルにもありません。入力ミスか、Docker のネットワーク内でだけ使える名前です。",
    remedies: { "use-found": "応答のあった PostgreSQL（{found}）を使う" },
  },
  "database.refused": {
    title: "{address} で PostgreSQL が待ち受けていません",
    detail:
      "サーバーには届きましたが接続を拒否されました。PostgreSQL が起動していないか、別のポートやアドレスで動いています。",
    remedies: { "use-found": "応答のあった PostgreSQL（{found}）を使う" },
  },
  "database.unreachable": {
    title: "PostgreSQL（{address}）への経路がありません（{reason}）",
    detail:
      "このサーバーから到達できません。IPv6 が使えない環境での IPv6 アドレスや、未接続の内部ネットワークが考えられます。",
    remedies: {},
  },
  "database.timeout": {
    title: "PostgreSQL（{address}）から {seconds} 秒以内に応答がありません",
    detail:
      "多くの場合、ファイアウォールがパケットを破棄しているか、アドレスの誤りです。Mastodon は接続のたびに15秒待つことになります。",
    remedies: {},
  },
  "database.not-postgresql": {
    title: "{address} で応答しているのは PostgreSQL ではありません",
    detail: "応答したプロトコル: {protocol}。このポートは別のサービスのものです。",
    remedies: { "use-found": "応答のあった PostgreSQL（{found}）を使う" },
  },
  "database.socket-missing": {
    title: "{address} に PostgreSQL のソケットがありません",
    detail:
      "ホストにディレクトリが指定されていますが、ソケットが別の場所にあるか、ポートが異なるか、PostgreSQL が起動していません。",
    remedies: { "use-found": "応答のあった PostgreSQL（{found}）を使う" },
  },
  "database.socket-denied": {
    title: "このアカウントにはソケット {address} を開く権限がありません",
    detail: "ソケットまたはそのディレクトリのパーミッションで拒否されています。",
    remedies: {},
  },
  "database.peer-mismatch": {
    title: "{user} で接続できるのは同名の OS アカウントだけですが、現在は {osUser} です",
    detail: "peer（または ident）認証です。Mastodon を動かすアカウントの名前がロール名と同じである必要があります。",
    remedies: {
      "use-password": "パスワード認証が使える localhost 経由で接続する",
      "run-as": "Mastodon と mastosetup をアカウント {user} で実行する",
    },
  },
  "database.password-missing": {
    title: "{address} の PostgreSQL は {user} のパスワードを求めていますが、設定されていません",
    detail: "",
    remedies: { "use-found": "パスワードなしで {user} が接続できるソケット {found} を使う" },
  },
  "database.password-wrong": {
    title: "{address} の PostgreSQL が {user} のパスワードを拒否しました",
    detail: "ロールが存在しない場合も同じ応答になります。ユーザー名も確認してください。",
    remedies: {},
  },
  "database.role-missing": {
    title: "ログインできるロール {user} が PostgreSQL にありません",
    detail: "PostgreSQL の管理者が作成します。例: sudo -u postgres psql",
    remedies: { "create-role": "PostgreSQL の管理者としてロールを作成する" },
  },
  "database.no-hba-entry": {
    title: "pg_hba.conf が、ここ（{client}）から {database} への {user} の接続を許可していません",
    detail: "この接続に当てはまる行がないか、拒否する行があります。",
    remedies: { "add-line": "次の行を pg_hba.conf に追加し、PostgreSQL に再読み込みさせる" },
  },
  "database.connect-denied": {
    title: "{user} にはデータベース {database} に接続する権限がありません",
    detail: "ロールは存在し認証も通りますが、CONNECT 権限が取り消されています。",
    remedies: { grant: "PostgreSQL の管理者として権限を付与する" },
  },
  "database.tls-required": {
    title: "{address} の PostgreSQL は暗号化された接続しか受け付けませんが、{process} は暗号化しません",
    detail: "DB_SSLMODE がない場合、Rails はサーバーが対応していれば TLS を使い、streaming は使いません。",
    remedies: {
      "verified-by-file": "暗号化し、{file} で証明書を検証する",
      require: "暗号化する（streaming は公的な認証局で証明書も検証する）",
      unverified: "暗号化するが証明書は検証しない（通信経路上で盗聴される余地が残る）",
    },
  },
  "database.tls-unsupported": {
    title: "{address} の PostgreSQL は TLS に対応していませんが、{process} は TLS を必須としています",
    detail:
      "streaming は disable と no-verify 以外の DB_SSLMODE を、prefer も含めて「証明書を検証する TLS」とみなします。",
    remedies: { without: "TLS なしで接続する（パスワードを含むすべてが暗号化されない）" },
  },
  "database.tls-untrusted": {
    title: "{process} は PostgreSQL（{address}）の証明書を信頼していません（{reason}）",
    detail: "対象: {subject}、発行者: {issuer}、有効期限: {expires}。",
    remedies: {
      "verified-by-file": "認証局のファイル {file} で検証する",
      "get-ca":
        "認証局の証明書を入手し（事業者が公開しています）、そのファイルを指定する: DATABASE_URL=postgres://…?sslmode=verify-full&sslrootcert=FILE（web と streaming の両方が検証する）",
      unverified: "暗号化するが証明書は検証しない（通信経路上で盗聴される余地が残る）",
    },
  },
  "database.tls-hostname": {
    title: "PostgreSQL（{address}）の証明書は別の名前のものです",
    detail: "証明書の名前: {names}、発行者: {issuer}、有効期限: {expires}。",
    remedies: { "use-name": "証明書にあり、同じサーバーを指す {name} を使う" },
  },
  "database.ca-file-missing": {
    title: "認証局のファイル {file} を読み込めません（{reason}）",
    detail: "{process} が {address} の証明書を検証するために必要です。",
    remedies: {},
  },
  "database.sslmode-invalid": {
    title: "{variable} のモード {mode} では Rails が接続できません",
    detail:
      "libpq が解釈するのは disable、allow、prefer、require、verify-ca、verify-full です。no-verify は streaming だけの値です。",
    remedies: {
      nearest: "{meant} にする",
      unverified:
        "Rails 用に sslmode=require の URL を別に設定する（streaming の no-verify と同じく、暗号化するが検証しない）",
    },
  },
  "database.value-invalid": {
    title: "{process} は {variable} の値を解釈できません",
    detail: "接続する前に停止します。URL では、パスワードの特殊文字をパーセントエンコードする必要があります。",
    remedies: { drop: "この行を削除する" },
  },
  "database.identifier": {
    title: "Rails は {variable}={value} を書かれたとおりには読みません",
    detail: "config/database.yml が値を引用符なしで YAML に埋め込むためです。YAML では次のようになります: {becomes}",
    remedies: { spell: "{spelled} と書く" },
  },
  "database.streaming-differs": {
    title: "web と streaming が別々のデータベースを使っています",
    detail: "web: {web}、streaming: {streaming}。ログイン中の利用者に新着がリアルタイムで届きません。",
    remedies: { "one-url": "web のデータベースを DATABASE_URL 1つで両方に使う" },
  },
  "database.missing": {
    title: "データベース {database} はまだありません",
    detail:
      "{user} は {address} のサーバーに接続できます。ロールに権限があれば、テーブル作成の手順がデータベースも作成します。",
    remedies: { create: "PostgreSQL の管理者として作成する" },
  },
  "database.maintenance-denied": {
    title: "{user} が {database} を作成できるかどうかは確認できませんでした",
    detail: "ロールはデータベース postgres に接続できません。それ自体は問題ではありません。",
    remedies: {},
  },
  "database.not-empty": {
    title: "データベース {database} には Mastodon 以外のものが入っています（{count} テーブル）",
    detail: "例: {tables}。Mastodon には専用のデータベースが必要です。別の名前にしてください。",
    remedies: {},
  },
  "database.has-mastodon": {
    title: "データベース {database} には Mastodon のデータがあります（ユーザー {users} 人）",
    detail: "最新のマイグレーション {schema}（全 {migrations} 件）、環境 {environment}。このまま残します。",
    remedies: {},
  },
  "database.create-denied": {
    title: "{user} は {database} にテーブルを作成できません",
    detail:
      "スキーマ {schema} への書き込み権限がありません。PostgreSQL 15 からは、データベースの所有者だけが作成できます。",
    remedies: { grant: "PostgreSQL の管理者として {database} に接続し、権限を付与する" },
  },
  "database.version-old": {
    title: "PostgreSQL {version} は Mastodon {release} には古すぎます",
    detail: "{wanted} 以降が必要です。古いままだと最初のマイグレーションで停止します。",
    remedies: {},
  },
  "database.version-bad": {
    title: "PostgreSQL {version} はインデックスを壊すおそれがあります",
    detail:
      "14.0 から 14.3 では、Mastodon のマイグレーションのように稼働中に作成したインデックスから行が失われます。14.4 以降に更新してください。",
    remedies: {},
  },
  "database.encoding": {
    title: "{database} の文字コードが UTF8 ではなく {encoding} です",
    detail: "Mastodon はあらゆる言語の文字と絵文字を保存します。",
    remedies: { recreate: "PostgreSQL の管理者として template0 から作成する" },
  },
  "database.read-only": {
    title: "{user} は {database} を読み取ることしかできません",
    detail: "サーバーの状態: {reason}。スタンバイサーバーか、ロールやデータベースが読み取り専用に設定されています。",
    remedies: {},
  },
  "database.starting": {
    title: "{address} の PostgreSQL は起動または停止の途中です（{seconds} 秒）",
    detail: "",
    remedies: {},
  },
  "database.connections": {
    title: "{address} の PostgreSQL に {user} が使える接続が残っていません",
    detail: "max_connections またはロールごとの上限に達しています。Mastodon は初期設定で約45の接続を使います。",
    remedies: {},
  },
  "database.refused-by-server": {
    title: "{address} の PostgreSQL が接続を拒否しました",
    detail: "サーバーの応答: {message}",
    remedies: {},
  },
  "database.crash": {
    title: "データベースの確認が途中で止まりました",
    detail: "設定ではなく、このプログラムの不具合です: {error}",
    remedies: {},
  },
  "database.skipped": { title: "データベースは確認していません", detail: "", remedies: {} },
};
