import type { errors as English } from "../en/errors.ts";

/** 値を受け付けない理由。何が違うのか、代わりに何を入力すればよいのか。 */
export const errors: typeof English = {
  required: "値を入力してください。",
  choiceUnknown: "{value} は選択肢にありません。選択肢: {choices}",
  yesNo: "{value} は「はい」でも「いいえ」でもありません。",
  numberInvalid: "{value} は整数ではありません。",
  numberRange: "{value} は範囲外です。{least} から {most} までの値を入力してください。",

  domainDot: "{value}: 先頭か末尾にドットがあるか、ドットが続いています。",
  domainDash: "{value}: ドットで区切られた各部分の先頭と末尾にハイフンは使えません。",
  domainUnderscore: "{value}: ドメインにアンダースコアは使えません。ほかのサーバーに拒否されます。",
  domainCharacter: "{value}: 「{character}」はドメインに使えません。使えるのは英数字、ハイフン、ドットです。",
  domainLabelLong: "{label} が長すぎます。ドットとドットの間は63文字までです。",
  domainLong: "{value} が長すぎます。ドメインは253文字までです。",
  domainSingle: "{value} にドットがありません。social.example のように、ドメイン全体を入力してください。",
  domainAddress: "{value} はIPアドレスです。すべてのアカウント名の一部になるため、ドメイン名が必要です。",
  domainUnicode: "{value} をpunycode(DNSで使われる英数字の表記)に変換できません。文字を確認してください。",
  domainSpace: "{value}: ドメインに空白は使えません。",
  domainMailAddress: "{value} はメールアドレスのようです。@ より後ろだけを入力してください。",
  domainPath: "{value}: ドメインだけを入力してください。後ろのパスは不要です。",
  domainPort: "{value}: ポート番号は付けられません。ほかのサーバーは必ず443番に接続します。",

  hostCharacter: "{value}: 「{character}」はホスト名に使えません。",
  hostInvalid: "{value} はホスト名でもIPアドレスでもありません。",
  hostNumber:
    "{value}: Mastodonの設定(YAML)では名前ではなく数値や特別な語として読まれます。別の名前か、完全なIPアドレスを入力してください。",
  hostUrl: "URLではなく、ホストだけを入力してください。ポート、ユーザー、パスワードはそれぞれ別にお聞きします。",
  hostPath: "{value}: ホスト名かIPアドレスだけを入力してください。パスは不要です。",
  hostPort: "{value}: ポート番号は別にお聞きするので、ここでは付けないでください。",
  hostSpace: "{value}: ホスト名に空白は使えません。",

  pathRelative: "{value} は / で始まっていません。サービスは別のディレクトリで起動するため、絶対パスが必要です。",
  pathHome: "{value}: ~ はシェルだけが解釈します。/home/mastodon のように書いてください。",
  pathControl: "パスに制御文字({character})が含まれています。",
  pathYaml: "{value}: 「: 」や「 #」、末尾の空白があると、Mastodonの設定でパスが途切れます。別のパスにしてください。",

  identifierWord:
    "{value}: Mastodonの設定(YAML)では名前ではなく数値、日付、yes/noとして読まれます。別の名前にしてください。",
  identifierStart: "{value}: 先頭は英字かアンダースコアにしてください。",
  identifierCharacter: "{value}: 「{character}」は使えません。使えるのは英数字、_、.、- です。",
  identifierLong: "{value} が長すぎます。63文字を超えるとPostgreSQLで切り捨てられます。",
  redisUserCharacter: "{value}: ユーザー名に「{character}」があると、Mastodonが組み立てる接続先のURLが壊れます。",

  secretBlanks: "先頭か末尾に空白があります。これも値の一部ですか。",
  secretLineBreak: "改行が含まれています。これも値の一部ですか。",
  secretControl: "制御文字({character})が含まれています。これも値の一部ですか。",
  secretFullWidth: "全角文字が含まれています。日本語入力がオンになっていませんか。",
  secretNul: "NUL文字が含まれています。どのサーバーも受け付けません。",
  credentialControl: "制御文字({character})が含まれています。",
  credentialSpace: "{value}: 空白が含まれています。これも値の一部ですか。",

  releaseInvalid: "{value} はバージョンではありません。4.6 や 4.6.5 のように入力してください。",
  releaseUnknown: "{value} には対応していません。対応しているのは {releases} です。",

  addressAt: "{value} に @ がありません。alice@example.org のように入力してください。",
  addressLocal: "{value}: @ より前の部分に使えない文字があります。",
  addressDomain: "{value}: @ より後ろがドメインではありません。",
  addressOne: "{value}: メールアドレスを1つだけ、空白やカンマを入れずに入力してください。",
  addressPercent: "{value}: Mastodonはユーザーのメールアドレスに % を認めません。",
  addressLong: "{value} が長すぎます。320文字までです。",
  senderBracket: "{value}: アドレスは末尾に < と > で囲んで書きます。このままではMastodonが起動しません。",
  senderControl: "差出人に制御文字が含まれています。",

  bucketUrl: "{value}: バケットの名前だけを入力してください。URLやフォルダーは不要です。",
  bucketCharacter: "{value}: 「{character}」はバケット名に使えません。",
  bucketCapitals: "{value}: このサービスのバケット名に使えるのは、英小文字、数字、ドット、ハイフンだけです。",
  bucketDots: "{value}: このサービスのバケット名にドットは使えません。",
  bucketForm:
    "{value} はバケット名として使えません。両端は英数字で、ドットは続けられず、IPアドレスの形にもできません。",
  bucketLength: "{value}: バケット名は{least}文字から{most}文字までです。",
  regionHost: "{value} はアドレスのようです。eu-central-1 のような、リージョンのコードだけを入力してください。",
  regionName: "{value} はリージョンのコードではありません。eu-central-1 のように、空白のない短い文字列です。",
  endpointInvalid: "{value} はURLではありません。https://s3.example.com のように入力してください。",
  endpointScheme: "エンドポイントは {scheme} ではなく、https:// か http:// で始まります。",
  endpointLogin: "ユーザー名やパスワードは含めないでください。キーは別にお聞きします。",
  endpointQuery: "{value}: ? や # と、その後ろは不要です。",
  endpointIpv6: "{value}: MastodonはIPv6アドレスをエンドポイントに使えません。ホスト名が必要です。",
  publicHostInvalid: "{value} はホスト名(必要ならパス付き)として読めません。例: files.example.social",

  usernameCharacter: "{value}: 「{character}」はユーザー名に使えません。使えるのは英数字と _ です。",
  usernameLong: "{value} が長すぎます。30文字までです。",
  usernameReserved:
    "{value} はMastodon {release} では予約されていて、アカウントを作成できません。別の名前にしてください。",
  adminForSingleUser:
    "シングルユーザーモードでは、最初のアカウントのプロフィールがトップページになり、アカウントがないとエラーになります。すでにアカウントがありますか。",
};
