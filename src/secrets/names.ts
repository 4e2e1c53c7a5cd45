/** The variables of Mastodon whose values are nobody's business: keys, passwords, and URLs that may carry one. */
const secretNames: ReadonlySet<string> = new Set([
  "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
  "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
  "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AZURE_STORAGE_ACCESS_KEY",
  "BULK_SMTP_PASSWORD",
  "CACHE_BUSTER_SECRET",
  "CACHE_REDIS_PASSWORD",
  "CACHE_REDIS_SENTINEL_PASSWORD",
  "CACHE_REDIS_URL",
  "DATABASE_URL",
  "DB_PASS",
  "DEEPL_API_KEY",
  "ES_PASS",
  "GITHUB_API_TOKEN",
  "HCAPTCHA_SECRET_KEY",
  "LDAP_PASSWORD",
  "LIBRE_TRANSLATE_API_KEY",
  "OIDC_CLIENT_SECRET",
  "OTHER_DATABASE_URL",
  "OTP_SECRET",
  "PAPERCLIP_SECRET",
  "PGHERO_STATS_DATABASE_URL",
  "PRIMARY_DATABASE_URL",
  "RAILS_MASTER_KEY",
  "REDIS_PASSWORD",
  "REDIS_SENTINEL_PASSWORD",
  "REDIS_URL",
  "REPLICA_DATABASE_URL",
  "REPLICA_DB_PASS",
  "SAML_PRIVATE_KEY",
  "SECRET_KEY_BASE",
  "SELF_DESTRUCT",
  "SIDEKIQ_REDIS_PASSWORD",
  "SIDEKIQ_REDIS_SENTINEL_PASSWORD",
  "SIDEKIQ_REDIS_URL",
  "SMTP_PASSWORD",
  "SWIFT_PASSWORD",
  "SWIFT_TEMP_URL_KEY",
  "VAPID_PRIVATE_KEY",
  "http_hidden_proxy",
  "http_proxy",
]);

/** What people and other programs call theirs: `MY_API_TOKEN`, `PGPASSWORD`, `AWS_SESSION_TOKEN`. */
const secretEnding = /(?:PASS|PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|TOKEN|PRIVATE_KEY|API_KEY|ACCESS_KEY)$/i;

/** Switches that are only called so; hiding their "true" would hide every "true". */
const openNames: ReadonlySet<string> = new Set(["MIGRATION_IGNORE_INVALID_OTP_SECRET"]);

export function isSecretName(name: string): boolean {
  return secretNames.has(name) || (secretEnding.test(name) && !openNames.has(name));
}
