import type { FindingTexts } from "../../texts.ts";

export const storage: FindingTexts<"storage"> = {
  "storage.ok": {
    title: "バケット {bucket} にアップロードでき、{host} から公開されています",
    detail: "画像を保存し、全体と一部を読み戻し、鍵なしで取得し、削除しました（{endpoint}、{address}）。",
    remedies: {},
  },
  "storage.off": { title: "ファイルはこのサーバーに保存されます: {path}", detail: "", remedies: {} },
  "storage.crash": {
    title: "ストレージの検査そのものが失敗しました",
    detail: "設定ではなく mastosetup の不具合です: {error}",
    remedies: {},
  },
  "storage.skipped": {
    title: "{service} は検査の対象外です",
    detail: "設定はそのまま使います。Mastodon の起動後に画像を 1 枚アップロードして確かめてください。",
    remedies: {},
  },
  "storage.not-enabled": {
    title: "S3_ENABLED={value} は無効とみなされ、ファイルはローカルディスクに保存されます",
    detail: "Mastodon は小文字の true とだけ比較します。ほかの書き方でも警告は出ません。",
    remedies: { enable: "S3_ENABLED=true と書きます。" },
  },
  "storage.local-unwritable": {
    title: "{user} は {path} に書き込めません（{code}）",
    detail: "アップロード、アイコン、他サーバーの画像の保存がすべて失敗します。",
    remedies: { own: "ディレクトリの所有者を、Mastodon を動かすアカウントにします。" },
  },
  "storage.value-invalid": {
    title: "{variable} の値「{value}」ではアップロードできません",
    detail: "ストレージのライブラリが、何も送らないうちにエラーで止まります。",
    remedies: { remove: "{variable} の行を消し、既定値を使います。", set: "{wanted} と書きます。" },
  },
  "storage.key-missing": {
    title: "ストレージの鍵がありません: {missing} が未設定です",
    detail: "鍵がないと、アップロードはすべて MissingCredentialsError で止まります。",
    remedies: {},
  },
  "storage.ca-file-missing": {
    title: "AWS_CA_BUNDLE に証明書のファイルがありません: 「{path}」",
    detail: "ストレージのライブラリはどの証明書も信頼できず、エンドポイントへの接続がすべて失敗します。",
    remedies: { remove: "AWS_CA_BUNDLE の行を消し、システムの証明書を使います。" },
  },
  "storage.unresolvable": {
    title: "{host} の名前解決ができません",
    detail: "アップロード先は {endpoint} です。",
    remedies: { "path-style": "ホスト名にバケット名を付けないようにします（S3_OVERRIDE_PATH_STYLE の行を消します）。" },
  },
  "storage.refused": {
    title: "{host} のポート {port} に接続を拒否されました",
    detail: "待ち受けがないか、ファイアウォールに拒否されています。アップロード先は {endpoint} です。",
    remedies: {},
  },
  "storage.unreachable": {
    title: "ここから {host} のポート {port} への経路がありません（{code}）",
    detail: "アップロード先は {endpoint} です。",
    remedies: {},
  },
  "storage.timeout": {
    title: "{host} のポート {port} が {seconds} 秒以内に応答しません",
    detail: "Mastodon も同じ時間であきらめ、再試行しないため、アップロードは失われます。",
    remedies: {},
  },
  "storage.tls-untrusted": {
    title: "{host} のポート {port} の証明書は信頼されていません（{code}）",
    detail: "発行者は {issuer} です。この認証局（CA）がここで使われる一覧にないか、有効期限が切れています。",
    remedies: {
      "system-store": "AWS_CA_BUNDLE の行を消します。この証明書はシステムの一覧では信頼されています。",
      bundle:
        "自前の認証局であれば、その証明書のパスを AWS_CA_BUNDLE に書きます。ファイル内の SSL_CERT_FILE は効きません。",
    },
  },
  "storage.tls-hostname": {
    title: "{host} の証明書は別の名前のものです: {names}",
    detail: "名前が一致しないため、接続は拒否されます。",
    remedies: { name: "証明書にある名前を使います: S3_ENDPOINT={wanted}" },
  },
  "storage.scheme": {
    title: "{host} の通信方式が S3_ENDPOINT と違います",
    detail: "{endpoint} は失敗し、{wanted} は応答します。",
    remedies: { "other-scheme": "S3_ENDPOINT={wanted} と書きます。" },
  },
  "storage.ipv6-endpoint": {
    title: "S3_ENDPOINT が IPv6 アドレスです。ストレージのライブラリは接続できません",
    detail:
      "{endpoint} は Ruby の SDK では名前解決の失敗になります。DNS か /etc/hosts でアドレスに名前を付けてください。",
    remedies: {},
  },
  "storage.endpoint-missing": {
    title: "S3_ENDPOINT が未設定のため、アップロード先が Amazon になっています",
    detail: "S3_HOSTNAME={host} は画像の取得元を示すだけです。アップロードは {endpoint} に送られ、失敗しました。",
    remedies: { endpoint: "S3_ENDPOINT={wanted} と書きます。" },
  },
  "storage.bucket-in-endpoint": {
    title: "バケット名 {bucket} がエンドポイントかホスト名にも入っています",
    detail: "バケット名は Mastodon が付け加えます。二重になると、保存先と画像の取得元が食い違います。",
    remedies: { strip: "バケット名を取り除きます: {wanted}" },
  },
  "storage.not-s3": {
    title: "{endpoint} は応答しますが、S3 サーバーではないようです（HTTP {status}、{server}）",
    detail: "管理画面、ウェブサイト、プロキシかもしれません。S3 API には専用の名前やポートがあることがよくあります。",
    remedies: {},
  },
  "storage.key-unknown": {
    title: "{endpoint} はこの AWS_ACCESS_KEY_ID を知りません",
    detail:
      "応答は {code} です。鍵が数種類ある事業者もあります。Backblaze B2 ではマスターキーではなくアプリケーションキー、Cloudflare R2 では R2 API トークンのアクセスキーを使います。",
    remedies: { trim: "{variable} の前後の空白や引用符を取り除きます。" },
  },
  "storage.secret-wrong": {
    title: "AWS_SECRET_ACCESS_KEY がこのアクセスキーのものと一致しません",
    detail: "{endpoint} の応答は {code}（HTTP {status}）です。シークレットは鍵の作成時に一度だけ表示されます。",
    remedies: { trim: "{variable} の前後の空白や引用符を取り除きます。" },
  },
  "storage.bucket-missing": {
    title: "{bucket} というバケットはありません",
    detail:
      "{endpoint} の応答は {code} です。Mastodon は最初のアップロードでバケットを作ろうとするため、書き間違いが新しいバケットになります。",
    remedies: { similar: "この鍵が所有する {similar} を使います。" },
  },
  "storage.region-wrong": {
    title: "リージョン {region} はバケットのものではありません。サーバーは {wanted} を示しています",
    detail: "{endpoint} の応答は {code}（HTTP {status}）です。",
    remedies: { region: "リージョンを {wanted} にします（エンドポイントとホスト名も合わせます）。" },
  },
  "storage.clock": {
    title: "このサーバーとストレージの時計が {minutes} 分ずれています",
    detail: "署名には時刻が含まれます。15 分を超えるとアップロードはすべて拒否され、連合にも支障が出ます。",
    remedies: { sync: "時刻の自動同期を有効にします。" },
  },
  "storage.suspended": {
    title: "ストレージのアカウントが停止されています",
    detail: "{endpoint} の応答は {code} です。理由はアカウントの所有者か事業者に確認してください。",
    remedies: {},
  },
  "storage.upload-failed": {
    title: "ストレージを使えませんでした: {code}（HTTP {status}）",
    detail: "{endpoint}、バケット {bucket}。{answer}",
    remedies: {},
  },
  "storage.denied": {
    title: "この鍵にはバケット {bucket} での {verb} の権限がありません",
    detail:
      "{endpoint} の応答は {code}（HTTP {status}）です。Mastodon には PutObject、PutObjectAcl、GetObject、DeleteObject が必要です。",
    remedies: { allow: "アカウントまたはバケットのポリシーで、この鍵に許可します: {statement}" },
  },
  "storage.acl-refused": {
    title: "バケットが Mastodon の送る ACL（{acl}）を拒否しています",
    detail:
      "アップロードは {code} で失敗し、ACL なしなら成功します。Amazon の新しいバケットと Cloudflare R2 のバケットはこの動作です。",
    remedies: {
      "no-acl":
        "ACL を送らないようにします（S3_PERMISSION= のように値を空にします）。公開はバケットのポリシーで設定してください。",
    },
  },
  "storage.checksum": {
    title: "このリリースが送るチェックサムのヘッダーを、ストレージが拒否しています",
    detail:
      "アップロードは {code} で失敗し、ヘッダーなしなら成功します。Mastodon は 4.4.16、4.5.9、4.6.0 から CRC32 を送ります。",
    remedies: { "no-checksum": "必要なときだけチェックサムを送るようにします。" },
  },
  "storage.not-public": {
    title: "画像が公開されていません: 鍵なしでは HTTP {status} です",
    detail: "アップロードはできますが、{url} を誰でも読める状態ではないため、サイトの画像がすべて表示されません。",
    remedies: {
      "public-acl": "Mastodon の既定の public-read でアップロードします（S3_PERMISSION の行を消します）。",
      policy:
        "ファイルの読み取りを全員に許可します（一覧は許可しません）。このコマンドは現在のバケットポリシーを置き換えます。",
    },
  },
  "storage.listable": {
    title: "バケット {bucket} のファイル一覧を誰でも見られます",
    detail: "{url} に一覧が表示されます。削除された投稿や非公開の投稿のファイルまで見つけられてしまいます。",
    remedies: {
      policy:
        "一覧の権限（ListBucket、「公開バケット」、「Everyone: List」）を外します。読み取りの許可だけで足ります。",
    },
  },
  "storage.alias-wrong": {
    title: "{variable}={host} からバケットのファイルを取得できません（{fault}）",
    detail: "画像の取得先は {url} になります。",
    remedies: {
      bare: "ホスト名（必要ならパスも）だけを書きます: {wanted}",
      "without-alias": "別名を使わず、{wanted} から取得します。",
    },
  },
  "storage.hostname-wrong": {
    title: "{variable}={host} からバケットのファイルを取得できません（{fault}）",
    detail: "画像の取得先は {url} になります。",
    remedies: {
      bare: "ホスト名だけを書きます: {wanted}",
      "endpoint-host": "エンドポイントのホストを使います: {wanted}",
    },
  },
  "storage.not-https": {
    title: "画像の取得が {protocol} になります。https のサイトではブラウザーに遮断されます",
    detail: "{url}。サイトの Content-Security-Policy には https のホストだけが載ります。",
    remedies: { https: "S3_PROTOCOL=https と書きます。" },
  },
  "storage.csp-host": {
    title: "{host} の画像はブラウザーに拒否されます",
    detail:
      "Mastodon の Content-Security-Policy が許すメディアの取得元: {allowed}。エンドポイントと Amazon の既定のホストは自動では加わりません。",
    remedies: {
      hostname: "S3_HOSTNAME={wanted} と書きます。",
      "extra-host": "EXTRA_MEDIA_HOSTS に {wanted} を加えます。",
    },
  },
  "storage.range-ignored": {
    title: "ストレージがファイルの一部だけを返しません（HTTP {status}）",
    detail: "Mastodon はサムネイルを作るとき、大きなファイルを分割して読むため失敗します。",
    remedies: { "single-request": "一度に読むようにします: S3_FORCE_SINGLE_REQUEST=true" },
  },
  "storage.cors": {
    title: "ストレージが {origin} のスクリプトからの読み取りを許可していません",
    detail:
      "{url} の応答に Access-Control-Allow-Origin がありません。サムネイルの編集など、ウェブ画面の一部が失敗します。",
    remedies: { rule: "CORS の規則で許可します。このコマンドは現在の規則を置き換えます。" },
  },
  "storage.left-behind": {
    title: "検査用のファイルを削除できませんでした: {key}",
    detail: "削除に対する {endpoint} の応答は {code} です。1 ピクセルの画像なので害はありません。",
    remedies: { remove: "権限のある鍵で削除してください。" },
  },
};
