/**
 * The answers file (design: answers). What a person wants, in a person's terms; `src/environment/` knows which variables do it.
 * `null` means "not set". The settings in this folder declare each of these keys once: label, help, default, condition, parser.
 */
export interface Answers {
  readonly mastodon: MastodonAnswers;
  readonly domain: DomainAnswers;
  readonly database: DatabaseAnswers;
  readonly redis: RedisAnswers;
  readonly storage: StorageAnswers;
  readonly mail: MailAnswers;
  readonly updates: UpdatesAnswers;
  readonly steps: StepsAnswers;
  /** Variables that no setting covers, verbatim. */
  readonly extra: Readonly<Record<string, string>>;
}

export const runtimes = ["systemd", "docker"] as const;
export type Runtime = (typeof runtimes)[number];

export interface MastodonAnswers {
  /** Where `lib/mastodon/version.rb` or, under docker, the compose file lies. */
  readonly directory: string;
  /** "4.6" or "4.6.5". */
  readonly version: string;
  readonly runtime: Runtime;
}

export interface DomainAnswers {
  readonly local: string;
  readonly web: string | null;
  readonly alternates: readonly string[];
  readonly singleUser: boolean;
}

export const databaseTls = ["off", "if-offered", "required", "verified"] as const;

export interface DatabaseAnswers {
  /** A name, an address, or the directory of the socket. */
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string | null;
  /** required: encrypted, not verified. verified: chain and name, with `caFile` where the CA is not a public one. */
  readonly tls: (typeof databaseTls)[number];
  readonly caFile: string | null;
}

export interface RedisAnswers {
  /** A name, an address, or the path of the socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly db: number;
  readonly tls: boolean;
}

export const storageProviders = [
  "none",
  "aws",
  "wasabi",
  "minio",
  "spaces",
  "gcs",
  "storj",
  "r2",
  "b2",
  "scaleway",
  "custom",
] as const;
export type StorageProvider = (typeof storageProviders)[number];

export interface StorageAnswers {
  readonly provider: StorageProvider;
  readonly bucket: string | null;
  readonly region: string | null;
  /** With its scheme and without the bucket; null where the provider's preset or AWS itself knows it. */
  readonly endpoint: string | null;
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string | null;
  /** The name (Storj: with a path) that files are fetched from, where it is not the provider's own. No scheme. */
  readonly publicHost: string | null;
  readonly caFile: string | null;
  /** Whether uploads carry `x-amz-acl: public-read`; null: what the provider's preset says. */
  readonly acl: boolean | null;
  /** Storj's linksharing access key. */
  readonly linkKey: string | null;
}

export const mailProviders = [
  "local",
  "mailgun",
  "ses",
  "sendgrid",
  "postmark",
  "brevo",
  "gmail",
  "mailjet",
  "smtp2go",
  "resend",
  "custom",
] as const;
export type MailProvider = (typeof mailProviders)[number];
export const mailAuth = ["plain", "login", "cram_md5", "none"] as const;
export const mailTls = ["starttls", "starttls-if-offered", "implicit", "none"] as const;
export const mailVerify = ["peer", "none"] as const;

export interface MailAnswers {
  readonly provider: MailProvider;
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly auth: (typeof mailAuth)[number];
  readonly tls: (typeof mailTls)[number];
  readonly verify: (typeof mailVerify)[number];
  readonly caFile: string | null;
  readonly from: string;
  /** Where to send a test mail; null sends none. */
  readonly testTo: string | null;
}

export interface UpdatesAnswers {
  readonly check: boolean;
}

export interface StepsAnswers {
  /** "migrate": also bring an older schema of Mastodon's up to the release. */
  readonly database: boolean | "migrate";
  readonly assets: boolean;
  readonly admin: { readonly username: string; readonly email: string } | null;
}

type Admin = NonNullable<StepsAnswers["admin"]>;

/** The answers so far. An administrator who is wanted and not named yet is `{}`. */
export type Draft = { readonly [Section in Exclude<keyof Answers, "steps" | "extra">]?: Partial<Answers[Section]> } & {
  readonly extra?: Answers["extra"];
  readonly steps?: Partial<Omit<StepsAnswers, "admin">> & { readonly admin?: Partial<Admin> | null };
};
