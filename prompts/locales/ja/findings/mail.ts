import type { FindingTexts } from "../../texts.ts";

/** 同じサーバーのほかのポートで解決できる場合に共通して使います。 */
const otherPorts = {
  "port-starttls": "ポート{newPort}とSTARTTLSを使う",
  "port-implicit": "ポート{newPort}を使い、最初からTLSで接続する",
  "port-plain": "ポート{newPort}を暗号化なしで使う (通信はこのサーバーの外に出ません)",
} as const;

export const mail: FindingTexts<"mail"> = {
  "mail.ok": {
    title: "{server} は {from} からのメールを受け付けます",
    detail: "宛先の指定まで確認し、メールは送っていません。TLS: {tls}、認証: {method}、HELO: {helo}",
    remedies: {},
  },
  "mail.delivered": {
    title: "{to} 宛てのテストメールが受理されました",
    detail: "サーバーの応答: {reply} 受信トレイと迷惑メールフォルダーを確認してください。",
    remedies: {},
  },
  "mail.crash": {
    title: "メールの確認処理が途中で止まりました",
    detail: "設定ではなく mastosetup 側の不具合です: {error}",
    remedies: {},
  },
  "mail.skipped": {
    title: "メールは確認していません: {reason}",
    detail: "問い合わせるSMTPサーバーがありません。",
    remedies: {},
  },

  "mail.unresolvable": {
    title: "メールサーバー {host} の名前を解決できません",
    detail:
      "DNSにこの名前がありません ({error})。このままではメールを1通も送信できません。入力ミスがないか確認してください。",
    remedies: {},
  },
  "mail.refused": {
    title: "{server} で待ち受けているサーバーがありません",
    detail: "{address} への接続はすぐに拒否されました。このままではすべてのメールが送信に失敗します。",
    remedies: {
      ...otherPorts,
      "start-mta":
        "このサーバーのメールサーバーを起動するか (systemctl status postfix で確認できます)、別のサーバーを指定する",
    },
  },
  "mail.timeout": {
    title: "{server} から応答がありません ({step})",
    detail: "{address} から何も返ってきません。このままではメールごとに待たされたあと送信に失敗します。",
    remedies: {
      ...otherPorts,
      blocked:
        "ポート{port}への送信が塞がれていないか、ホスティング会社に確認する。申請するまで塞いでいる会社が多く、その場合も送信サービスのポート587や2525は使えることがよくあります。",
    },
  },
  "mail.closed": {
    title: "{server} が接続を切断しました ({step})",
    detail: "{address} との接続は、サーバーが応答する前に切れました。",
    remedies: otherPorts,
  },
  "mail.not-smtp": {
    title: "{server} で応答しているのはメールサーバーではありません",
    detail: "応答の内容: {error}",
    remedies: otherPorts,
  },
  "mail.turned-away": {
    title: "{server} がこのサーバーからの接続を受け付けません",
    detail:
      "接続直後の応答: {reply} このサーバーのIPアドレスがブロックリストに載っているか、接続元が制限されている可能性があります。",
    remedies: {},
  },
  "mail.port-invalid": {
    title: "SMTP_PORT がポート番号ではありません: {port}",
    detail: "1から65535までの数値を指定してください。",
    remedies: { port: "ポート{newPort}を使う" },
  },

  "mail.implicit-tls-expected": {
    title: "ポート{port}は最初からTLSを必要としますが、設定はそうなっていません",
    detail: "このままではメール1通ごとに20秒待ったあと送信に失敗します。",
    remedies: { implicit: "最初からTLSで接続する", ...otherPorts },
  },
  "mail.implicit-tls-wrong": {
    title: "ポート{port}は平文で始まりますが、設定は最初からTLSです",
    detail:
      "このままではすべてのメールが「wrong version number」で失敗します。このようなポートでは、TLSへの切り替えはSTARTTLSで行います。",
    remedies: {
      starttls: "STARTTLSを使う",
      plain: "最初からのTLSをやめる (サーバーはSTARTTLSにも対応していないため、メールは暗号化されません)",
      ...otherPorts,
    },
  },
  "mail.starttls-missing": {
    title: "{server} は設定で必須にしているSTARTTLSに対応していません",
    detail: "このままではすべてのメールが送信に失敗します。",
    remedies: {
      never: "暗号化しない (通信はこのサーバーの外に出ません)",
      auto: "サーバーが対応しているときだけ暗号化する (現状ではメールもパスワードも平文で流れます)",
      ...otherPorts,
    },
  },
  "mail.tls-required": {
    title: "{server} は暗号化されていない接続では何も受け付けません",
    detail: "サーバーの応答: {reply}",
    remedies: { always: "STARTTLSを使う", ...otherPorts },
  },
  "mail.tls-conflict": {
    title: "最初からのTLSとSTARTTLSが両方とも有効になっています",
    detail:
      "Mastodon 4.5以降では両方を同時に指定するとエラーになり、メールは送信されません。4.4まではSTARTTLSの指定が無視されていました。",
    remedies: { implicit: "最初からTLSで接続する設定を残す", starttls: "STARTTLSの設定を残す" },
  },
  "mail.tls-untrusted": {
    title: "{server} の証明書を信頼できません",
    detail:
      "発行者は「{issuer}」、有効期限は{expires}です (理由: {error})。このままではすべてのメールが送信に失敗します。",
    remedies: {
      "ca-file":
        "発行した認証局の証明書をファイルに保存し、SMTP_CA_FILE で指定する (次のコマンドでサーバーの証明書を表示できます)",
      renew: "証明書の有効期限が切れているため、メールサーバー側で更新する",
      "verify-none": "証明書を検証しない (通信はこのサーバーの外に出ません)",
      never: "暗号化しない (通信はこのサーバーの外に出ません)",
    },
  },
  "mail.tls-hostname": {
    title: "証明書が {host} のものではありません",
    detail:
      "証明書の名前は {names} です。Mastodonは SMTP_SERVER と照合するため、このままではすべてのメールが送信に失敗します。",
    remedies: {
      name: "同じサーバーを指す {newHost} を指定する",
      "verify-none": "証明書を検証しない (通信はこのサーバーの外に出ません)",
    },
  },
  "mail.tls-failed": {
    title: "{server} と暗号化された接続を確立できませんでした",
    detail:
      "TLSハンドシェイクが {error} で失敗しました。TLS 1.1以前にしか対応していないサーバーには、Mastodonも接続できません。",
    remedies: otherPorts,
  },
  "mail.ca-file-missing": {
    title: "CAファイル {caFile} が存在しないか、証明書が入っていません",
    detail:
      "Mastodonは暗号化して送信するたびにこのファイルを読み込み、検証を無効にしていても、読めなければ送信に失敗します。",
    remedies: {
      bundle: "このシステムの認証局一覧を使う: {newCaFile}",
      "no-ca-file": "ファイルを指定せず、システム標準の認証局一覧を使う",
    },
  },
  "mail.verify-invalid": {
    title: "SMTP_OPENSSL_VERIFY_MODE の値をRubyが解釈できません",
    detail: "指定できるのは none か peer です。それ以外の値では、送信のたびにエラーになります。",
    remedies: { peer: "証明書を検証する (peer)" },
  },
  "mail.plaintext-password": {
    title: "パスワードが暗号化されずに {server} へ送られます",
    detail: "経路の途中で誰でも読み取れる状態です。",
    remedies: { always: "サーバーが対応しているSTARTTLSを必須にする", ...otherPorts },
  },

  "mail.auth-not-offered": {
    title: "ログイン情報が設定されていますが、{server} は認証に対応していません",
    detail: "サーバーの応答: {reply} Mastodonはそれでも認証を試みるため、すべてのメールが送信に失敗します。",
    remedies: { "no-login": "認証なしで送信する" },
  },
  "mail.auth-required": {
    title: "{server} は認証しないとメールを受け付けません",
    detail: "サーバーの応答: {reply}",
    remedies: { login: "SMTP_LOGIN、SMTP_PASSWORD と SMTP_AUTH_METHOD=plain を設定する" },
  },
  "mail.auth-empty": {
    title: "認証が有効なのに、ユーザー名かパスワードが空です",
    detail:
      "このバージョンは空のまま認証を試みるか、送信自体をエラーにします。空の行も設定とみなされるため、認証を使わない場合は行ごと削除し、SMTP_AUTH_METHOD を none にする必要があります。",
    remedies: {
      "no-login": "認証なしで送信する",
      login: "サーバーが認証を求める場合は、SMTP_LOGIN と SMTP_PASSWORD を設定する",
    },
  },
  "mail.auth-mechanism": {
    title: "認証方式 {method} はこのサーバーでは使えません",
    detail:
      "サーバーが対応している方式: {mechanisms}。SMTP_AUTH_METHOD に指定できるのは plain、login、cram_md5、none です。",
    remedies: { method: "認証方式に {newMethod} を使う" },
  },
  "mail.auth-wrong": {
    title: "{server} がユーザー名またはパスワードを拒否しました",
    detail: "サーバーの応答: {reply}",
    remedies: {
      credential:
        "送信サービスの画面に表示されるSMTP用の値と見比べる (Webサイトのパスワードとは別のことがよくあります)",
      mailgun:
        "Mailgunでは送信ドメインのSMTPユーザー (postmaster@ドメイン) とそのSMTPパスワードを使います。APIキーではありません。EUリージョンのドメインは smtp.eu.mailgun.org を使います",
      ses: "Amazon SESではSESコンソールで作成した、このリージョンのSMTP認証情報を使います。IAMのアクセスキーをそのまま使うことはできません",
      sendgrid: "SendGridではユーザー名に apikey という文字列、パスワードにMail Send権限のあるAPIキーを使います",
      postmark: "PostmarkではServer API Tokenをユーザー名とパスワードの両方に使います",
      brevo: "BrevoではSMTPのページに表示されるログイン名とSMTPキーを使います。APIキーではありません",
      gmail:
        "Gmailではメールアドレス全体とアプリパスワードを使います (2段階認証が必要です)。アカウントのパスワードは使えなくなりました",
      mailjet: "MailjetではAPIキーをユーザー名、シークレットキーをパスワードに使います",
      smtp2go: "SMTP2GOでは管理画面で作成したSMTPユーザーを使います。Webサイトのアカウントではありません",
      resend: "Resendではユーザー名に resend という文字列、パスワードにAPIキーを使います",
    },
  },

  "mail.helo-refused": {
    title: "Mastodonが名乗る名前 {helo} を {server} が受け付けません",
    detail: "サーバーの応答: {reply} この名前には SMTP_DOMAIN、なければ LOCAL_DOMAIN が使われます。",
    remedies: { helo: "{newHelo} と名乗る" },
  },
  "mail.sender-refused": {
    title: "{server} は {from} を送信元とするメールを受け付けません",
    detail: "サーバーの応答: {reply}",
    remedies: {
      "from-login": "ログインに使うアドレスから送信する: {newFrom}",
      "allowed-sender": "このアドレスかドメインを送信サービスで認証するか、認証済みのアドレスから送信する",
    },
  },
  "mail.recipient-refused": {
    title: "{server} がメールの中継を拒否しました",
    detail: "サーバーの応答: {reply}",
    remedies: {},
  },
  "mail.later": {
    title: "{server} があとで再試行するよう求めています ({step})",
    detail:
      "サーバーの応答: {reply} グレーリスティングや送信数の制限でこのような応答になります。Mastodonは自動で再送します。",
    remedies: {},
  },
  "mail.from-invalid": {
    title: "SMTP_FROM_ADDRESS を送信元として使えません: {from}",
    detail:
      "name@domain または 名前 <name@domain> の形で書き、名前に記号が入る場合は二重引用符で囲んでください。解釈できない値があるとMastodonが起動しません。",
    remedies: { quote: "{newFrom} と書く", write: "別の送信元を指定する" },
  },
};
