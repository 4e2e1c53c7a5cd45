import type { SettingTexts } from "../../setting-texts.ts";

export const storage: SettingTexts["storage"] = {
  title: "ファイル",
  line: "画像、動画、アイコンなどの保存先です。",
  settings: {
    provider: {
      label: "アップロードされたファイルの保存先",
      help: [
        "このサーバーに保存するのが最も簡単です。ただし、ほかのサーバーの",
        "ファイルも一定期間保存するため、ディスクの使用量は毎日増えます。",
        "オブジェクトストレージ(S3互換のサービス)なら容量は自動で増えます。",
        "あとから移行することもできますが、手間がかかります。",
      ],
      choices: {
        none: "このサーバー",
        aws: "Amazon S3",
        wasabi: "Wasabi",
        minio: "MinIO",
        spaces: "DigitalOcean Spaces",
        gcs: "Google Cloud Storage",
        storj: "Storj",
        r2: "Cloudflare R2",
        b2: "Backblaze B2",
        scaleway: "Scaleway",
        custom: "そのほかのS3互換ストレージ",
      },
    },
    bucket: {
      label: "バケット",
      help: [
        "バケットは、オブジェクトストレージでファイルを入れる入れ物です",
        "(DigitalOceanではSpaceと呼びます)。事前に作成し、一覧の公開は",
        "禁止してください。存在しない名前だとMastodonが自動で作成するので、",
        "入力ミスがあると別のバケットができてしまいます。",
        "URLではなく、名前だけを入力します。",
      ],
      example: "files-social-example",
    },
    region: {
      label: "リージョン",
      help: [
        "バケットがある地域のコードです。管理画面でバケットの情報と一緒に",
        "表示されます。間違っていると、署名のエラーやリダイレクトが",
        "返されます。",
      ],
      example: "eu-central-1",
    },
    endpoint: {
      label: "エンドポイント",
      help: [
        "S3互換APIのURLです。https:// から入力し、バケット名は含めません。",
        "管理画面ではバケット名付きで表示されることが多いので、その部分は",
        "取り除いてください。",
        "Cloudflare R2: https://ACCOUNT.r2.cloudflarestorage.com",
      ],
      example: "https://s3.example.com",
    },
    accessKeyId: {
      label: "アクセスキーID",
      help: [
        "S3互換API用のキーのうち、公開してもよいほうです。このバケットの",
        "読み取り、書き込み、削除だけができるキーを使うのが安全です。",
        "Google Cloud StorageではHMACキー、Backblazeではマスターキーではなく",
        "アプリケーションキーを使います。",
      ],
      example: "AKIAIOSFODNN7EXAMPLE",
    },
    secretAccessKey: {
      label: "シークレットアクセスキー",
      help: [
        "キーのうち秘密のほうです。作成したときに一度しか表示されないため、",
        "わからなくなったらキーを作り直してください。",
        "空白も含めて入力どおりに扱い、画面には表示しません。",
      ],
    },
    publicHost: {
      label: "ファイルを配信する独自ドメイン",
      help: [
        "バケットのファイルを配信する、自分のドメインです。リバースプロキシ、",
        "CDN、またはストレージ側の機能で用意します。これがあれば、あとで",
        "ストレージを変えてもリンクが切れません。DNSに登録し、httpsで",
        "表示できるようにしてから指定してください。",
        "Cloudflare R2では必須です。",
      ],
      example: "files.social.example",
      empty: "ストレージ側のアドレスを使う",
    },
    caFile: {
      label: "ストレージ用の認証局の証明書",
      help: [
        "エンドポイントの証明書を発行した認証局のファイル(PEM)です。",
        "独自の認証局を使っている場合(MinIOなど)だけ指定します。",
        "Mastodonのユーザーまたはコンテナーから読める必要があります。",
      ],
      example: "/etc/ssl/certs/minio-ca.pem",
      empty: "システムの認証局を使う",
    },
    acl: {
      label: "ファイルごとに公開の指定(ACL)を付ける",
      help: [
        "Mastodonは、アップロードするファイルに「誰でも読める」という指定",
        "(ACL)を付けます。Amazonの新しいバケットやCloudflare R2では、これが",
        "拒否されるため、バケット側の設定でファイルを公開します。",
        "どちらが使えるかは、入力のあとに実際に試して確かめます。",
      ],
      choices: { true: "付ける", false: "付けない(バケット側の設定で公開する)" },
      empty: "このサービスの標準に合わせる",
    },
    linkKey: {
      label: "Linksharing用のアクセスキー",
      help: [
        "公開読み取り用のキーです。次のコマンドで作成します。",
        "uplink share --register --public --readonly=true --disallow-lists",
        "--not-after=none sj://BUCKET",
        "すべてのファイルのURLに含まれるため、秘密ではありません。",
        "上のアクセスキーとは別のものを使ってください。",
      ],
      example: "jwaohtj3dhixxfpzhwj522x7z3pb",
    },
  },
};
