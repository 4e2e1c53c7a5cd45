import type { Entry } from "./entry.ts";

const guide = "https://docs.joinmastodon.org/admin/optional/object-storage/";

/** A store that refuses uploads or hides pictures breaks media; posts and federation go on. */
function broken<const Remedies extends readonly string[]>(...remedies: Remedies) {
  return { status: "fail", effect: "breaks", remedies, docs: guide } as const;
}

export const storage = {
  "storage.ok": { status: "info", remedies: [] },
  "storage.off": { status: "info", remedies: [] },
  "storage.crash": { status: "crash", remedies: [] },
  "storage.skipped": { status: "skip", remedies: [] },
  "storage.not-enabled": broken("enable"),
  "storage.local-unwritable": broken("own"),
  "storage.value-invalid": broken("remove", "set"),
  "storage.key-missing": broken(),
  "storage.ca-file-missing": broken("remove"),
  "storage.unresolvable": broken("path-style"),
  "storage.refused": broken(),
  "storage.unreachable": broken(),
  "storage.timeout": broken(),
  "storage.tls-untrusted": broken("system-store", "bundle"),
  "storage.tls-hostname": broken("name"),
  "storage.scheme": broken("other-scheme"),
  "storage.ipv6-endpoint": broken(),
  "storage.endpoint-missing": broken("endpoint"),
  "storage.bucket-in-endpoint": broken("strip"),
  "storage.not-s3": broken(),
  "storage.key-unknown": broken("trim"),
  "storage.secret-wrong": broken("trim"),
  "storage.bucket-missing": broken("similar"),
  "storage.region-wrong": broken("region"),
  "storage.clock": broken("sync"),
  "storage.suspended": broken(),
  "storage.upload-failed": broken(),
  "storage.denied": broken("allow"),
  "storage.acl-refused": broken("no-acl"),
  "storage.checksum": broken("no-checksum"),
  "storage.not-public": broken("public-acl", "policy"),
  "storage.listable": broken("policy"),
  "storage.alias-wrong": broken("bare", "without-alias"),
  "storage.hostname-wrong": broken("bare", "endpoint-host"),
  "storage.not-https": broken("https"),
  "storage.csp-host": broken("hostname", "extra-host"),
  "storage.range-ignored": broken("single-request"),
  "storage.cors": { status: "warn", remedies: ["rule"], docs: guide },
  "storage.left-behind": { status: "warn", remedies: ["remove"] },
} as const satisfies Record<string, Entry>;
