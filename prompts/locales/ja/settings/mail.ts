import type { SettingTexts } from "../../setting-texts.ts";

export const mail: SettingTexts["mail"] = {
  title: "メール",
  line: "登録の確認、パスワードの再設定、通知に使います。",
  settings: {
    provider: {
      label: "メールの送信方法",
      help: [
        "このサーバーで動くメールサーバー(Postfix、Exim、sendmail)、",
        "送信サービス、またはほかのSMTPサーバーを選びます。メールが",
        "送れないと、誰もアカウントの登録を完了できません。",
        "25番ポートを塞いでいるホスティング会社が多いため、その場合は",
        "587番や2525番で使える送信サービスを選んでください。",
      ],
      choices: {
        local: "このサーバーのメールサーバー",
        mailgun: "Mailgun",
        ses: "Amazon SES",
        sendgrid: "SendGrid",
        postmark: "Postmark",
        brevo: "Brevo",
        gmail: "GmailまたはGoogle Workspace",
        mailjet: "Mailjet",
        smtp2go: "SMTP2GO",
        resend: "Resend",
        custom: "そのほかのSMTPサーバー",
      },
    },
    host: {
      label: "SMTPサーバー",
      help: [
        "メールの送信を受け付けるサーバーの名前です。証明書はこの名前に対して",
        "発行されているため、IPアドレスではたいてい接続できません。",
        "地域ごとに名前が違うサービスもあります(Mailgunのヨーロッパ:",
        "smtp.eu.mailgun.org)。地域を間違えるとパスワードが拒否されます。",
      ],
      example: "smtp.example.com",
    },
    port: {
      label: "SMTPのポート",
      help: [
        "587: 挨拶のあとに暗号化を始めます(STARTTLS)。",
        "465: 最初から暗号化します。",
        "25: メールサーバー同士の通信用で、塞がれていることがよくあります。",
        "2525: ほかのポートが塞がれている場合のために、多くの送信サービスが",
        "用意しています。",
      ],
      example: "587",
    },
    tls: {
      label: "メールサーバーとの通信の暗号化",
      help: [
        "ポートで決まります。587と25はSTARTTLS、465は最初からです。",
        "間違えると、メール1通ごとに20秒待ったあと送信に失敗します。",
        "「対応していれば」では、途中の誰かに妨害されるとパスワードが暗号化",
        "されずに送られます。同じサーバー内だけで使ってください。",
      ],
      choices: {
        starttls: "必ずSTARTTLS",
        "starttls-if-offered": "サーバーが対応していればSTARTTLS",
        implicit: "最初から暗号化(465番ポート)",
        none: "しない(同じサーバー内)",
      },
    },
    verify: {
      label: "メールサーバーの証明書を検証する",
      help: [
        "証明書(相手が本物だと示す電子的な身分証)が有効で、サーバーの名前と",
        "一致するかを確かめます。同じサーバー内でなければ、検証してください。",
      ],
      choices: { peer: "検証する", none: "検証しない(同じサーバー内)" },
    },
    caFile: {
      label: "メール用の認証局の証明書",
      help: [
        "信頼する認証局のファイル(PEM)です。独自の認証局を使う場合や、",
        "DebianやUbuntuの標準の場所 /etc/ssl/certs/ca-certificates.crt に",
        "ない場合に指定します。ファイルがないと、暗号化したメールの送信は",
        "すべて失敗します。",
      ],
      example: "/etc/ssl/certs/mail-ca.pem",
      empty: "システムの認証局を使う",
    },
    auth: {
      label: "メールサーバーへのログイン方式",
      help: [
        "ほとんどの場合は plain です。login は一部の古いサーバー(Office 365)、",
        "cram_md5 はごく一部で使います。",
        "リレー(受け取ったメールを代わりに配送する中継サーバー)で、",
        "接続元のアドレスだけで許可される場合は「ログインしない」を選びます。",
        "ログインを送ると、そのようなリレーではすべてのメールが失敗します。",
      ],
      choices: { plain: "plain", login: "login", cram_md5: "cram_md5", none: "ログインしない(リレー)" },
    },
    user: {
      label: "SMTPのユーザー名",
      help: [
        "SMTP用のログイン名です。サービスのアカウント名とはたいてい違います。",
        "Mailgunではドメインごとの名前(postmaster@mg.social.example)、",
        "Amazon SESでは専用のSMTP認証情報、Postmarkではユーザー名と",
        "パスワードの両方にサーバートークンを使います。",
      ],
      example: "postmaster@mg.social.example",
    },
    password: {
      label: "SMTPのパスワード",
      help: [
        "上のユーザー名に対応するものです。サービスによって、SMTPパスワード、",
        "SMTPキー、APIキーなどと呼ばれます。Gmailではアプリパスワードが必要です。",
        "サービスのアカウントのパスワードは、たいてい拒否されます。",
        "空白も含めて入力どおりに扱い、画面には表示しません。",
      ],
    },
    from: {
      label: "メールの差出人",
      help: [
        "受け取った人に見える差出人です。アドレスだけか、名前のあとに",
        "<アドレス> を書きます。日本語の名前も使えます。",
        "送信サービスで許可されたアドレスかドメインでないと、拒否されるか、",
        "何も知らされずに破棄されます。",
        "名前に : . , や括弧があるときは、メールの形式に合わせて引用符で囲みます。",
      ],
      example: "Mastodon <notifications@social.example>",
    },
    testTo: {
      label: "テストメールの宛先",
      help: [
        "自分のアドレスを入力すると、.env.production に書く設定そのもので",
        "短いメールを1通送ります。空のままなら、ログインだけを試して",
        "メールは送りません。",
      ],
      example: "me@example.org",
      empty: "テストメールを送らない",
    },
  },
};
