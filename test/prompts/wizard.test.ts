import { describe, expect, it } from "vitest";
import { storageProviders } from "../../prompts/answers.ts";
import { sections } from "../../prompts/sections.ts";

/**
 * Every question of `rails mastodon:setup`, 4.2.0 to 4.6.5, by its text in lib/tasks/mastodon.rake, and what asks it here. A
 * `null` has an answer that is better than a question, which is beside it.
 */
const wizard: readonly (readonly [question: string, setting: string | null, instead?: string])[] = [
  ["Domain name:", "domain.local"],
  [
    "Continue anyway? (LOCAL_DOMAIN already set)",
    null,
    "an existing file fills the interview, and is merged, not replaced",
  ],
  ["Continue anyway? (trademark)", null, "the domain's probe says so"],
  ["Do you want to enable single user mode?", "domain.singleUser"],
  ["Are you using Docker to run Mastodon?", "mastodon.runtime"],
  ["PostgreSQL host:", "database.host"],
  ["PostgreSQL port:", "database.port"],
  ["Name of PostgreSQL database:", "database.name"],
  ["Name of PostgreSQL user:", "database.user"],
  ["Password of PostgreSQL user:", "database.password"],
  ["Redis host:", "redis.host"],
  ["Redis port:", "redis.port"],
  ["Redis password:", "redis.password"],
  ["Try again?", null, "offered after every finding"],
  ["Do you want to store uploaded files on the cloud?", "storage.provider"],
  ["Provider", "storage.provider"],
  ["Space name:", "storage.bucket"],
  ["Space region:", "storage.region"],
  ["Space endpoint:", null, "follows from the region"],
  ["Space access key:", "storage.accessKeyId"],
  ["Space secret key:", "storage.secretAccessKey"],
  ["S3 bucket name:", "storage.bucket"],
  ["S3 region:", "storage.region"],
  ["S3 hostname:", null, "follows from the region"],
  ["S3 access key:", "storage.accessKeyId"],
  ["S3 secret key:", "storage.secretAccessKey"],
  ["Wasabi bucket name:", "storage.bucket"],
  ["Wasabi access key:", "storage.accessKeyId"],
  ["Wasabi secret key:", "storage.secretAccessKey"],
  ["Minio endpoint URL:", "storage.endpoint"],
  ["Minio bucket name:", "storage.bucket"],
  ["Minio access key:", "storage.accessKeyId"],
  ["Minio secret key:", "storage.secretAccessKey"],
  ["Storj DCS endpoint URL:", null, "there is one gateway; another is the provider custom"],
  ["Storj DCS bucket name:", "storage.bucket"],
  ["Storj Gateway access key", "storage.accessKeyId"],
  ["Storj Gateway secret key:", "storage.secretAccessKey"],
  ["Storj Linksharing access key", "storage.linkKey"],
  ["GCS bucket name:", "storage.bucket"],
  ["GCS region:", "storage.region"],
  ["GCS access key:", "storage.accessKeyId"],
  ["GCS secret key:", "storage.secretAccessKey"],
  ["Do you want to access the uploaded files from your own domain?", "storage.publicHost"],
  ["Domain for uploaded files:", "storage.publicHost"],
  ["Do you want to send e-mails from localhost?", "mail.provider"],
  ["SMTP server:", "mail.host"],
  ["SMTP port:", "mail.port"],
  ["SMTP username:", "mail.user"],
  ["SMTP password:", "mail.password"],
  ["SMTP authentication:", "mail.auth"],
  ["SMTP OpenSSL verify mode:", "mail.verify"],
  ["Enable STARTTLS:", "mail.tls"],
  ['E-mail address to send e-mails "from":', "mail.from"],
  ["Send a test e-mail with this configuration right now?", "mail.testTo"],
  ["Send test e-mail to:", "mail.testTo"],
  ["Do you want Mastodon to periodically check for important updates and notify you?", "updates.check"],
  ["Save configuration?", null, "the review's yes"],
  ["Prepare the database now?", "steps.database"],
  ["Compile the assets now?", "steps.assets"],
  ["Do you want to create an admin user straight away?", "steps.admin"],
  ["Username:", "steps.admin.username"],
  ["E-mail:", "steps.admin.email"],
];

const settings = new Set(
  sections.flatMap((section) => Object.keys(section.settings).map((id) => [...section.path, id].join("."))),
);

describe("what the official wizard asks", () => {
  it.each(wizard)("%s is %s here", (_, setting, instead) => {
    if (setting === null) expect(instead).toBeTruthy();
    else expect(settings).toContain(setting);
  });

  it("finds each of its providers", () => {
    expect(storageProviders).toEqual(expect.arrayContaining(["spaces", "aws", "wasabi", "minio", "gcs", "storj"]));
  });

  it("is joined by what it never asked", () => {
    const added = [
      "domain.web",
      "domain.alternates",
      "database.tls",
      "database.caFile",
      "redis.user",
      "redis.db",
      "redis.tls",
      "mail.caFile",
    ];
    for (const setting of added) expect(settings).toContain(setting);
  });
});
